"""Pages for everybody: the language and the accessibility statement."""

from payung.entry.web.about.views import accessibility
from payung.entry.web.language import switch
from payung.entry.web.route import PUBLIC, Route

ROUTES = [
    Route("aksesibilitas/", accessibility, "accessibility", PUBLIC),
    Route("bahasa/<slug:language>/", switch, "language", PUBLIC),
]
