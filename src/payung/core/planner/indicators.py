"""What a plan comes to: people, person-months, rupiah, and how long their cover holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from payung.core.allocation.fund import Plan
from payung.core.cover.standing import most_unpaid
from payung.core.law.book import Law, LawBook
from payung.core.law.first_months import MONTHS as FIRST
from payung.core.planner.membership import (
    FIRST_MONTHS,
    FULL,
    GRACE,
    LAPSED,
    MIDDLE,
    WAYS,
    Alike,
    Followed,
    alike,
    follow,
)
from payung.core.planner.months import first_day, later
from payung.core.planner.tables import Paid, People, counts_by_month, may_be_paid, money_of, months_paid, size

SCHOLARSHIP = "scholarship/months_needed_jkm"


@dataclass(frozen=True)
class MonthCount:
    """People in one month of the plan or after it, each in one place."""

    month: int
    first_months: int  # paid for, a death pays the benefit of the first months
    full: int  # paid for, a death pays the full benefit
    grace: int  # not paid for, membership not ended yet
    lapsed: int  # membership ended; of people the plan pays for, or who came with months before
    rupiah: int

    @property
    def paid(self) -> int:
        """People paid for in this month."""
        return self.first_months + self.full


@dataclass(frozen=True)
class Reached:
    """People with at least ``months`` months of contributions in some paid month, counted in each of ``WAYS``."""

    months: int
    people: Mapping[str, int]


@dataclass(frozen=True)
class FundUse:
    """What one fund does. ``demand``: rupiah to pay all it may pay, whatever its money and quotas.

    ``lasts``: whole months, from its first on, in which its money pays all of them; None where it lasts all its months.
    """

    fund: str
    people: int
    person_months: int
    rupiah: int
    money: int
    demand: int
    lasts: int | None
    last_month: int | None  # the last month it pays for anybody

    @property
    def left(self) -> int:
        """Whole rupiah that stay in its purses."""
        return self.money - self.rupiah


@dataclass(frozen=True)
class Indicators:
    """One plan in figures. People, person-months and rupiah are never mixed."""

    people: int
    person_months: int
    rupiah: int
    waiting: int  # people with a month that may be paid, and none that is
    first: Reached  # as many months as end the first months
    scholarship: Reached  # as many months as a scholarship needs
    in_full: int  # people whose death would pay in full in some month that is paid
    restarted: int  # people who have to begin anew within the plan: their gap was longer than the law allows
    ended: int  # people with months paid or before whose membership has ended by the plan's last month
    months: tuple[MonthCount, ...]  # those of the plan, then those after it
    funds: tuple[FundUse, ...]
    left: int


def indicators(people: People, paid: Paid, plan: Plan, book: LawBook, *, after: int = 12) -> Indicators:
    """The figures of ``paid``; ``after``: months behind the plan that are shown with nothing paid.

    Source: as ``membership.follow``; parameter scholarship/months_needed_jkm.
    Raises: NoValueInForce.
    """
    union = months_paid(people, paid)
    groups = alike(people.before, union)
    shown = (*plan.months, *(later(plan.months[-1], ahead) for ahead in range(1, after + 1)))
    followed = follow(book, shown, groups)
    uses = tuple(_uses(people, paid, plan))
    inside, money = groups.paid > 0, _rupiah_by_month(paid, plan)
    last = followed.state[:, len(plan.months) - 1]
    law = book.on(first_day(plan.months[-1]).replace(day=MIDDLE))
    return Indicators(
        people=int((union > 0).sum()),
        person_months=int(size(union, len(plan.months)).sum()),
        rupiah=sum(money),
        waiting=int(((people.payable > 0) & (union == 0)).sum()),
        first=reached(followed, groups, law[FIRST].amount),
        scholarship=reached(followed, groups, law[SCHOLARSHIP].amount),
        in_full=int(groups.many[(followed.state[:, : len(plan.months)] == FULL).any(axis=1)].sum()),
        restarted=int(groups.many[followed.restarts > 0].sum()),
        ended=int(groups.many[(last == LAPSED) & (inside | (groups.before > 0))].sum()),
        months=tuple(_months(followed, groups, shown, money)),
        funds=uses,
        left=sum(use.left for use in uses),
    )


def reached(followed: Followed, groups: Alike, months: int) -> Reached:
    """People with at least ``months`` in a paid month, each way of counting."""
    enough = followed.counted.max(axis=1, initial=0) >= max(months, 1)
    return Reached(months, {code: int(groups.many[enough[:, way]].sum()) for way, (code, _) in enumerate(WAYS)})


def earliest_end(law: Law, last: int) -> int:
    """The month (yyyymm) in which membership ends when ``last`` is the last month paid. Raises: NoValueInForce."""
    return later(last, most_unpaid(law) + 1)


def lasting(money: int, costs: Sequence[int]) -> int | None:
    """How many whole ``costs``, one after the other, ``money`` pays; None where it pays them all.

    >>> lasting(500_000_000, [134_400_000] * 12)
    3
    """
    for months, cost in enumerate(costs):
        money -= cost
        if money < 0:
            return months
    return None


def _months(followed: Followed, groups: Alike, shown: Sequence[int], money: Sequence[int]) -> Iterator[MonthCount]:
    for place, month in enumerate(shown):
        state = followed.state[:, place]
        first, full, grace, lapsed = (
            int(groups.many[state == kind].sum()) for kind in (FIRST_MONTHS, FULL, GRACE, LAPSED)
        )
        yield MonthCount(month, first, full, grace, lapsed, money[place] if place < len(money) else 0)


def _rupiah_by_month(paid: Paid, plan: Plan) -> list[int]:
    totals = [0] * len(plan.months)
    for fund, prices in enumerate(plan.prices):
        counts = counts_by_month(paid.months[paid.fund == fund], len(plan.months))
        for month, price in enumerate(prices):
            totals[month] += int(counts[month]) * price
    return totals


def _uses(people: People, paid: Paid, plan: Plan) -> Iterator[FundUse]:
    villages = [int(village) for village in np.unique(people.village)]
    for number, fund in enumerate(plan.funds):
        sets = paid.months[paid.fund == number]
        counts, prices = counts_by_month(sets, len(plan.months)), plan.prices[number]
        wanted = counts_by_month(may_be_paid(people, fund, plan.months), len(plan.months))
        named = [place for place, month in enumerate(plan.months) if month in fund.months]
        costs = [int(wanted[place]) * prices[place] for place in named]
        money = money_of(plan, fund, villages)
        used = np.flatnonzero(counts)
        yield FundUse(
            fund=fund.id,
            people=len(sets),
            person_months=int(counts.sum()),
            rupiah=sum(int(count) * price for count, price in zip(counts, prices, strict=True)),
            money=money,
            demand=sum(costs),
            lasts=lasting(money, costs),
            last_month=plan.months[used[-1]] if len(used) else None,
        )
