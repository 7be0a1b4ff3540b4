"""What it costs to stop: who loses cover after the last month paid, when it would be back, and what going on costs."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from payung.core.allocation.fund import Fund, Plan
from payung.core.allocation.funds_file import prices
from payung.core.cover.standing import most_unpaid
from payung.core.law.book import LawBook
from payung.core.planner.expected import Range, benefits_on, expected
from payung.core.planner.indicators import Indicators, MonthCount, earliest_end
from payung.core.planner.membership import FIRST_MONTHS, FULL, GRACE, LAPSED, LONGEST, MIDDLE, Alike, alike, follow
from payung.core.planner.months import first_day, later
from payung.core.planner.rates import Rate
from payung.core.planner.tables import Ints, Paid, People, months_paid

IN_ARREARS = "bpu/cover/claim_in_grace"
AHEAD = 12
"""Months after the last one in which cover may be paid again."""

_SETTLING = 6
"""Months shown behind the last of them, so that the first months of a new membership are over."""


@dataclass(frozen=True)
class Resumed:
    """Cover of the same people paid again from ``month`` on, against cover that never stopped.

    ``full_again``: the first month in which all who would be covered in full are. ``full_lost``: person-months of full
    cover that are missing. ``cost``: whole rupiah to pay the months between. ``deaths``: of these people in the months
    before ``full_again``. ``benefits_lost``: whole rupiah the law pays less, as far as the rate lets expect.
    """

    month: int
    restarted: int  # people whose membership begins anew
    full_again: int
    full_lost: int
    cost: int
    deaths: Range
    benefits_lost: int
    counts: tuple[MonthCount, ...]  # the same people, from the plan's first month on


@dataclass(frozen=True)
class Place:
    """People of one village who are paid for in the last month; ``full``: the next month would pay a death in full."""

    village: int
    people: int
    full: int
    cost: int  # whole rupiah of their next month


@dataclass(frozen=True)
class Stopping:
    """Cover ends with ``last``, the last month anybody is paid for."""

    last: int
    people: int  # paid for in that month
    full: int  # of those, with full cover in the month after, had it been paid
    ends: int  # the month in which membership ends when nothing more is paid
    lost_from: int  # the first month in which a death is not simply paid: the next, or that in which membership ends
    in_arrears: str  # how a death in arrears is read: a code of ``IN_ARREARS``
    latest: int  # the latest month to pay again without beginning anew
    pays: tuple[int, int]  # a death in the month after: in the first months, and in full; whole rupiah
    costs: tuple[int, ...]  # whole rupiah to go on, each of the ``AHEAD`` months after
    carried_on: tuple[MonthCount, ...]  # the same people, from the plan's first month on, paid on and on
    stopped: tuple[MonthCount, ...]  # and with nothing paid after ``last``
    resumed: tuple[Resumed, ...]
    places: tuple[Place, ...]  # by village

    @property
    def months(self) -> tuple[int, ...]:
        """The months after the last, in which going on costs ``costs``."""
        return tuple(later(self.last, ahead) for ahead in range(1, len(self.costs) + 1))


def stopping(
    people: People, paid: Paid, plan: Plan, figures: Indicators, book: LawBook, rate: Rate, *, seed: int
) -> Stopping | None:
    """What stopping costs; None where nobody is paid. ``figures``: those of the same payments.

    Each person goes on with the fund that pays the last month, at that fund's price by the law of each month.
    Source: as ``membership.follow``, ``expected.expected``. Raises: NoValueInForce.
    """
    used = [month.month for month in figures.months if month.paid]
    if not used:
        return None
    last = plan.months.index(used[-1])
    union = months_paid(people, paid)
    staying = np.flatnonzero(union >> last & 1)
    sets = union[staying]
    months = tuple(later(plan.months[0], ahead) for ahead in range(last + 1 + AHEAD + _SETTLING))
    groups = alike(people.before[staying], sets)
    carried = _counts(book, months, groups, _paid_from(groups, last + 1, len(months)))
    law = book.on(first_day(used[-1]).replace(day=MIDDLE))
    in_arrears, ends = law.reading(IN_ARREARS).code, earliest_end(law, used[-1])
    costs = _costs(paid, plan, last, book)
    ending = Stopping(
        last=used[-1],
        people=len(staying),
        full=carried[last + 1].full,
        ends=ends,
        lost_from=ends if in_arrears == "payable" else months[last + 1],
        in_arrears=in_arrears,
        latest=later(used[-1], most_unpaid(law) + 1),
        pays=benefits_on(book, months[last + 1]),
        costs=costs,
        carried_on=carried,
        stopped=_counts(book, months, groups, groups),
        resumed=(),
        places=tuple(_places(people, paid, plan, book, last)),
    )
    resumed = (
        _resumed(ending, months, groups, last + ahead, book, rate, seed, sum(costs[: ahead - 1]))
        for ahead in range(1, AHEAD + 1)
    )
    return replace(ending, resumed=tuple(resumed))


def _paid_from(groups: Alike, first: int, months: int) -> Alike:
    return replace(groups, paid=groups.paid | ((1 << months) - 1 & ~((1 << first) - 1)))


def _counts(book: LawBook, months: Sequence[int], groups: Alike, paid: Alike) -> tuple[MonthCount, ...]:
    state = follow(book, months, replace(paid, many=groups.many)).state
    counts = {kind: groups.many @ (state == kind) for kind in (FIRST_MONTHS, FULL, GRACE, LAPSED)}
    return tuple(
        MonthCount(
            month=month,
            first_months=int(counts[FIRST_MONTHS][place]),
            full=int(counts[FULL][place]),
            grace=int(counts[GRACE][place]),
            lapsed=int(counts[LAPSED][place]),
            rupiah=0,
        )
        for place, month in enumerate(months)
    )


def _resumed(
    ending: Stopping,
    months: Sequence[int],
    groups: Alike,
    place: int,
    book: LawBook,
    rate: Rate,
    seed: int,
    cost: int,
) -> Resumed:
    again = _paid_from(groups, place, len(months))
    followed = follow(book, months, again)
    restarts = followed.restarts - follow(book, months[:place], groups).restarts
    counts = _counts(book, months, groups, again)
    after = months.index(ending.last) + 1
    short = [one.full - two.full for one, two in zip(ending.carried_on, counts, strict=True)]
    back = next(at for at in range(len(months), after - 1, -1) if at == after or short[at - 1] > 0)
    gone = [replace(month, first_months=0, full=ending.people, grace=0) for month in counts[after:back]]
    return Resumed(
        month=months[place],
        restarted=int(groups.many[restarts > 0].sum()),
        full_again=months[max(back, place)] if back < len(months) else later(months[-1], 1),
        full_lost=sum(short),
        cost=cost,
        deaths=expected(gone, book, rate, seed=seed).deaths if gone else Range(0, 0, 0),
        benefits_lost=_worth(ending.carried_on, book, rate) - _worth(counts, book, rate),
        counts=counts,
    )


def _worth(months: Sequence[MonthCount], book: LawBook, rate: Rate) -> int:
    """Whole rupiah of benefits to be expected.

    A month in arrears pays nothing, unless the law is read so that it does: then in full, also where the first months
    were not over.
    """
    owed = 0
    for month in months:
        first, full = benefits_on(book, month.month)
        owed += month.first_months * first + month.full * full
        if book.on(first_day(month.month)).reading(IN_ARREARS).code == "payable":
            owed += month.grace * full
    return owed * rate.deaths // rate.person_months


def _costs(paid: Paid, plan: Plan, last: int, book: LawBook) -> tuple[int, ...]:
    months = tuple(later(plan.months[last], ahead) for ahead in range(1, AHEAD + 1))
    payers = [int((paid.months[paid.fund == number] >> last & 1).sum()) for number in range(len(plan.funds))]
    table = prices(months, plan.funds, book)
    return tuple(sum(many * row[place] for many, row in zip(payers, table, strict=True)) for place in range(AHEAD))


def _places(people: People, paid: Paid, plan: Plan, book: LawBook, last: int) -> Iterator[Place]:
    """The villages of those paid in ``last``, by code."""
    month = later(plan.months[last], 1)
    rows = paid.months >> last & 1 == 1
    who = paid.person[rows]
    price = np.array(_prices_of(plan.funds, book, month), np.int64)[paid.fund[rows]]
    sets = months_paid(people, paid)[who] | 1 << (last + 1)
    months = (*plan.months[: last + 1], month)
    full = _full_in(book, months, people.before[who], sets)
    villages, where = np.unique(people.village[who], return_inverse=True)
    count, full_count, cost = (np.zeros(len(villages), np.int64) for _ in range(3))
    np.add.at(count, where, 1)
    np.add.at(full_count, where, full.astype(np.int64))
    np.add.at(cost, where, price)
    for place, village in enumerate(villages):
        yield Place(int(village), int(count[place]), int(full_count[place]), int(cost[place]))


def _prices_of(funds: Sequence[Fund], book: LawBook, month: int) -> list[int]:
    return [row[0] for row in prices((month,), funds, book)] or [0]


def _full_in(book: LawBook, months: Sequence[int], before: Ints, sets: Ints) -> Ints:
    """Per person whether cover is full in the last of ``months``, as 0 or 1."""
    groups = alike(before, sets & (1 << len(months)) - 1)
    full = follow(book, months, groups).state[:, -1] == FULL
    key = before << LONGEST | sets & (1 << len(months)) - 1
    return full[np.searchsorted(groups.before << LONGEST | groups.paid, key)].astype(np.int64)
