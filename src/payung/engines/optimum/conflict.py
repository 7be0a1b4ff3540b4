"""Floors that no plan can keep, named with the smallest set of villages and of rules of money that already conflict."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from payung.core.allocation.fund import Plan
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.engines.optimum import flow
from payung.engines.optimum.floor_rules import Rule, counts, rules_of
from payung.engines.optimum.groups import Groups, many
from payung.engines.optimum.patterns import Model
from payung.engines.optimum.purses import Array, Purses

NAMED = 10
"""Most villages a message names."""


class FloorsConflict(PayungError):
    """The floors of some villages cannot be kept together, whoever is paid."""

    code = "floors-conflict"
    exit_code = 122

    def __init__(self, conflict: "Conflict", plan: Plan) -> None:
        self.villages, self.rules = conflict.villages, conflict.rules
        self.funds = tuple(plan.funds[place].id for place in dict.fromkeys(rule.fund for rule in conflict.rules))
        self.smallest = conflict.smallest
        some = ", ".join(str(code) for code in self.villages[:NAMED]) + (", …" if len(self.villages) > NAMED else "")
        rules = [rule.says(plan) for rule in conflict.rules]
        found = conflict.most
        super().__init__(
            Text(
                id=f"Batas bawah desa {some} ({conflict.asked} orang-bulan) bertentangan dengan "
                f"{', '.join(rule.id for rule in rules)}"
                + ("." if found is None else f": paling banyak {found} orang-bulan."),
                en=f"The floors of the villages {some} ({conflict.asked} person-months) conflict with "
                f"{', '.join(rule.en for rule in rules)}" + ("." if found is None else f": {found} person-months."),
            ),
            _SMALLEST if conflict.smallest else _ENOUGH,
        )


_SMALLEST = Text(
    id="Tanpa salah satu desa atau aturan itu selebihnya dapat dipenuhi. Turunkan batas bawah, atau tambah dana, "
    "percepat pencairan, atau longgarkan kuota di sana.",
    en="Without any one of these villages or rules the others can be kept. Lower the floor, or add money, earlier "
    "tranches or quota there.",
)
_ENOUGH = Text(
    id="Yang disebut sudah cukup untuk bertentangan; apakah sebagiannya pun cukup tidak dicoba, karena rencana ini "
    "besar. Turunkan batas bawah, atau tambah dana, percepat pencairan, atau longgarkan kuota di sana.",
    en="What is named is enough to conflict; whether less of it is was not tried, as this plan is large. Lower the "
    "floor, or add money, earlier tranches or quota there.",
)


@dataclass(frozen=True)
class Conflict:
    """``villages``: codes whose floors, ``asked`` person-months, conflict with ``rules``. ``most``: person-months that
    can be paid there at once, None where that was not counted. ``smallest``: nothing of it can be left out."""

    villages: tuple[int, ...]
    rules: tuple[Rule, ...]
    asked: int
    most: int | None
    smallest: bool = False


Kept = Callable[[Model], bool]
"""Whether the floors of a model can be kept."""

Most = Callable[[Array, Sequence[Rule]], int]
"""Person-months of the given floors that can be paid at once under the given rules, at most."""


def check_floors(groups: Groups, of: Model, kept: Kept | None) -> None:
    """See whether the floors can be kept at all: first by what money and quotas come to in each village and in all,
    then by money month after month, dearer months aside. ``kept`` as ``floors_conflict``. Raises: FloorsConflict."""
    table, plan = of.table, of.plan
    least, payable = _floors(of), _payable(of)
    lowest = np.array([min(row) for row in table.prices.tolist()], dtype=np.int64).reshape(-1, 1)
    cheap = replace(table, prices=np.repeat(lowest, table.months, axis=1))
    graphs: dict[tuple[Rule, ...], flow.Network] = {}

    def by_month(asked: Array, rules: Sequence[Rule]) -> int:
        if tuple(rules) not in graphs:
            graphs[tuple(rules)] = flow.network(groups, without_money(cheap, rules, payable))
        return _kept(graphs[tuple(rules)], asked)

    found = _named(least, counts(groups, table, plan).most, rules_of(plan), table)
    found = found or _named(least, by_month, [rule for rule in rules_of(plan) if rule.kind == "money"], table)
    if found is None:
        return
    if kept is None:
        raise FloorsConflict(found, plan)
    less = np.where(np.isin(table.villages, found.villages), least, 0)
    fewest = _named(less, _by_search(of, kept), found.rules, table) or found
    most = found.most if fewest.villages == found.villages and fewest.rules == found.rules else None
    raise FloorsConflict(replace(fewest, most=most, smallest=True), plan)


def floors_conflict(of: Model, kept: Kept | None) -> FloorsConflict:
    """The error where only the search shows that floors cannot be kept, by whole months or by quotas and months
    together. ``kept``: whether a model's floors can be; None where that takes too long to be asked again and again."""
    least, rules = _floors(of), rules_of(of.plan)
    found = _named(least, _by_search(of, kept), rules, of.table) if kept else None
    if found is None:
        codes = of.table.villages[np.flatnonzero(least)].tolist()
        found = Conflict(tuple(codes), tuple(rules), int(least.sum()), None)
        return FloorsConflict(found, of.plan)
    return FloorsConflict(replace(found, most=None, smallest=True), of.plan)


def _floors(of: Model) -> Array:
    return np.zeros(len(of.table.villages), dtype=np.int64) if of.floors is None else of.floors


def _payable(of: Model) -> Array:
    """Person-months of each village that some fund may pay."""
    each = of.kinds.size * many(of.kinds.payable)
    return np.bincount(of.kinds.village, each, len(of.table.villages)).astype(np.int64)


def _by_search(of: Model, kept: Kept) -> Most:
    """One less than is asked where ``kept`` says no."""
    payable = _payable(of)

    def most(asked: Array, under: Sequence[Rule]) -> int:
        people = tuple(one if Rule(at, "people") in under else None for at, one in enumerate(of.people))
        per = tuple(one if Rule(at, "people_per_village") in under else None for at, one in enumerate(of.per_village))
        table = without_money(of.table, under, payable)
        changed = replace(of, floors=asked, table=table, people=people, per_village=per)
        return int(asked.sum()) - (0 if kept(changed) else 1)

    return most


def without_money(table: Purses, rules: Sequence[Rule], payable: Array) -> Purses:
    """``table`` with more money than anybody can use, where the money of a fund is not among ``rules``."""
    plenty = int(payable.sum()) * int(table.prices.max(initial=0))
    free = [at for at in range(table.funds) if Rule(at, "money") not in rules]
    released = np.where(np.isin(table.fund, free)[:, None], plenty, table.released)
    return replace(table, released=released)


def _named(least: Array, most: Most, rules: Sequence[Rule], table: Purses) -> Conflict | None:
    """The smallest set of floors, and then of rules, that ``most`` says cannot be kept; None where all can be."""

    def conflicts(villages: Sequence[int], under: Sequence[Rule]) -> bool:
        only = np.zeros_like(least)
        only[list(villages)] = least[list(villages)]
        return most(only, under) < int(only.sum())

    candidates = np.flatnonzero(least).tolist()
    if not candidates or not conflicts(candidates, rules):
        return None
    core = smallest(candidates, lambda some: conflicts(some, rules))
    at = smallest(range(len(rules)), lambda some: conflicts(core, [rules[one] for one in some]))
    binding = tuple(rules[one] for one in at)
    only = np.zeros_like(least)
    only[core] = least[core]
    return Conflict(tuple(table.villages[core].tolist()), binding, int(only.sum()), most(only, binding))


def smallest(members: Sequence[int], conflicts: Callable[[Sequence[int]], bool]) -> list[int]:
    """A conflicting set of ``members`` none of which can be left out. ``members`` together must conflict."""
    kept, step = list(members), max(1, len(members) // 2)
    while True:
        at = 0
        while at < len(kept):
            without = kept[:at] + kept[at + step :]
            if without and conflicts(without):
                kept = without
            else:
                at += step
        if step == 1:
            return kept
        step //= 2


def _kept(graph: flow.Network, least: Array) -> int:
    """Person-months of the floors ``least`` that can be paid at once."""
    from ortools.graph.python import max_flow

    count, villages = len(graph.supply), len(least)
    source, sink = count + villages, count + villages + 1
    demands = np.arange(graph.purse_nodes, count)
    purses, nodes = np.arange(graph.purse_nodes), count + np.arange(villages)
    asked, money = -graph.supply[graph.purse_nodes :], graph.supply[: graph.purse_nodes]
    solver = max_flow.SimpleMaxFlow()
    solver.add_arcs_with_capacity(
        np.concatenate([graph.tail, demands, nodes, np.full(len(purses), source)]),
        np.concatenate([graph.head, count + graph.village, np.full(villages, sink), purses]),
        np.concatenate([graph.capacity, asked, least, money]),
    )
    if solver.solve(source, sink) != solver.OPTIMAL:
        raise ArithmeticError("max flow did not end")
    return int(solver.optimal_flow())
