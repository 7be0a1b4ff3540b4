"""Pages of scenarios."""

from payung.entry.web.route import Route, Views

views = Views("payung.entry.web.simulation.views")
ROUTES = [
    Route("siklus/<slug:code>/skenario/", views.simulation, "simulation", "plan.see", "cycle"),
    Route("siklus/<slug:code>/skenario/simpan/", views.simulation_save, "simulation_save", "plan.make", "cycle"),
]
