"""Pages that nobody has to sign in for."""

from django.http import HttpRequest, HttpResponse

from payung.entry.web.about import words
from payung.entry.web.render import shown


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return shown(request, None, "about/accessibility.html", {"words": words})
