"""In which language a page speaks: Indonesian, unless somebody switched."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

SPOKEN = ("id", "en")


def language_of(request: HttpRequest) -> str:
    """``id`` or ``en``, as the cookie says; what a browser prefers is not asked: it is seldom set by who sits there."""
    said = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return said if said in SPOKEN else SPOKEN[0]


def speaking(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: what Django and allauth say themselves is in that language, too."""

    def speak(request: HttpRequest) -> HttpResponse:
        with translation.override(language_of(request)):
            response = answer(request)
        response.headers.setdefault("Content-Language", language_of(request))
        return response

    return speak
