"""How much somebody may send: little before they are known, a province's lists once they are."""

from collections.abc import Callable

from django.conf import settings
from django.contrib.auth import SESSION_KEY
from django.http import HttpRequest, HttpResponse, UnreadablePostError

from payung.entry.web.failures import session_ended

STRANGER, KNOWN = 64 * 1024, 512 * 2**20
"""Bytes of a request, of whoever is not signed in and of whoever is."""


def limited(answer: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware after the session: refuses what is too large, or does not say how large it is, before it is read."""

    def check(request: HttpRequest) -> HttpResponse:
        if request.method in ("GET", "HEAD", "OPTIONS"):
            return answer(request)
        said = request.META.get("CONTENT_LENGTH") or ""
        most = KNOWN if SESSION_KEY in request.session else STRANGER
        if "HTTP_TRANSFER_ENCODING" in request.META or (said and not said.isdecimal()):
            return HttpResponse("Panjang kiriman harus disebut. / Say how long it is.", status=411)
        if int(said or 0) > most:
            # Whoever was signed in until a while ago is told so, not that their lists are too large.
            if most == STRANGER and settings.SESSION_COOKIE_NAME in request.COOKIES:
                return session_ended(request, read=False)
            return HttpResponse("Kiriman terlalu besar. / Too large.", status=413)
        _whole(request, int(said or 0))
        return answer(request)

    return check


def _whole(request: HttpRequest, length: int) -> None:
    """Reading what was sent fails where the sender broke off before ``length`` bytes: half a delivery is none."""
    read, left = request.read, length

    def reading(size: int = -1) -> bytes:
        nonlocal left
        held: bytes = read(size)
        left -= len(held)
        if left > 0 and (size < 0 or (size > 0 and not held)):
            raise UnreadablePostError("broken off")
        return held

    request.read = reading
