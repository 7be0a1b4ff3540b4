"""A cycle opened, and its lists."""

from payung.entry.web.cycle.views import new, register, setup
from payung.entry.web.route import Route

ROUTES = [
    Route("siklus/baru/", new, "cycle_new", "lists.run"),
    Route("siklus/<slug:code>/aturan/", setup, "cycle_setup", "lists.see", "cycle"),
    Route("siklus/<slug:code>/aturan/daftar/", register, "cycle_register", "lists.run", "cycle"),
]
