"""From pairs to persons: who is joined, with nobody joined whom a guard or a person keeps apart."""

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


def components(size: int, left: Numbers, right: Numbers) -> Numbers:
    """For each of ``size`` records the lowest number it is joined with, over chains of pairs.

    >>> components(5, np.array([4, 1]), np.array([3, 4])).tolist()
    [0, 1, 2, 1, 1]
    """
    least = np.arange(size, dtype=np.int64)
    while len(left):
        low = np.minimum(least[left], least[right])
        np.minimum.at(least, least[left], low)
        np.minimum.at(least, least[right], low)
        while not np.array_equal(jump := least[least], least):
            least = jump
        open_ = least[left] != least[right]
        left, right = left[open_], right[open_]
    return least


def joined(size: int, left: Numbers, right: Numbers, weight: Numbers, apart: tuple[Numbers, Numbers]) -> Numbers:
    """As ``components``, but the pairs of ``apart`` never end together: of the pairs that would join them the
    weakest is not followed, the strongest are, and of equally strong ones those of the lowest record numbers.
    """
    least = components(size, left, right)
    torn = least[apart[0]] == least[apart[1]]
    if not torn.any():
        return least
    clashes = np.unique(least[apart[0]][torn])
    inside = np.isin(least[left], clashes)
    members = np.flatnonzero(np.isin(least, clashes))
    fences: dict[int, set[int]] = {}
    for one, other in zip(apart[0][torn].tolist(), apart[1][torn].tolist(), strict=True):
        fences.setdefault(one, set()).add(other)
        fences.setdefault(other, set()).add(one)
    order = np.lexsort((right[inside], left[inside], -weight[inside]))
    roots = _grown(members.tolist(), left[inside][order].tolist(), right[inside][order].tolist(), fences)
    least = least.copy()
    least[members] = roots
    return least


def _grown(members: list[int], left: list[int], right: list[int], fences: dict[int, set[int]]) -> list[int]:
    """The lowest record of each of ``members`` after following the pairs in order, none over a fence."""
    root = {record: record for record in members}
    people: dict[int, list[int]] = {record: [record] for record in members}
    foes = {record: set(fences.get(record, ())) for record in members}
    for one, other in zip(left, right, strict=True):
        low, high = sorted((root[one], root[other]))
        if low == high or not foes[low].isdisjoint(people[high]) or not foes[high].isdisjoint(people[low]):
            continue
        for record in people[high]:
            root[record] = low
        people[low] += people.pop(high)
        foes[low] |= foes.pop(high)
    return [root[record] for record in members]
