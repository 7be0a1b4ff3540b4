"""Pages of money before it is decided on."""

from payung.entry.web.route import Route, Views

views = Views("payung.entry.web.budget.views")
ROUTES = [
    Route("siklus/<slug:code>/anggaran/", views.budget, "budget", "plan.see", "cycle"),
    Route("siklus/<slug:code>/anggaran/baru/", views.plan_new, "plan_new", "plan.make", "cycle"),
    Route("siklus/<slug:code>/anggaran/<int:number>/", views.plan, "plan", "plan.see", "cycle"),
]
