"""What befalls the people the made-up branch knows: drawn once for each, from the seed and the NIK alone."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from payung.core.basis.months import later
from payung.synth.branch.memory import Habits, Member
from payung.synth.chance import chance

MOST_MONTHS = 36
"""Nobody's fate is drawn further ahead."""
FAR, NEAR = ("3171", "1371", "2171", "1671"), ("1571", "1508")
"""Where people move to: out of the province, or to another regency of it."""


@dataclass(frozen=True)
class Fate:
    """A death or move on a day. Months (yyyymm) in which the registry lists it, and from which the branch knows it:
    None for a move, of which it is never told."""

    event: Literal["died", "moved"]
    on: date
    listed: int
    known: int | None
    moved_to: str | None = None


def fate(habits: Habits, nik: str, member: Member) -> Fate | None:
    """What befalls ``member`` from the month in which they were first sent; None: nothing for three years."""
    return _drawn(habits, nik, member.first)


@lru_cache(maxsize=200_000)
def _drawn(habits: Habits, nik: str, first: int) -> Fate | None:
    draw = chance(habits.seed, f"fate/{nik}")
    for months in range(MOST_MONTHS):
        lot = draw.randrange(1000)
        if lot >= habits.deaths + habits.moves:
            continue
        month = later(first, months)
        on = date(month // 100, month % 100, draw.randint(1, 28))
        listed = later(month, draw.choice((1, 1, 1, 2, 3)))
        if lot < habits.deaths:
            return Fate("died", on, listed, later(month, draw.choice((2, 3))))
        return Fate("moved", on, listed, None, draw.choice((*FAR, *FAR, *NEAR)))
    return None
