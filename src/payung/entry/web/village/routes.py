"""Regions and villages of a cycle."""

from payung.entry.web.route import Route
from payung.entry.web.village.views import areas, village

ROUTES = [
    Route("siklus/<slug:code>/wilayah/<slug:area>/", areas, "areas", "figures.see", "cycle"),
    Route("siklus/<slug:code>/desa/<slug:village>/", village, "village", "lists.see", "village"),
]
