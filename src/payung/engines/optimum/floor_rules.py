"""What rules of money leave of floors when months are only counted: an upper limit, quick for a nation."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from payung.core.allocation.fund import Plan
from payung.core.basis.text import Text
from payung.engines.optimum.groups import Groups, many
from payung.engines.optimum.purses import Array, Purses, places_in

Kind = Literal["money", "people", "people_per_village"]
KINDS: tuple[Kind, ...] = ("money", "people", "people_per_village")
PLENTY = 2**40
"""More person-months than there are."""


@dataclass(frozen=True)
class Rule:
    """A rule of the fund at ``fund`` that floors can run against: all its money, or a quota of people."""

    fund: int
    kind: Kind

    def says(self, plan: Plan) -> Text:
        """The rule in words."""
        one = plan.funds[self.fund]
        if self.kind == "money":
            return Text(id=f"uang {one.id}", en=f"the money of {one.id}")
        if self.kind == "people":
            return Text(id=f"kuota {one.people} orang {one.id}", en=f"the quota of {one.people} people of {one.id}")
        most = one.people_per_village
        return Text(id=f"kuota {most} orang per desa {one.id}", en=f"the quota of {most} people a village of {one.id}")


def rules_of(plan: Plan) -> list[Rule]:
    """Every rule of ``plan`` that floors can run against."""
    rules = []
    for place, fund in enumerate(plan.funds):
        rules.append(Rule(place, "money"))
        if fund.people is not None:
            rules.append(Rule(place, "people"))
        if fund.people_per_village is not None:
            rules.append(Rule(place, "people_per_village"))
    return rules


@dataclass(frozen=True)
class Counts:
    """Person-months by fund and village: ``all_of`` without any limit, ``top`` of as many people as the quota of all,
    ``top_there`` of as many as the quota of a village, ``bought`` by the purse; ``…_in_all``: by fund.
    """

    paying: Array  # pairs of fund and village, one a row
    all_of: Array
    top: Array
    top_there: Array
    bought: Array
    top_in_all: Array  # by fund
    bought_in_all: Array

    def most(self, asked: Array, rules: Sequence[Rule]) -> int:
        """A max flow from funds through villages to their floors."""
        from ortools.graph.python import max_flow

        fund, village = self.paying.T
        under = {kind: np.array([Rule(at, kind) in rules for at in range(len(self.top_in_all))]) for kind in KINDS}
        limit = self.all_of
        for kind, most in zip(KINDS, (self.bought, self.top, self.top_there), strict=True):
            limit = np.where(under[kind][fund], np.minimum(limit, most), limit)
        everything = np.bincount(fund, self.all_of, len(self.top_in_all)).astype(np.int64)
        whole = np.where(under["money"], np.minimum(everything, self.bought_in_all), everything)
        whole = np.where(under["people"], np.minimum(whole, self.top_in_all), whole)
        funds, villages = len(whole), len(asked)
        source, sink = funds + villages, funds + villages + 1
        solver = max_flow.SimpleMaxFlow()
        solver.add_arcs_with_capacity(
            np.concatenate([np.full(funds, source), fund, funds + np.arange(villages)]),
            np.concatenate([np.arange(funds), funds + village, np.full(villages, sink)]),
            np.concatenate([whole, limit, asked]),
        )
        if solver.solve(source, sink) != solver.OPTIMAL:
            raise ArithmeticError("max flow did not end")
        return int(solver.optimal_flow())


def counts(groups: Groups, table: Purses, plan: Plan) -> Counts:
    """What the rules of ``plan`` leave when months are only counted."""
    rows: list[tuple[Array, ...]] = []
    in_all = np.full((2, table.funds), PLENTY, dtype=np.int64)
    for place, fund in enumerate(plan.funds):
        mine = np.flatnonzero(groups.open >> place & 1)
        months, size, village = many(groups.payable[mine] & table.pays[place]), groups.size[mine], groups.village[mine]
        there = np.unique(village)
        price = max(1, int(min(table.prices[place])))
        money = table.released[:, -1] // price if min(table.prices[place]) else np.full(len(table.fund), PLENTY)
        bought = np.minimum(money[table.of[place, there]], PLENTY)
        if fund.per == "area":
            in_all[0, place] = bought.max(initial=0)
        top = _top(village, months, size, fund.people)
        per = _top(village, months, size, places_in(table.villages, fund))
        in_all[1, place] = _top(np.zeros_like(village), months, size, fund.people).sum()
        every = _top(village, months, size, None)
        pairs = (np.full(len(there), place, dtype=np.int64), there, every[there], top[there], per[there], bought)
        rows.append(pairs)
    fund_at, village_at, every, top, per, bought = (
        np.concatenate([np.zeros(0, dtype=np.int64), *column]) for column in zip(*rows, strict=True)
    )
    return Counts(np.stack([fund_at, village_at], axis=1), every, top, per, bought, in_all[1], in_all[0])


def _top(village: Array, months: Array, size: Array, people: int | Array | None) -> Array:
    """By village: the months of the ``people`` (of each village, or as many in all) who have most of them."""
    rows = np.lexsort((-months, village))
    village, months, size = village[rows], months[rows], size[rows]
    if people is not None:
        ahead = np.cumsum(size) - size
        begins = np.searchsorted(village, village)
        most = people if isinstance(people, int) else people[village]
        size = np.clip(most - (ahead - ahead[begins]), 0, size)
    return np.bincount(village, months * size).astype(np.int64)
