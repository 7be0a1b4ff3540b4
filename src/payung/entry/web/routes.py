"""Every page there is, with the right it needs. A page that is not here has no address.

Each noun lists its own in ``NOUN/routes.py`` as ``ROUTES``; they are gathered here.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

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
    ``plain``: a view of a library that takes the request alone.
    """

    path: str
    view: Callable[..., HttpResponse]
    name: str
    right: str | None
    of: str = ""
    plain: bool = False

    def __post_init__(self) -> None:
        if self.right not in (PUBLIC, SIGNED_IN) and self.right not in RIGHTS:
            raise ValueError(f"{self.name}: nobody knows the right {self.right}")


def gathered() -> Sequence[Route]:
    """The routes of every noun, by the name of its folder. Raises: ValueError where two have one name or path."""
    here = Path(__file__).parent
    found: list[Route] = []
    for folder in sorted(each.parent.name for each in here.glob("*/routes.py")):
        found += import_module(f"payung.entry.web.{folder}.routes").ROUTES
    for part in ("name", "path"):
        values = [getattr(route, part) for route in found]
        if len(set(values)) != len(values):
            raise ValueError(f"two routes have one {part}: {sorted(v for v in values if values.count(v) > 1)}")
    return found


ROUTES = gathered()
