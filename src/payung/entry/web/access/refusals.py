"""Pages that say no: no right, nothing there, too many tries."""

from typing import Any

from django.http import HttpRequest, HttpResponse

from payung.core.basis.text import Text
from payung.entry.web.failures import failed

_FORBIDDEN = (
    Text(id="Akun Anda tidak berhak membuka halaman ini", en="Your account may not open this page"),
    Text(
        id="Minta hak itu kepada pengelola sistem di kantor Anda.", en="Ask your office's administrator for the right."
    ),
)
_NOT_FOUND = (
    Text(id="Halaman tidak ditemukan", en="Page not found"),
    Text(
        id="Alamatnya salah, atau yang dicari tidak termasuk wilayah Anda.",
        en="The address is wrong, or what you look for is not in your region.",
    ),
)
_LOCKED = (
    Text(id="Terlalu banyak percobaan masuk", en="Too many tries to sign in"),
    Text(
        id="Dari tempat ini nama itu tidak dapat masuk selama 15 menit. Dari tempat lain tetap dapat.",
        en="From here that name cannot sign in for 15 minutes. From elsewhere it can.",
    ),
)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: signed in, and without the right."""
    return _refusal(request, 403, *_FORBIDDEN)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: the same, byte for byte, for what is not there and for what lies outside the scope."""
    return _refusal(request, 404, *_NOT_FOUND)


def locked_out(request: HttpRequest, response: Any = None, credentials: Any = None, *more: Any) -> HttpResponse:
    """429, whether there is such an account or not."""
    return _refusal(request, 429, *_LOCKED)


def _refusal(request: HttpRequest, status: int, title: Text, do: Text) -> HttpResponse:
    return failed(request, status, (title, do))
