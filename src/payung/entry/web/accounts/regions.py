"""Regions looked for by code or name, within those of whoever gives a duty."""

from collections.abc import Iterator, Sequence

from payung.core.access.areas import lies_in
from payung.core.places.places import Gazetteer
from payung.entry.web.places import path_of

MOST = 25
NATION = "nasional"
"""What a form sends for the whole country, whose code is empty."""


def regions_like(text: str, areas: Sequence[str]) -> list[tuple[str, str]]:
    """(code, name with what it lies in) of at most ``MOST`` regions in ``areas``, the widest first.

    Nothing asked for: the areas themselves.
    """
    wanted = text.replace(".", "").strip().casefold()
    if not wanted:
        return [(area or NATION, _called(area)) for area in areas]
    names = {code: name for area in areas for code, name in _within(area)}
    if wanted.isdecimal():
        hits = [code for code in names if code.startswith(wanted)]
    else:
        parts = wanted.split()
        hits = [code for code, name in names.items() if all(part in name.casefold() for part in parts)]
    hits.sort(key=lambda code: (len(code), names[code].casefold() != wanted, names[code], code))
    return [(code, _called(code)) for code in hits[:MOST]]


def _within(area: str) -> Iterator[tuple[str, str]]:
    """Every region from ``area`` down, with its name."""
    known = Gazetteer.read(area[:6])
    yield from ((code, name) for code, name in known.region_names.items() if lies_in(code, [area]))
    yield from ((village.code, village.name) for village in known.villages if lies_in(village.code, [area]))


def _called(code: str) -> str:
    names = [name for _, name in path_of(code)]
    return f"{code} {', '.join(reversed(names[1:]))}" if code else names[0]
