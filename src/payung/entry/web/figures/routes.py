"""Pages of figures."""

from payung.entry.web.route import Route, Views

views = Views("payung.entry.web.figures.views")
ROUTES = [
    Route("angka/", views.figures_page, "figures", "figures.see", "village"),
    Route("angka/<slug:area>/", views.figures_page, "figures_area", "figures.see", "village"),
]
