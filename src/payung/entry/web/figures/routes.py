"""Pages of figures."""

from payung.entry.web.figures import views
from payung.entry.web.route import Route

ROUTES = [
    Route("angka/", views.figures_page, "figures", "figures.see", "village"),
    Route("angka/<slug:area>/", views.figures_page, "figures_area", "figures.see", "village"),
]
