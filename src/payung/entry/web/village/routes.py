"""Regions and villages of a cycle."""

from payung.entry.web.route import Route, Views

views = Views("payung.entry.web.village.views")
ROUTES = [
    Route("siklus/<slug:code>/wilayah/<slug:area>/", views.areas, "areas", "figures.see", "cycle"),
    Route("siklus/<slug:code>/desa/<slug:village>/", views.village, "village", "lists.see", "village"),
]
