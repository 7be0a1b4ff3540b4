"""Addresses of the pages about problems."""

from payung.entry.web.route import Route, Views

repairs = Views("payung.entry.web.problem.repairs")
views = Views("payung.entry.web.problem.views")
_AT = "siklus/<slug:code>/masalah/"
ROUTES = [
    Route(_AT, views.page, "problems", "lists.see", "village"),
    Route(f"{_AT}desa/<str:area>/", views.rows, "problem_rows", "lists.see", "village"),
    Route(f"{_AT}ringkasan/", views.summary, "problem_summary", "lists.see", "village"),
    Route(f"{_AT}ringkasan/berkas/", views.paper, "problem_paper", "lists.see", "village"),
    Route(f"{_AT}aman/", repairs.fixes, "problem_fixes", "problems.fix", "village"),
    Route(f"{_AT}aman/batal/", repairs.undo, "problem_fixes_undo", "problems.fix"),
    Route(f"{_AT}perbaikan/", repairs.corrections, "corrections", "corrections.fetch", "village"),
]
