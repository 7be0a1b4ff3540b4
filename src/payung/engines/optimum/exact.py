"""The plan in whole people, solved as whole numbers: people of a kind walk through the states of the aim month by
month, and every step is not paid or paid by one fund. Where a fund limits its people, the walk remembers who paid.

Used for all of a small plan, and for what shares leave over in one village of a large one.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from math import gcd
from typing import Any

from payung.engines.optimum.patterns import Model
from payung.engines.optimum.purses import Array

UNIT = 2**16
"""Costs are whole numbers, so many to a unit of the aim."""

Followed = list[tuple[int, tuple[int, ...], int]]
"""(kind, fund of each month or -1, people) of each pattern followed."""


@dataclass
class Left:
    """What may still be used. ``money[purse, month]``: whole rupiah released less spent, up to and in the month;
    ``people[fund]``, ``per_village[fund, village]``: room for people, None without limit; ``floor[village]``,
    ``target[village]``: person-months still missing, people still counted; None where the aim has none."""

    money: Array
    people: list[int | None]
    per_village: Mapping[int, Array]
    floor: Array | None
    target: Array | None


@dataclass(frozen=True)
class Solved:
    """``value`` and ``bound`` in whole units of the walk; ``followed`` is None where no plan keeps the floors."""

    followed: Followed | None
    value: int
    bound: int
    proven: bool


class _Steps:
    """The walks of all kinds as whole numbers on arcs, and what they use."""

    def __init__(self, of: Model, left: Left, sizes: Mapping[int, int], asked: Array | None) -> None:
        from ortools.sat.python import cp_model

        self.of, self.left, self.sizes, self.asked = of, left, sizes, asked
        self.paid: list[tuple[Any, int]] = []
        self.cp: Any = cp_model.CpModel()
        self.limited = [f for f in range(of.table.funds) if left.people[f] is not None or f in left.per_village]
        self.spent: dict[tuple[int, int], list[tuple[Any, int, int]]] = defaultdict(list)
        self.used: dict[tuple[int, int], list[Any]] = defaultdict(list)
        self.months: dict[int, list[Any]] = defaultdict(list)
        self.worth: dict[int, list[tuple[Any, int]]] = defaultdict(list)
        self.arcs: dict[int, list[dict[tuple[int, int], list[tuple[Any, int, tuple[int, int]]]]]] = {}
        for kind, size in sizes.items():
            self._walk(kind, size)

    def _walk(self, kind: int, size: int) -> None:
        of, kinds = self.of, self.of.kinds
        cover, village = int(kinds.cover[kind]), int(kinds.village[kind])
        start = (int(of.walk.start[cover]), 0)
        inward: dict[tuple[int, int], list[Any]] = {start: []}
        self.arcs[kind] = []
        for month in range(of.table.months):
            choices = [-1, *self._may_pay(kind, month)]
            following: dict[tuple[int, int], list[Any]] = defaultdict(list)
            steps: dict[tuple[int, int], list[tuple[Any, int, tuple[int, int]]]] = {}
            for node, coming in inward.items():
                steps[node] = []
                for by in choices:
                    arc = self.cp.new_int_var(0, size, "")
                    after = (int(of.walk.after[node[0], int(by >= 0)]), self._remember(node[1], by))
                    following[after].append(arc)
                    steps[node].append((arc, by, after))
                    self._count(size, village, month, by, arc, int(of.walk.value[cover, month, node[0], int(by >= 0)]))
                total = size if node == start and not month else sum(coming)
                self.cp.add(sum(arc for arc, _, _ in steps[node]) == total)
            self.arcs[kind].append(steps)
            inward = following
        for (state, remembered), coming in inward.items():
            if ending := int(of.walk.end[cover, state]):
                self.worth[village] += [(arc, ending) for arc in coming]
            for place, fund in enumerate(self.limited):
                if remembered >> place & 1:
                    self.used[fund, village] += coming

    def _may_pay(self, kind: int, month: int) -> list[int]:
        table, kinds = self.of.table, self.of.kinds
        if not int(kinds.payable[kind]) >> month & 1:
            return []
        village = int(kinds.village[kind])
        return [
            fund
            for fund in range(table.funds)
            if int(kinds.open[kind]) >> fund & 1
            and int(table.pays[fund]) >> month & 1
            and self.left.money[table.of[fund, village], month:].min() >= table.prices[fund, month]
        ]

    def _remember(self, before: int, by: int) -> int:
        return before | 1 << self.limited.index(by) if by in self.limited else before

    def _count(self, size: int, village: int, month: int, by: int, arc: Any, worth: int) -> None:
        if worth:
            self.worth[village].append((arc, worth))
        if by >= 0:
            if self.asked is not None and (cost := int(self.asked[by, village, month])):
                self.paid.append((arc, cost))
            self.spent[int(self.of.table.of[by, village]), month].append(
                (arc, int(self.of.table.prices[by, month]), size)
            )
            self.months[village].append(arc)

    def limit(self) -> None:
        """Money of each purse up to each end of its releases, people of each fund, and the floors."""
        table = self.of.table
        for purse in sorted({purse for purse, _ in self.spent}):
            for end in self.of.ends[table.fund[purse]]:
                terms = [term for month in range(end + 1) for term in self.spent.get((purse, month), [])]
                unit = gcd(*(price for _, price, _ in terms)) or 1
                most = sum(price // unit * size for _, price, size in terms)
                room = min(int(self.left.money[purse, end]) // unit, most)
                if terms and room < most:
                    self.cp.add(sum(arc * (price // unit) for arc, price, _ in terms) <= room)
        for fund in self.limited:
            its = {village: arcs for (by, village), arcs in self.used.items() if by == fund}
            if self.left.people[fund] is not None and its:
                self.cp.add(sum(arc for arcs in its.values() for arc in arcs) <= self.left.people[fund])
            if fund in self.left.per_village:
                for village, arcs in its.items():
                    self.cp.add(sum(arcs) <= int(self.left.per_village[fund][village]))
        if self.left.floor is not None:
            for village in {int(self.of.kinds.village[kind]) for kind in self.sizes}:
                self.cp.add(sum(self.months[village]) >= int(self.left.floor[village]))

    def aim(self) -> None:
        """What is to be as much as can be."""
        goals = []
        for village, terms in sorted(self.worth.items()):
            reached = sum(arc * worth for arc, worth in terms)
            if self.left.target is None:
                goals.append(reached)
                continue
            counted = self.cp.new_int_var(0, max(0, int(self.left.target[village])), "")
            self.cp.add(counted <= reached)
            goals.append(counted)
        self.cp.maximize(sum(goals) * UNIT - sum(arc * cost for arc, cost in self.paid) if self.paid else sum(goals))

    def followed(self, value: Any) -> Followed:
        """The walks of whole people, taken apart one pattern at a time, the months paid first and early funds first."""
        found: Followed = []
        for kind, size in self.sizes.items():
            flows = [
                {node: [[value(arc), by, after] for arc, by, after in steps] for node, steps in month.items()}
                for month in self.arcs[kind]
            ]
            while size:
                node: Any = (int(self.of.walk.start[self.of.kinds.cover[kind]]), 0)
                path = []
                for month in flows:
                    step = next(step for step in month[node][1:] + month[node][:1] if step[0])
                    path.append(step)
                    node = step[2]
                people = min(step[0] for step in path)
                for step in path:
                    step[0] -= people
                size -= people
                found.append((kind, tuple(step[1] for step in path), people))
        return found


def all_left(of: Model) -> Left:
    """Everything, before anything is used."""
    limits = {f: places.copy() for f, places in enumerate(of.per_village) if places is not None}
    return Left(of.table.released.copy(), list(of.people), limits, of.floors, of.targets)


def solve(
    of: Model,
    left: Left,
    sizes: Mapping[int, int],
    *,
    seconds: float,
    effort: float = 0.0,
    asked: Array | None = None,
) -> Solved:
    """The best whole plan for ``sizes`` (kind -> people) with what is ``left``. ``effort``: a limit the same on every
    machine, for parts of a larger plan; ``seconds``: a limit by the clock. ``asked[fund, village, month]``: what a
    month costs, ``UNIT`` to one of the aim; value and bound are then in that measure and less the costs."""
    from ortools.sat.python import cp_model

    steps = _Steps(of, left, sizes, asked)
    steps.limit()
    steps.aim()
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = 1
    solver.parameters.max_time_in_seconds = max(seconds, 0.01)
    if effort:
        solver.parameters.max_deterministic_time = effort
    status = solver.solve(steps.cp)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Solved(None, 0, 0, status == cp_model.INFEASIBLE)
    bound = int(solver.best_objective_bound + 1e-6)
    return Solved(steps.followed(solver.value), round(solver.objective_value), bound, status == cp_model.OPTIMAL)


def steps_of(of: Model) -> int:
    """How many steps the whole numbers would stand on, roughly; large plans are better shared out first."""
    limited = sum(one is not None or other is not None for one, other in zip(of.people, of.per_village, strict=True))
    return len(of.kinds) * of.table.months * of.walk.states * 2**limited * (of.table.funds + 1)
