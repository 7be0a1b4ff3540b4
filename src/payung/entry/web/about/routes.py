"""Pages for everybody: the language and the accessibility statement."""

from payung.entry.web.route import PUBLIC, Route, Views

views = Views("payung.entry.web.about.views")
language = Views("payung.entry.web.language")
ROUTES = [
    Route("aksesibilitas/", views.accessibility, "accessibility", PUBLIC),
    Route("bahasa/<slug:language>/", language.switch, "language", PUBLIC),
]
