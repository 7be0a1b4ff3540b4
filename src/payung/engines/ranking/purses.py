"""Purses side by side: each pays the people in its line, month by month, until its money for a month is spent.

A month that a purse cannot pay once, it can never pay again: what is free only falls. So everybody up to the first
person who cannot have all is paid in full at once (a running sum finds the place), that person takes what is there,
at least one month is closed by it, and the rest of the line goes on without that month: as many rounds as months at
most, however many people stand in line.
"""

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from payung.engines.ranking.queue import Ints, Masks

HALF = 12
_MOST = 2**62


@lru_cache(maxsize=256)
def _costs(prices: tuple[int, ...], through: int, most: int) -> tuple[Ints, ...]:
    """Tables of what sets of twelve months cost, counted up to the month ``through``, never above ``most``."""
    made = []
    for start in range(0, len(prices), HALF):
        table = [0]
        for at, price in enumerate(prices[start : start + HALF], start):
            counted = price if at <= through else 0
            table += [min(cost + counted, most) for cost in table]
        made.append(np.array(table, np.int64))
    return tuple(made)


class Purses:
    """What p purses have free: at each of ``ends``, the last months before more money comes, and in the last month."""

    def __init__(self, released: Ints, prices: Sequence[int]) -> None:
        """``released``: p × months, whole rupiah that can be spent through each month."""
        months = released.shape[1]
        jumps = np.flatnonzero((np.diff(released, axis=1) > 0).any(axis=0))
        self.ends = [*map(int, jumps), months - 1]
        self.free = released[:, self.ends].astype(np.int64)
        self.prices = tuple(prices)
        self._most = int(self.free.max(initial=0)) + 1
        self._first_end = [sum(end < month for end in self.ends) for month in range(months)]
        self.open = self._payable()

    def headroom(self, month: int) -> Ints:
        """Of each purse: what can be spent on ``month`` without taking from what is spent later."""
        return np.asarray(self.free[:, self._first_end[month] :].min(axis=1))

    def _cost(self, months: Masks, through: int) -> Ints:
        """Whole rupiah of the months up to ``through`` in each set; what no purse can pay may come out as less."""
        tables = _costs(self.prices, through, self._most)
        low = tables[0][months & (2**HALF - 1)]
        return low if len(tables) == 1 else np.minimum(low + tables[1][months >> HALF], self._most)

    def pay(self, line: Masks, starts: Ints) -> tuple[Ints, Masks]:
        """Pay the front of each line in full, and its next person in part; returns where each line stopped, and
        what the person there got. ``line[starts[i]:starts[i+1]]`` are months asked of purse i, all of them open.
        """
        if len(line) * min(sum(self.prices), self._most) >= _MOST:
            raise OverflowError("so many people at such prices do not fit whole numbers of 64 bits")
        sums = []
        stops = starts[1:].copy()
        for at, end in enumerate(self.ends):
            total = np.zeros(len(line) + 1, np.int64)
            np.cumsum(self._cost(line, end), out=total[1:])
            limits = total[starts[:-1]] + self.free[:, at]
            stops = np.minimum(stops, np.searchsorted(total[1:], limits, side="right"))
            sums.append(total)
        for at, total in enumerate(sums):
            self.free[:, at] -= total[stops] - total[starts[:-1]]
        part = self._pay_part(line, starts, stops)
        self.open = self._payable()
        return stops, part

    def _pay_part(self, line: Masks, starts: Ints, stops: Ints) -> Masks:
        part = np.zeros(len(stops), np.int32)
        halted = stops < starts[1:]
        asked = np.zeros(len(stops), np.int32)
        asked[halted] = line[stops[halted]]
        for month, price in enumerate(self.prices):
            can = (asked >> month & 1).astype(bool)
            can &= self.headroom(month) >= price
            self.free[can, self._first_end[month] :] -= price
            part[can] |= np.int32(1 << month)
        return part

    def _payable(self) -> Masks:
        months = np.zeros(len(self.free), np.int32)
        for month, price in enumerate(self.prices):
            months[self.headroom(month) >= price] |= np.int32(1 << month)
        return months


def pay_lines(
    line: Masks,
    starts: Ints,
    purses: Purses,
    village: Ints | None = None,
    most: int | None = None,
    counted: Ints | None = None,
) -> Masks:
    """The months each person in line is paid for; ``line`` and ``starts`` as ``Purses.pay`` takes them.

    With ``village`` (of each) at most ``most`` people of one village are paid; ``counted`` are those of each that were
    paid before, and is raised.
    """
    paid = np.zeros(len(line), np.int32)
    rows = np.arange(len(line), dtype=np.int32)
    ask = line
    while len(rows):
        ask = ask & np.repeat(purses.open, np.diff(starts))
        rows, ask, starts = _kept(ask != 0, rows, ask, starts)
        if village is None or most is None or counted is None:
            stops, part = purses.pay(ask, starts)
            got = ask.copy()
        else:
            may = places_within(village[rows]) + counted[village[rows]] < most
            stops, part = _pay_those(may, ask, starts, purses)
            got = np.where(may, ask, 0).astype(np.int32)
        behind = np.arange(len(rows), dtype=np.int32) >= np.repeat(stops.astype(np.int32), np.diff(starts))
        got[behind] = 0
        halted = stops < starts[1:]
        got[stops[halted]] = part[halted]
        behind[stops[halted]] = False
        paid[rows] = got
        if village is not None and counted is not None:
            counted += np.bincount(village[rows[got != 0]], minlength=len(counted))
        rows, ask, starts = _kept(behind, rows, ask, starts)
    return paid


def _pay_those(may: NDArray[np.bool_], ask: Masks, starts: Ints, purses: Purses) -> tuple[Ints, Masks]:
    """``Purses.pay`` for the part of each line that ``may`` be paid; stops are places in the whole line."""
    chosen = np.flatnonzero(may)
    begins = np.searchsorted(chosen, starts)
    stops, part = purses.pay(ask[chosen], begins)
    halted = stops < begins[1:]
    whole = starts[1:].copy()
    whole[halted] = chosen[stops[halted]]
    return whole, part


def _kept(keep: NDArray[np.bool_], rows: Masks, ask: Masks, starts: Ints) -> tuple[Masks, Masks, Ints]:
    if keep.all():
        return rows, ask, starts
    at = np.flatnonzero(keep)
    return rows[at], ask[at], np.searchsorted(at, starts)


def places_within(group: Ints) -> Ints:
    """The place of each row among the rows of its group (whole numbers of 32 bits), from 0, in their order."""
    order = np.argsort((group & 0xFFFF).astype(np.uint16), kind="stable")
    if group.max(initial=0) > 0xFFFF:  # whole numbers of 16 bits are sorted several times faster than longer ones
        order = order[np.argsort((group >> 16).astype(np.uint16)[order], kind="stable")]
    ordered = group[order]
    first = np.flatnonzero(np.diff(ordered, prepend=-1))
    places = np.empty(len(group), np.int64)
    lengths = np.diff(np.append(first, len(group)))
    places[order] = np.arange(len(group), dtype=np.int64) - np.repeat(first, lengths)
    return places
