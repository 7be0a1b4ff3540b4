"""Addresses of the pages about deliveries."""

from payung.entry.web.route import Route, Views

answers = Views("payung.entry.web.imports.answers")
tying = Views("payung.entry.web.imports.tying")
views = Views("payung.entry.web.imports.views")
work = Views("payung.entry.web.imports.work")
_AT = "siklus/<slug:code>/daftar/"
ROUTES = [
    Route(_AT, views.page, "imports", "lists.see", "village"),
    Route(f"{_AT}kirim/", views.send, "imports_send", "lists.send", "village"),
    Route(f"{_AT}periksa/", views.judge, "imports_judge", "lists.run"),
    Route(f"{_AT}serahkan/", views.submit, "imports_submit", "lists.run"),
    Route(f"{_AT}kiriman/<int:intake>/batal/", views.undo, "imports_undo", "lists.undo", "village"),
    Route(f"{_AT}berkas/", views.files, "imports_files", "lists.see", "village"),
    Route(f"{_AT}bertentangan/", work.choose, "imports_conflicts", "lists.send", "village"),
    Route(f"{_AT}jawaban/", answers.page, "imports_answers", "lists.see", "village"),
    Route(f"{_AT}jawaban/<int:file>/", answers.one, "imports_answer", "lists.see", "village"),
    Route(f"{_AT}tanpa-desa/", tying.page, "imports_untied", "lists.run", "village"),
    Route(f"{_AT}tanpa-desa/<int:file>/", tying.one, "imports_tie", "lists.run", "village"),
    Route(f"{_AT}pekerjaan/<uuid:job>/", work.job, "imports_job", "lists.see"),
    Route(f"{_AT}perubahan/", work.changes, "imports_changes", "lists.see", "village"),
    Route(f"{_AT}perubahan/<str:area>/", work.changes_of, "imports_changes_of", "lists.see", "village"),
]
