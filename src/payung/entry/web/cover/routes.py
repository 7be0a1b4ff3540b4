"""Addresses of slips and of coverage."""

from payung.entry.web.route import Route, Views

pages = Views("payung.entry.web.cover.pages")
ROUTES = [
    Route("bukti/<str:village>/", pages.slips, "slips", "slip.print", "village"),
    Route("cakupan/", pages.coverage, "coverage", "cover.see", "village"),
]
