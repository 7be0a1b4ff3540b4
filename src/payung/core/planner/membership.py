"""What months paid make of memberships, month by month: the same as ``cover.standing``, for millions of people.

Only two numbers of a person matter, the months ``before`` and the set of months paid; people alike in both are counted
together and followed once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from payung.core.basis.text import Text
from payung.core.cover.standing import AFTER_REENTRY, REENTRY, most_unpaid
from payung.core.law.book import Law, LawBook
from payung.core.law.first_months import EDGE, full_from
from payung.core.planner.months import first_day, later

Ints = NDArray[np.int64]

OUTSIDE, FIRST_MONTHS, FULL, GRACE, LAPSED = range(5)
STATES: tuple[tuple[str, Text], ...] = (
    ("outside", Text(id="belum pernah ikut", en="never a member yet")),
    ("first_months", Text(id="terlindungi, dalam bulan-bulan pertama", en="covered, in the first months")),
    ("full", Text(id="terlindungi penuh", en="covered in full")),
    ("grace", Text(id="menunggak, belum berakhir", en="in arrears, not ended yet")),
    ("lapsed", Text(id="kepesertaan berakhir", en="membership ended")),
)
"""What each number of ``Followed.state`` means."""

WAYS: tuple[tuple[str, Text], ...] = (
    ("since_restart", Text(id="sejak mulai (lagi)", en="since the (re)start")),
    ("unbroken", Text(id="tanpa putus", en="unbroken")),
    ("ever", Text(id="semua yang pernah dibayar", en="all ever paid")),
)
"""The three ways in which months of contributions are counted, in the words of scholarship/months_counted."""

LONGEST = 48
"""Months that can be followed at most; a set of months is one whole number."""

MIDDLE = 15
"""The day of each month on which a membership is looked at: a death falls in the middle of a month on average."""


@dataclass(frozen=True)
class Alike:
    """People counted together: ``many`` of them had ``before`` months and are paid the set ``paid``, one entry each."""

    before: Ints
    paid: Ints
    many: Ints


@dataclass(frozen=True)
class Followed:
    """Memberships over the months: one row a group of ``Alike``.

    ``state`` [groups, months] of ``STATES``; ``counted`` [groups, months, ways of ``WAYS``] months of contributions up
    to each month, 0 in a month that is not paid; ``restarts``: how often a new membership had to begin after an end.
    """

    state: NDArray[np.int8]
    counted: NDArray[np.int16]
    restarts: NDArray[np.int8]


def alike(before: Ints, paid: Ints) -> Alike:
    """Count people by the months before and the set of months paid. Both ≥ 0; ``paid`` has ``LONGEST`` bits at most."""
    key, many = np.unique(before.astype(np.int64) << LONGEST | paid.astype(np.int64), return_counts=True)
    return Alike(key >> LONGEST, key & (1 << LONGEST) - 1, many.astype(np.int64))


def follow(book: LawBook, months: Sequence[int], groups: Alike) -> Followed:
    """Follow every group through ``months`` (yyyymm), by the law of each month's middle.

    The months before are paid one after another and end with the month before the first; their membership began on the
    first day of the first of them. Source: parameters bpu/cover/lapse_*, bpu/cover/reentry, bpu/jkm/first_months/*.
    Raises: NoValueInForce.
    """
    known = groups.before > 0
    last = np.full(len(groups.before), -1, np.int64)  # the last paid month, for those who are known
    start = np.where(known, -groups.before, 0)
    ever, run, unbroken = (groups.before.copy() for _ in range(3))
    state = np.zeros((len(last), len(months)), np.int8)
    counted = np.zeros((len(last), len(months), len(WAYS)), np.int16)
    restarts = np.zeros(len(last), np.int8)
    for place, month in enumerate(months):
        law = book.on(first_day(month).replace(day=MIDDLE))
        most, continues, again = most_unpaid(law), _says(law, REENTRY, "continues"), _says(law, AFTER_REENTRY, "again")
        paid, gap = groups.paid >> place & 1 == 1, place - last - 1
        ended = known & (gap > most)
        anew = paid & (ended | ~known)
        restarts += paid & ended
        start = np.where(paid & ~known | (anew if again else False), place, start)
        unbroken = np.where(paid, np.where(known & (gap == 0), unbroken, 0) + 1, unbroken)
        run = np.where(paid, np.where(anew & (~known | (not continues)), 0, run) + 1, run)
        ever = ever + paid
        last, known = np.where(paid, place, last), known | paid
        covered = np.where(start <= latest_start(law, month, place), FULL, FIRST_MONTHS)
        unpaid = np.where(place - last > most, LAPSED, GRACE)
        state[:, place] = np.where(paid, covered, np.where(known, unpaid, OUTSIDE))
        for way, count in enumerate((run, unbroken, ever)):
            counted[:, place, way] = np.where(paid, count, 0)
    return Followed(state, counted, restarts)


def latest_start(law: Law, month: int, place: int) -> int:
    """The last month, as a place where ``month`` is ``place``, in which a membership can have begun to be in full now.

    Raises: NoValueInForce.
    """
    reading = law.reading(EDGE).code
    ago = 0
    while full_from(law, _began(month, ago))[reading] > law.day:
        ago += 1
    return place - ago


def _began(month: int, ago: int) -> date:
    return first_day(later(month, -ago))


def _says(law: Law, key: str, code: str) -> bool:
    return law.reading(key).code == code
