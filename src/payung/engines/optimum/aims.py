"""What a plan is to reach, said as a walk: from month to month a person's cover is in one of a few states, and months
that are paid or not move it on. What a month is worth depends on the state alone, so the best months of one person
under any prices are found by one pass over the states.

Every aim here gives no less for more months paid.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import gcd

import numpy as np

from payung.core.allocation.aim import Aim
from payung.core.cover.standing import most_unpaid
from payung.core.law.book import LawBook
from payung.core.law.death import death_benefit
from payung.core.law.first_months import MONTHS
from payung.engines.optimum.purses import Array

NEEDED = "scholarship/months_needed_jkm"


@dataclass(frozen=True)
class Walk:
    """``told_apart``: ``before`` -> class. ``start[class]``: state. ``after[state, paid]``: the next state.
    ``value[class, month, state, paid]`` and ``end[class, state]``: whole numbers, each ``unit`` of the aim's unit."""

    told_apart: tuple[int, ...]
    start: Array
    after: Array
    value: Array
    end: Array
    unit: int = 1

    @property
    def states(self) -> int:
        """How many states there are."""
        return len(self.after)

    def worth(self, kind: Array, paid: Array) -> Array:
        """What the paid months (sets) of people of the classes ``kind`` are worth."""
        state, total = self.start[kind], np.zeros(len(kind), dtype=np.int64)
        for month in range(self.value.shape[1]):
            bit = paid >> month & 1
            total += self.value[kind, month, state, bit]
            state = self.after[state, bit]
        return np.asarray(total + self.end[kind, state], dtype=np.int64)


def walk(aim: Aim, months: Sequence[int], law: LawBook) -> Walk:
    """The walk of ``aim`` through ``months`` (yyyymm) under the law of each. Raises: NoValueInForce."""
    if aim.kind == "person_months":
        return _plain(np.array([[0, 0]], dtype=np.int64), len(months), [(0, 1)])
    if aim.kind in ("people", "coverage"):
        return _in_a_row(aim.least, len(months))
    days = [date(month // 100, month % 100, 1) for month in months]
    return _benefit(days, law) if aim.kind == "benefit" else _continuity(days, law)


def _plain(after: Array, months: int, rewarded: Sequence[tuple[int, int]]) -> Walk:
    """A walk that tells no covers before the plan apart; ``rewarded``: (state, paid) worth 1."""
    value = np.zeros((1, months, len(after), 2), dtype=np.int64)
    for state, paid in rewarded:
        value[:, :, state, paid] = 1
    return Walk((0,), np.zeros(1, dtype=np.int64), after, value, np.zeros((1, len(after)), dtype=np.int64))


def _in_a_row(least: int, months: int) -> Walk:
    """States: paid months up to now in a row; the last stays for good."""
    after = np.array([[0, run + 1] for run in range(least)] + [[least, least]], dtype=np.int64)
    return _plain(after, months, [(least - 1, 1)])


def _benefit(days: Sequence[date], law: LawBook) -> Walk:
    """States: months since membership began (up to those that give the full benefit), unpaid months in a row.

    Membership ends where more months in a row are unpaid than the law allows; the next paid month begins a new one.
    """
    books = [law.on(day) for day in days]
    first = [book[MONTHS].amount for book in books]
    most, gap = max(first), max(most_unpaid(book) for book in books)
    full = [death_benefit(book, started=date(book.day.year - 9, 1, 1)).total for book in books]
    less = [death_benefit(book, started=book.day).total for book in books]
    unit = gcd(*full, *less)
    wide = gap + 1
    after = np.zeros(((most + 1) * wide, 2), dtype=np.int64)
    value = np.zeros((most + 1, len(days), len(after), 2), dtype=np.int64)
    for since in range(most + 1):
        for unpaid in range(wide):
            state = since * wide + unpaid
            on = min(since + 1, most)
            ends = unpaid == gap or since == 0
            after[state] = (0 if ends else on * wide + unpaid + 1, on * wide)
            for month in range(len(days)):
                value[:, month, state, 1] = (full if since >= first[month] else less)[month] // unit
    told_apart = tuple(range(most + 1))
    start = np.arange(most + 1, dtype=np.int64) * wide
    return Walk(told_apart, start, after, value, np.zeros((most + 1, len(after)), dtype=np.int64), unit)


def _continuity(days: Sequence[date], law: LawBook) -> Walk:
    """A person is worth one for reaching the full death benefit, one for reaching the months of the scholarship, and
    one for being a member at the start and at the end without a lapse between.

    States: of members at the start, paid months of the plan and unpaid ones in a row, or lapsed, for good; of others,
    paid months since they joined and unpaid ones in a row, or the full benefit reached. Others who lapse before that
    begin anew, so that one more month paid never takes anything away.
    """
    book = law.on(days[0])
    full, scholar = book[MONTHS].amount, book[NEEDED].amount
    wide, months = most_unpaid(book) + 1, len(days)
    lapsed = (months + 1) * wide
    done = lapsed + 1 + full * wide
    after = np.zeros((done + 1, 2), dtype=np.int64)
    after[lapsed], after[done] = (lapsed, lapsed), (done, done)
    for unpaid in range(wide):
        for paid in range(months + 1):
            on = min(paid + 1, months) * wide
            after[paid * wide + unpaid] = (lapsed if unpaid == wide - 1 else paid * wide + unpaid + 1, on)
        for paid in range(full):
            here, out = lapsed + 1 + paid * wide, unpaid == wide - 1 or not paid
            on = done if paid + 1 == full else here + wide
            after[here + unpaid] = (lapsed + 1 if out else here + unpaid + 1, on)
    marks = {
        cover: [mark - cover for mark in (full, scholar) if 0 < mark - cover <= months] for cover in range(1, scholar)
    }
    kinds = [0, *[cover for cover, near in marks.items() if near], -1]  # the last class reaches no mark
    value = np.zeros((len(kinds), months, done + 1, 2), dtype=np.int64)
    end = np.zeros((len(kinds), done + 1), dtype=np.int64)
    if full:
        value[0, :, lapsed + 1 + (full - 1) * wide : done, 1] = 1
    for place, cover in enumerate(kinds[1:], start=1):
        end[place, :lapsed] = 1
        for mark in marks.get(cover, []):
            value[place, :, (mark - 1) * wide : mark * wide, 1] += 1
    told_apart = tuple(kinds.index(cover) if cover in kinds else len(kinds) - 1 for cover in range(scholar + 1))
    start = np.where(np.array(kinds) == 0, lapsed + 1, 0).astype(np.int64)
    return Walk(told_apart, start, after, value, end)
