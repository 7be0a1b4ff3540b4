"""Deaths to be expected among the people of a plan, and what the law pays their families: a figure and its range.

A drawn world: the rate is drawn from what the counts behind it leave open (Gamma of the deaths counted, over the
person-months they were counted in), then the deaths of each month from it (Poisson). The range is that of many worlds.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from payung.core.law.book import Law, LawBook
from payung.core.law.death import death_benefit
from payung.core.planner.indicators import MonthCount
from payung.core.planner.membership import MIDDLE
from payung.core.planner.months import first_day, later
from payung.core.planner.rates import Rate

DRAWS = 10_000
LOW, HIGH = 5, 95
"""The percentiles a range goes from and to."""

_LONG_AGO = 120  # months: a membership that is past its first months under any law held here


@dataclass(frozen=True)
class Range:
    """A whole number to be expected, and the numbers 5 % of the drawn worlds lie below and above."""

    expected: int
    low: int
    high: int


@dataclass(frozen=True)
class Expected:
    """Of the months of a plan. ``in_arrears``: deaths while contributions are owed and membership has not ended."""

    deaths: Range  # of people who are paid for
    first_months: Range  # of those, in the first months
    benefits: Range  # whole rupiah the law pays for ``deaths``; scholarships and work accidents are not in it
    in_arrears: Range


def expected(months: Sequence[MonthCount], book: LawBook, rate: Rate, *, seed: int, draws: int = DRAWS) -> Expected:
    """What ``months`` let expect at ``rate``; the same seed draws the same worlds.

    ``deaths.expected`` is person-months × deaths // person-months of the counts, rounded down to whole people.
    Source: core.law.death of each month's middle. Raises: NoValueInForce.
    """
    kinds: Mapping[str, NDArray[np.int64]] = {
        kind: np.array([getattr(month, kind) for month in months], np.int64)
        for kind in ("first_months", "full", "grace")
    }
    pays = [benefits_on(book, month.month) for month in months]
    amounts = {"first_months": [pay[0] for pay in pays], "full": [pay[1] for pay in pays]}
    chance = np.random.Generator(np.random.PCG64(seed))
    drawn_rate = chance.gamma(rate.deaths, 1 / rate.person_months, (draws, 1))
    drawn = {kind: chance.poisson(drawn_rate * people) for kind, people in kinds.items()}
    paid_for = drawn["first_months"].sum(axis=1) + drawn["full"].sum(axis=1)
    rupiah = sum(drawn[kind] @ np.array(amounts[kind], np.int64) for kind in amounts)
    owed = sum(int(kinds[kind][place]) * amounts[kind][place] for kind in amounts for place in range(len(months)))
    return Expected(
        deaths=_range(rate, int(kinds["first_months"].sum() + kinds["full"].sum()), paid_for),
        first_months=_range(rate, int(kinds["first_months"].sum()), drawn["first_months"].sum(axis=1)),
        benefits=_range(rate, owed, np.asarray(rupiah)),
        in_arrears=_range(rate, int(kinds["grace"].sum()), drawn["grace"].sum(axis=1)),
    )


def benefits_on(book: LawBook, month: int) -> tuple[int, int]:
    """What a death not caused by work pays in the middle of ``month``: in the first months, and in full. Whole rupiah.

    Raises: NoValueInForce.
    """
    law = book.on(first_day(month).replace(day=MIDDLE))
    return _pays(law, law.day), _pays(law, first_day(later(month, -_LONG_AGO)))


def _pays(law: Law, started: date) -> int:
    return death_benefit(law, started=started).total


def _range(rate: Rate, exposed: int, drawn: NDArray[np.int64]) -> Range:
    """``exposed``: person-months, or person-months × rupiah; ``drawn``: one number a world."""
    low, high = (int(np.percentile(drawn, share, method="inverted_cdf")) for share in (LOW, HIGH))
    return Range(exposed * rate.deaths // rate.person_months, low, high)
