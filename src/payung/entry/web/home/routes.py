"""The first pages."""

from payung.entry.web.route import Route, Views

views = Views("payung.entry.web.home.views")
ROUTES = [
    Route("", views.home, "home", "work.see"),
    Route("siklus/<slug:code>/", views.cycle, "cycle", "work.see", "cycle"),
]
