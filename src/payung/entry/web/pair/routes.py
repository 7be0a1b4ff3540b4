"""Addresses of the pages about pairs."""

from payung.entry.web.pair import views
from payung.entry.web.route import Route

ROUTES = [
    Route("siklus/<slug:code>/pasangan/", views.page, "pairs", "pairs.decide", "village"),
    Route("siklus/<slug:code>/pasangan/<int:pair>/", views.pair, "pair", "pairs.decide", "village"),
]
