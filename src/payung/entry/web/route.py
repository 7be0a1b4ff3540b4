"""A page: its address, what answers it, and the right it needs.

What answers it is named, and read when it is first asked: a server that read every view before its first page would
read the libraries of every sheet, paper and question to the database with them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from threading import RLock
from typing import Any

from django.http import HttpResponse

from payung.core.access.roles import RIGHTS

PUBLIC = None
SIGNED_IN = ""

_READING = RLock()
"""One thread reads modules at a time: two that begin at different ends of a circle see each other's half-read ones."""


@dataclass(frozen=True)
class View:
    """The view ``name`` of ``module``, which is read at the first call."""

    module: str
    name: str

    def __call__(self, *args: Any, **named: Any) -> HttpResponse:
        return self.read()(*args, **named)

    def read(self) -> Callable[..., HttpResponse]:
        """The view itself. Raises: ImportError, AttributeError where there is none."""
        with _READING:
            found: Callable[..., HttpResponse] = getattr(import_module(self.module), self.name)
        return found


@dataclass(frozen=True)
class Views:
    """A module of views: ``Views("payung.entry.web.home.views").cycle`` is its view ``cycle``."""

    module: str

    def __getattr__(self, name: str) -> View:
        if name.startswith("__"):
            raise AttributeError(name)
        return View(self.module, name)


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
    view: View
    name: str
    right: str | None
    of: str = ""
    plain: bool = False
    whole: Callable[..., bool] | None = None

    def __post_init__(self) -> None:
        if self.right not in (PUBLIC, SIGNED_IN) and self.right not in RIGHTS:
            raise ValueError(f"{self.name}: nobody knows the right {self.right}")
