"""The cheapest way to a share of all workers, and where: whom to pay for, how many person-months, how many rupiah.

A person counts towards the share of every area they live in when each of the months asked for is paid. Areas lie inside
one another or apart, so the cheapest choice is made from the smallest area upwards: whoever a village needs is chosen
first, then whoever its regency still needs, and so on.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from payung.core.allocation.fund import Plan
from payung.core.planner.coverage import Area, Universe, people_for, share
from payung.core.planner.membership import Ints
from payung.core.planner.tables import Bools, Paid, People, may_be_paid, money_of, money_of_purse, within

NEVER = np.iinfo(np.int64).max
"""The price of a month no fund may pay."""


@dataclass(frozen=True)
class AreaTarget:
    """One area: ``needed`` more people reach the share, ``chosen`` are paid for, ``missing`` cannot be found there."""

    area: Area
    needed: int
    chosen: int
    missing: int
    person_months: int
    rupiah: int
    reaches: int  # the share with those chosen, hundredths of a percent


@dataclass(frozen=True)
class FundNeed:
    """What the choice asks of one fund, and what the fund has; quotas and tranches are not asked about."""

    fund: str
    people: int
    person_months: int
    rupiah: int
    money: int

    @property
    def more(self) -> int:
        """Whole rupiah it would need on top."""
        return max(0, self.rupiah - self.money)


@dataclass(frozen=True)
class VillageTarget:
    """People to pay for in one village."""

    village: int
    people: int
    person_months: int
    rupiah: int


@dataclass(frozen=True)
class Target:
    """The cheapest choice for ``share`` (hundredths of a percent) in every one of ``areas``."""

    share: int
    months: tuple[int, ...]
    areas: tuple[AreaTarget, ...]  # by code
    villages: tuple[VillageTarget, ...]  # by code
    funds: tuple[FundNeed, ...]
    paid: Paid  # by person, then fund
    people: int
    person_months: int
    rupiah: int
    could: int  # people who could be chosen
    could_not: int  # people of the list for whom some month may not be paid by any fund

    @property
    def reached(self) -> bool:
        """Whether every area reaches the share."""
        return all(area.missing == 0 for area in self.areas)


def target(
    people: People,
    plan: Plan,
    universe: Universe,
    asked: int,
    *,
    months: int,
    digits: Collection[int] = (),
) -> Target:
    """The cheapest choice that brings the areas of ``universe`` to ``asked`` hundredths of a percent.

    ``months``: how many of the plan's last months are paid for each. ``digits``: lengths of area codes that count, all
    where it is empty. Each month is paid by the cheapest fund that may pay it; of funds that cost alike by the first
    that still has money for it, or by the first where none has. Of people who cost alike, those with months before
    come first, then the published order.
    """
    chosen_months = range(len(plan.months) - months, len(plan.months))
    price, fund = _cheapest(people, plan, chosen_months)
    possible = price.max(axis=1, initial=0) < NEVER
    cost = np.where(possible, np.where(possible[:, None], price, 0).sum(axis=1), NEVER)
    turn = np.lexsort((np.arange(len(cost)), people.order, people.before == 0, cost))
    areas = [area for area in universe.areas if not digits or len(area.code) in digits]
    chosen, missing = _choose(people.village, turn[possible[turn]], areas, asked)
    inside = tuple(
        _area(area, asked, chosen & within(people.village, area.code), cost, months, missing[area.code])
        for area in areas
    )
    served = turn[chosen[turn]]
    fund[served] = _payers(people, plan, served, chosen_months, price[served], fund[served])
    who = np.flatnonzero(chosen)
    paid = _paid(who, fund[who], chosen_months)
    return Target(
        share=asked,
        months=tuple(plan.months[place] for place in chosen_months),
        areas=inside,
        villages=_villages(people.village[who], cost[who], months),
        funds=_needs(people, plan, paid),
        paid=paid,
        people=len(who),
        person_months=len(who) * months,
        rupiah=int(cost[who].sum()),
        could=int(possible.sum()),
        could_not=int((~possible).sum()),
    )


def _cheapest(people: People, plan: Plan, places: Sequence[int]) -> tuple[Ints, Ints]:
    """Per person and month: the lowest price, ``NEVER`` where no fund may pay it, and the fund it is."""
    price = np.full((len(people.village), len(places)), NEVER, np.int64)
    fund = np.zeros_like(price)
    for number, one in enumerate(plan.funds):
        sets = may_be_paid(people, one, plan.months)
        for column, place in enumerate(places):
            better = (sets >> place & 1 == 1) & (plan.prices[number][place] < price[:, column])
            price[better, column] = plan.prices[number][place]
            fund[better, column] = number
    return price, fund


def _payers(people: People, plan: Plan, who: Ints, places: Sequence[int], price: Ints, first: Ints) -> Ints:
    """Per one of ``who`` and month: the fund that pays, of those that take ``price``; ``first`` is the first of them.

    A fund's money is that of the whole plan, purse by purse; people and months are served in their order.
    """
    payer = np.full_like(first, -1)
    for number, one in enumerate(plan.funds):
        sets = may_be_paid(people, one, plan.months)[who]
        asks = sets[:, None] >> np.array(places) & 1 == 1
        asks &= (payer < 0) & (np.array([plan.prices[number][place] for place in places]) == price)
        row, column = np.nonzero(asks)
        village = people.village[who[row]] if one.per == "village" else np.zeros(len(row), np.int64)
        order = np.argsort(village, kind="stable")
        cost = price[row, column][order]
        purses, begins, purse = np.unique(village[order], return_index=True, return_inverse=True)
        spent = np.cumsum(cost)
        spent -= (spent - cost)[begins][purse]
        money = np.array([money_of_purse(plan, one, int(code)) for code in purses], np.int64)
        pays = order[spent <= money[purse]]
        payer[row[pays], column[pays]] = number
    return np.where(payer < 0, first, payer)


def _choose(village: Ints, turn: Ints, areas: Sequence[Area], asked: int) -> tuple[Bools, dict[str, int]]:
    """Who is chosen, and how many are missing by area code. ``turn``: people who can be chosen, the cheapest first."""
    chosen = np.zeros(len(village), bool)
    missing = {}
    for area in sorted(areas, key=lambda area: -len(area.code)):
        here = turn[within(village[turn], area.code)]
        short = max(0, people_for(asked, area.workers) - area.covered) - int(chosen[here].sum())
        free = here[~chosen[here]][: max(short, 0)]
        chosen[free] = True
        missing[area.code] = max(short, 0) - len(free)
    return chosen, missing


def _area(area: Area, asked: int, chosen: Bools, cost: Ints, months: int, missing: int) -> AreaTarget:
    many = int(chosen.sum())
    return AreaTarget(
        area=area,
        needed=max(0, people_for(asked, area.workers) - area.covered),
        chosen=many,
        missing=missing,
        person_months=many * months,
        rupiah=int(cost[chosen].sum()),
        reaches=share(area.covered + many, area.workers),
    )


def _paid(who: Ints, fund: Ints, places: Sequence[int]) -> Paid:
    sets: dict[tuple[int, int], int] = {}
    for column, place in enumerate(places):
        for person, number in zip(who.tolist(), fund[:, column].tolist(), strict=True):
            sets[person, number] = sets.get((person, number), 0) | 1 << place
    rows = sorted((person, number, months) for (person, number), months in sets.items())
    table = np.array(rows, np.int64).reshape(-1, 3)
    return Paid(table[:, 0], table[:, 1], table[:, 2])


def _villages(village: Ints, cost: Ints, months: int) -> tuple[VillageTarget, ...]:
    codes, where, many = np.unique(village, return_inverse=True, return_counts=True)
    rupiah = np.zeros(len(codes), np.int64)
    np.add.at(rupiah, where, cost)
    return tuple(
        VillageTarget(int(code), int(count), int(count) * months, int(sum_))
        for code, count, sum_ in zip(codes, many, rupiah, strict=True)
    )


def _needs(people: People, plan: Plan, paid: Paid) -> tuple[FundNeed, ...]:
    villages = [int(village) for village in np.unique(people.village)]
    needs = []
    for number, fund in enumerate(plan.funds):
        sets = paid.months[paid.fund == number]
        counts = [int((sets >> place & 1).sum()) for place in range(len(plan.months))]
        rupiah = sum(count * price for count, price in zip(counts, plan.prices[number], strict=True))
        needs.append(FundNeed(fund.id, len(sets), sum(counts), rupiah, money_of(plan, fund, villages)))
    return tuple(needs)
