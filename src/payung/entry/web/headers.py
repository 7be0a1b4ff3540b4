"""What a browser is told about every page, beside the policy of contents."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

FEATURES = "camera microphone geolocation payment usb serial accelerometer gyroscope magnetometer".split()
"""What no page uses."""

_POLICY = ", ".join(f"{feature}=()" for feature in FEATURES)


def headers(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Middleware: no use of the device, no copies of pages kept anywhere unless the page itself says otherwise.

    Pages show people; a copy in a cache of a browser or a proxy is one that nobody counts. Style and scripts say for
    themselves that they may be kept.
    """

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", _POLICY)
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        response.headers.setdefault("X-Frame-Options", "DENY")
        response.headers.setdefault("X-Robots-Tag", "noindex, nofollow")
        response.headers.setdefault("Cache-Control", "no-store")
        return response

    return answer
