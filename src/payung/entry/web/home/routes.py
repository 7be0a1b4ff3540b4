"""The first pages."""

from payung.entry.web.home.views import cycle, home
from payung.entry.web.route import Route

ROUTES = [
    Route("", home, "home", "work.see"),
    Route("siklus/<slug:code>/", cycle, "cycle", "work.see", "cycle"),
]
