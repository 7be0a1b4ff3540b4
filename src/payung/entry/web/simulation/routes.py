"""Pages of scenarios."""

from payung.entry.web.route import Route
from payung.entry.web.simulation.views import simulation, simulation_save

ROUTES = [
    Route("siklus/<slug:code>/skenario/", simulation, "simulation", "plan.see", "cycle"),
    Route("siklus/<slug:code>/skenario/simpan/", simulation_save, "simulation_save", "plan.make", "cycle"),
]
