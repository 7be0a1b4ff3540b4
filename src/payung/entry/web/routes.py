"""Every page there is, with the right it needs. A page that is not here has no address.

Each noun lists its own in ``NOUN/routes.py`` as ``ROUTES``; they are gathered here.
"""

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path

from payung.entry.web.route import PUBLIC, SIGNED_IN, Route

__all__ = ["PUBLIC", "ROUTES", "SIGNED_IN", "Route", "gathered"]


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
