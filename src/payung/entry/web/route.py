"""A page: its address, what answers it, and the right it needs."""

from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpResponse

from payung.core.access.roles import RIGHTS

PUBLIC = None
SIGNED_IN = ""


@dataclass(frozen=True)
class Route:
    """An address and what answers it.

    ``path`` as Django writes it ("siklus/<slug:code>/daftar/"). ``view(request, who, **ids)``; a ``PUBLIC`` one is
    called without ``who``. ``right`` is a code of RIGHTS, ``SIGNED_IN`` for anybody with an account, or ``PUBLIC``.
    ``of`` says whose data it shows: "" nobody's, "person", "village", "cycle", … as the table of verdicts names it.
    ``plain``: a view of a library that takes the request alone. ``whole(scope, **ids)``: whether all that the page is
    of lies in the scope of its right; without that it is not there, and no link leads to it.
    """

    path: str
    view: Callable[..., HttpResponse]
    name: str
    right: str | None
    of: str = ""
    plain: bool = False
    whole: Callable[..., bool] | None = None

    def __post_init__(self) -> None:
        if self.right not in (PUBLIC, SIGNED_IN) and self.right not in RIGHTS:
            raise ValueError(f"{self.name}: nobody knows the right {self.right}")
