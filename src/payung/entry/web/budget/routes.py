"""Pages of money before it is decided on."""

from payung.entry.web.budget.views import budget, plan, plan_new
from payung.entry.web.route import Route

ROUTES = [
    Route("siklus/<slug:code>/anggaran/", budget, "budget", "plan.see", "cycle"),
    Route("siklus/<slug:code>/anggaran/baru/", plan_new, "plan_new", "plan.make", "cycle"),
    Route("siklus/<slug:code>/anggaran/<int:number>/", plan, "plan", "plan.see", "cycle"),
]
