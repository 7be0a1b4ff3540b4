"""A cycle opened, and its lists."""

from payung.entry.web.route import Route, Views

views = Views("payung.entry.web.cycle.views")
ROUTES = [
    Route("siklus/baru/", views.new, "cycle_new", "lists.run"),
    Route("siklus/<slug:code>/aturan/", views.setup, "cycle_setup", "lists.see", "cycle"),
    Route("siklus/<slug:code>/aturan/daftar/", views.register, "cycle_register", "lists.run", "cycle"),
]
