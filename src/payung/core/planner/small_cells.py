"""Which counts of people are too small to be shown in public, and which others must go with them.

A count of a few people tells of each of them. It cannot be left out alone: taken from the sum above, the others would
give it back. So in each part of a table either nothing is hidden, or two counts or more that come to ``LEAST`` people
together; below a hidden count everything is hidden.
"""

from collections.abc import Mapping, Sequence

LEAST = 10


def hidden(cells: Mapping[str, Sequence[int]], *, least: int = LEAST) -> frozenset[str]:
    """Codes of ``cells`` not to be shown. ``cells``: code -> counts of people, the same ones for every code.

    A cell lies in the longest other code it begins with, "" being the whole; counts of cells add up to those of the
    one they lie in. None is hidden where it is 0. Other counts of a hidden cell (its person-months, its rupiah, its
    percentage) must not be shown either, and no second table that cuts the same people in another way beside this one
    but sums: areas crossed with funds can give a hidden count back.
    """
    inside: dict[str, list[str]] = {}
    for code in cells:
        if code:
            inside.setdefault(_around(code, cells), []).append(code)
    gone: set[str] = set()
    if "" in cells and _small(cells[""], least):
        gone.add("")
    for code in ["", *sorted(cells, key=len)]:
        parts = sorted(inside.get(code, ()), key=lambda part: (sum(cells[part]), part))
        if code in gone:
            gone.update(parts)
        else:
            gone.update(_together([part for part in parts if any(cells[part])], cells, least))
    return frozenset(code for code in gone if any(cells[code]))


def _together(parts: Sequence[str], cells: Mapping[str, Sequence[int]], least: int) -> list[str]:
    """The small ones of ``parts``, the smallest first, and as many of the others as protect them."""
    small = [part for part in parts if _small(cells[part], least)]
    others = [part for part in parts if part not in small]
    while small and others and _small(_sums([cells[part] for part in small]), least):
        small.append(others.pop(0))  # one small cell alone is small itself, so two are hidden at least
    return small


def _sums(rows: Sequence[Sequence[int]]) -> list[int]:
    return [sum(column) for column in zip(*rows, strict=True)]


def _small(counts: Sequence[int], least: int) -> bool:
    return any(0 < count < least for count in counts)


def _around(code: str, cells: Mapping[str, Sequence[int]]) -> str:
    return next((code[:size] for size in range(len(code) - 1, 0, -1) if code[:size] in cells), "")
