"""Addresses of slips and of coverage."""

from payung.entry.web.cover.pages import coverage, slips
from payung.entry.web.route import Route

ROUTES = [
    Route("bukti/<str:village>/", slips, "slips", "slip.print", "village"),
    Route("cakupan/", coverage, "coverage", "cover.see", "village"),
]
