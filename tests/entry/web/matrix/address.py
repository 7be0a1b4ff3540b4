"""Addresses of routes with the ids of something, or of nothing."""

from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import UUID

from payung.entry.web.routes import ROUTES

BY_NAME = {route.name: route for route in ROUTES}
NOWHERE = 987_654_321
NONE = str(UUID(int=7))
VALUES = {"int": str(NOWHERE), "uuid": NONE, "slug": "none-such", "str": "none-such"}
"""Kind of an id -> one that nothing has."""


def address(name: str, **given: object) -> str:
    """The address of a route with ``given``, and for all else what nothing has; what it does not name is its query."""
    parts = []
    asked = {key: value for key, value in given.items() if f":{key}>" not in BY_NAME[name].path}
    for part in BY_NAME[name].path.split("/"):
        for piece in [part] if "<" not in part else part.replace("><", "> <").split("-<"):
            if piece.startswith("<") or piece.endswith(">"):
                kind, _, key = piece.strip("<>").partition(":")
                parts.append((f"{given.get(key, VALUES[kind])}", part))
            else:
                parts.append((piece, part))
    return "/" + "/".join(_joined(parts)) + (f"?{urlencode(asked)}" if asked else "")


def nothing(name: str) -> str:
    """For the last id in the address of a route what nothing has."""
    kind, _, _ = BY_NAME[name].path.rpartition("<")[2].partition(">")[0].partition(":")
    return VALUES[kind]


def _joined(parts: list[tuple[str, str]]) -> Iterator[str]:
    last = None
    held: list[str] = []
    for text, of in parts:
        if of is not last and held:
            yield "-".join(held)
            held = []
        held.append(text)
        last = of
    yield "-".join(held)
