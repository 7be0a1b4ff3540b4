"""The cycle somebody works on, kept in the addresses of pages that are of no cycle: ``?siklus=``.

Without it whoever opens the funds or a person from a cycle would have to look for its task list again.
"""

from typing import TYPE_CHECKING, Any

from django.http import HttpRequest, HttpResponse

if TYPE_CHECKING:
    from payung.store.models import Cycle

NAME = "siklus"
OF_CYCLE, APART = "/siklus/", ("/static/", "/akun/", "/bahasa/")
"""Where addresses of pages of a cycle begin, and of those that are beside the work."""


def remembered(request: HttpRequest, who: Any) -> "Cycle | None":
    """The cycle that the address of a page of none says, where the reader's regions reach into it."""
    code = request.GET.get(NAME, "")
    if who is None or not code or request.path.startswith(OF_CYCLE):
        return None
    from payung.store.progress import cycle_seen  # brings libraries that the page to sign in waits for in vain

    return cycle_seen(code)


def keep(request: HttpRequest, cycle: "Cycle | None") -> None:
    """Have the links of the page that answers ``request`` say ``cycle``."""
    request.kept_cycle = cycle.code if cycle else ""


def led_on(request: HttpRequest, who: Any, response: HttpResponse) -> None:
    """Have an answer that leads to another page say the cycle that its own address says: a form that was sent, too.

    The code is the store's, of a cycle that ``who`` sees: what the address says is only compared with it.
    """
    where = response.headers.get("Location")
    if where and (cycle := remembered(request, who)) is not None:
        keep(request, cycle)
        response.headers["Location"] = saying(where, request)


def kept_by(request: HttpRequest | None) -> str:
    """The code of the cycle that the page's links say; "" where they say none."""
    return getattr(request, "kept_cycle", "")


def saying(href: str, request: HttpRequest | None) -> str:
    """``href`` with the cycle of the page, where it leads to a page of the work that is of no cycle itself."""
    code = kept_by(request)
    if not code or request is None or f"{NAME}=" in href or "#" in href:
        return href
    ours = href.startswith("/") and href != "/" and not href.startswith((OF_CYCLE, *APART))
    again = href.startswith("?") and not request.path.startswith(OF_CYCLE)
    return f"{href}{'&' if '?' in href else '?'}{NAME}={code}" if ours or again else href
