"""Which part of the country somebody sees: subtrees of Kemendagri codes ("" all, 15, 1505, 150503, 1505032004)."""

from collections.abc import Iterable

LENGTHS = (0, 2, 4, 6, 10)


def lies_in(code: str, areas: Iterable[str]) -> bool:
    """Whether the place with ``code`` lies in one of ``areas``. A place without a code lies only in the nation.

    >>> lies_in("1505032004", ["1505"]), lies_in("1505", ["1505032004"]), lies_in("", ["15"]), lies_in("", [""])
    (True, False, False, True)
    """
    return any(code.startswith(area) for area in areas)


def touches(area: str, areas: Iterable[str]) -> bool:
    """Whether ``area`` lies in one of ``areas``, or one of them in it.

    >>> touches("15", ["1505"]), touches("1571", ["1505"])
    (True, False)
    """
    within = tuple(areas)
    return lies_in(area, within) or any(lies_in(one, [area]) for one in within)


def widest(areas: Iterable[str]) -> tuple[str, ...]:
    """``areas`` without those that lie in another of them, sorted.

    >>> widest(["150503", "15", "1571", "16"])
    ('15', '16')
    """
    kept: list[str] = []
    for area in sorted(set(areas), key=lambda code: (len(code), code)):
        if not lies_in(area, kept):
            kept.append(area)
    return tuple(sorted(kept))
