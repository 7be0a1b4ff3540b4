"""Which language a page is read in: Indonesian, or English for who switched."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import lazy
from django.utils.http import url_has_allowed_host_and_scheme

from payung.core.basis.text import Text

COOKIE = "bahasa"
LANGUAGES = {"id": "Bahasa Indonesia", "en": "English"}
"""Code -> its own name; the first is used until somebody chooses."""

_YEAR = 365 * 24 * 3600


def current() -> str:
    """The language of the page that is being answered ("id" or "en")."""
    return "en" if translation.get_language() == "en" else "id"


def said(text: Text | str) -> str:
    """``text`` in the language of the page; a plain ``str`` (a name, a number) as it is."""
    return text.in_(current()) if isinstance(text, Text) else str(text)


lazily = lazy(said, str)
"""As ``said``, decided when it is printed: for labels and messages of forms, which are made once for everybody."""


def in_language(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: the language of the cookie for the time of one answer."""

    def answer(request: HttpRequest) -> HttpResponse:
        asked = request.COOKIES.get(COOKIE, "")
        chosen = asked if asked in LANGUAGES else "id"
        with translation.override(chosen):
            response = get_response(request)
        response.headers.setdefault("Content-Language", chosen)
        patch_vary_headers(response, ("Cookie",))
        return response

    return answer


def switch(request: HttpRequest, language: str) -> HttpResponse:
    """Remember the language and go back to where the reader was (``?ke=``), on this server only."""
    back = request.GET.get("ke", "")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure())
    response = HttpResponseRedirect(back if here else "/")
    response.status_code = 303
    if language in LANGUAGES:
        secure = request.is_secure()
        response.set_cookie(COOKIE, language, max_age=_YEAR, samesite="Lax", httponly=True, secure=secure)
    return response
