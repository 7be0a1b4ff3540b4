"""The person-months of one person, the four steps each of them goes through, and the day from which it counts."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from payung.core.basis.text import Text
from payung.core.law.book import Law

DUE = "bpu/pay/due_day"

Step = Literal["enrolled", "billed", "paid", "confirmed"]
STEPS: dict[Step, Text] = {
    "enrolled": Text(id="didaftarkan", en="enrolled"),
    "billed": Text(id="ditagih", en="billed"),
    "paid": Text(id="dibayar", en="paid"),
    "confirmed": Text(id="ada pada daftar peserta BPJS", en="on BPJS's member list"),
}
"""What makes a month cover, in this order; one that is missing makes all later ones worth nothing."""

Why = Literal["age", "moved", "left", "died"]
WHYS: dict[Why, Text] = {
    "age": Text(id="batas usia", en="age limit"),
    "moved": Text(id="pindah", en="moved away"),
    "left": Text(id="keluar", en="left"),
    "died": Text(id="meninggal", en="died"),
}
"""Why somebody is paid for no longer; of two on one day the later word stands."""


@dataclass(frozen=True)
class PersonMonth:
    """One month of one person paid by one fund. ``month``: yyyymm. ``paid_on``: None where the day is not known."""

    month: int
    enrolled: bool
    billed: bool
    paid: bool
    confirmed: bool
    paid_on: date | None = None

    @property
    def first_day(self) -> date:
        """The first day of the month."""
        return date(self.month // 100, self.month % 100, 1)

    def steps(self, due: int, on: date) -> int:
        """How many of ``STEPS`` are done one after another, as far as payment was known on ``on``.

        ``due``: as for ``counts_from``.
        """
        if not self.enrolled:
            return 0
        if not self.billed:
            return 1
        if not self.paid or counts_from(due, self) > on:
            return 2
        return 4 if self.confirmed else 3


@dataclass(frozen=True)
class Ended:
    """A fact that ends somebody's cover. ``on``: the last day before the end; the day of death itself is covered."""

    why: Why
    on: date


@dataclass(frozen=True)
class CoverFacts:
    """What is known of one person. ``months`` in any order; one month may stand under two funds."""

    months: tuple[PersonMonth, ...]
    ended: tuple[Ended, ...] = field(default=())
    born: date | None = None


def due_day(law: Law) -> int:
    """The day of its own month on which a month's contribution is due. Raises: NoValueInForce."""
    return law[DUE].amount


def counts_from(due: int, row: PersonMonth) -> date:
    """The first day on which a paid month counts as paid.

    Paid by its due day it counts for the whole month (and from the payment on where that was earlier); paid later it
    counts from the payment on, so that a day of arrears stays one. ``due``: day of the month, of ``due_day``.

    >>> [
    ...     counts_from(15, PersonMonth(202605, True, True, True, True, day)).isoformat()
    ...     for day in (date(2026, 5, 15), date(2026, 5, 16), date(2026, 4, 30))
    ... ]
    ['2026-05-01', '2026-05-16', '2026-04-30']
    """
    first, paid_on = row.first_day, row.paid_on
    if paid_on is None:
        return first
    return paid_on if paid_on > first.replace(day=due) else min(paid_on, first)
