"""Floors that no plan can keep, named with the smallest set of villages that already cannot all have theirs."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from payung.core.allocation.fund import Plan
from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.engines.optimum import flow
from payung.engines.optimum.groups import Groups
from payung.engines.optimum.patterns import Model
from payung.engines.optimum.purses import Array, Purses

NAMED = 10
"""Most villages a message names."""


class FloorsConflict(PayungError):
    """The floors of some villages cannot be kept together, whoever is paid."""

    code = "floors-conflict"
    exit_code = 122

    def __init__(self, villages: Sequence[int], funds: Sequence[str], asked: int, most: int | None) -> None:
        self.villages, self.funds = tuple(villages), tuple(funds)
        some = ", ".join(str(code) for code in self.villages[:NAMED]) + (", …" if len(self.villages) > NAMED else "")
        paying = ", ".join(self.funds)
        found = "" if most is None else f" {most}"
        super().__init__(
            Text(
                id=f"Batas bawah desa {some} ({asked} orang-bulan) tidak dapat dipenuhi bersama oleh dana "
                f"{paying or 'mana pun'}{':' + found + ' orang-bulan' if found else ''}.",
                en=f"The floors of the villages {some} ({asked} person-months) cannot be kept together by the funds "
                f"{paying or '(none)'}{':' + found + ' person-months' if found else ''}.",
            ),
            Text(
                id="Tanpa salah satu desa itu selebihnya dapat dipenuhi. Turunkan batas bawah, atau tambah dana, "
                "tanggal cair atau kuota di sana.",
                en="Without any one of these villages the others can be kept. Lower the floor, or add money, earlier "
                "tranches or quota there.",
            ),
        )


def check_floors(groups: Groups, table: Purses, plan: Plan, floor: int) -> None:
    """See whether money can keep the floors at all, quotas and dearer months aside. Raises: FloorsConflict."""
    lowest = np.array([min(row) for row in table.prices.tolist()], dtype=np.int64).reshape(-1, 1)
    graph = flow.network(groups, replace(table, prices=np.repeat(lowest, table.months, axis=1)))
    least = flow.floors(graph, floor)
    if _kept(graph, least) == int(least.sum()):
        return
    candidates = np.flatnonzero(least).tolist()

    def conflicts(villages: Sequence[int]) -> bool:
        only = np.zeros_like(least)
        only[list(villages)] = least[list(villages)]
        return _kept(graph, only) < int(only.sum())

    core = smallest(candidates, conflicts)
    only = np.zeros_like(least)
    only[core] = least[core]
    raise _named(core, table, plan, int(only.sum()), _kept(graph, only))


def floors_conflict(of: Model) -> FloorsConflict:
    """The error where quotas or whole months, not money alone, break the floors: all are named."""
    villages = np.flatnonzero(of.floors).tolist() if of.floors is not None else []
    asked = int(of.floors.sum()) if of.floors is not None else 0
    return _named(villages, of.table, of.plan, asked, None)


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


def _named(villages: Sequence[int], table: Purses, plan: Plan, asked: int, most: int | None) -> FloorsConflict:
    funds = [
        fund.id for place, fund in enumerate(plan.funds) if villages and (table.of[place, list(villages)] >= 0).any()
    ]
    return FloorsConflict(table.villages[list(villages)].tolist(), funds, asked, most)
