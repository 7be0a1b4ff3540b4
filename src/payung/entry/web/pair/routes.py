"""Addresses of the pages about pairs."""

from payung.entry.web.route import Route, Views

views = Views("payung.entry.web.pair.views")
ROUTES = [
    Route("siklus/<slug:code>/pasangan/", views.page, "pairs", "pairs.decide", "village"),
    Route("siklus/<slug:code>/pasangan/<int:pair>/", views.pair, "pair", "pairs.decide", "village"),
]
