"""The plan in shares: how many people of each kind follow each pattern, as a linear programme whose patterns are found
while it is solved. Its prices prove a bound; what it leaves in fractions ``whole`` makes whole."""

from dataclasses import dataclass
from time import monotonic
from typing import Any

import numpy as np

from payung.engines.optimum.patterns import SCALE, Model, Patterns, Prices, best, no_prices, proven
from payung.engines.optimum.purses import Array

STEADY = 0.5
"""How much of the best prices known goes into the next ones asked about: fewer rounds than without."""

Fractions = np.ndarray[tuple[int, ...], np.dtype[np.float64]]

UNMET = 1_000.0
"""What a person-month missing from a village's floor costs in the linear programme, in units of the aim."""


@dataclass
class Shares:
    """``share[n]``: people that follow pattern ``n``, perhaps in fractions; ``bound``: no plan reaches more, in units
    of the walk; ``prices``: those that prove it; ``missing``: person-months short of floors, whoever is paid."""

    patterns: Patterns
    share: Fractions
    bound: int
    prices: Prices
    missing: float
    rounds: int


class _Programme:
    """The linear programme and where its rows stand."""

    def __init__(self, of: Model) -> None:
        from ortools.linear_solver import pywraplp

        self.of = of
        self.solver: Any = pywraplp.Solver.CreateSolver("GLOP")
        self.solver.SetSolverSpecificParametersAsString("use_preprocessing: false")  # so that it goes on where it was
        self.infinity: float = self.solver.infinity()
        self.kind = [self._row(-self.infinity, float(size)) for size in of.kinds.size.tolist()]
        self.scale = np.maximum(of.table.prices.max(axis=1, initial=1), 1)[of.table.fund]
        self.money = self._money()
        self.people = {f: self._row(-self.infinity, q) for f, q in enumerate(of.people) if q is not None}
        self.per_village: dict[tuple[int, int], Any] = {}
        self.floor: dict[int, Any] = {}
        self.short: list[Any] = []
        self.target: dict[int, Any] = {}
        self.columns: list[Any] = []
        self._limits()
        self.solver.Objective().SetMaximization()

    def _row(self, low: float, high: float) -> Any:
        return self.solver.Constraint(float(low), float(high))

    def _money(self) -> dict[tuple[int, int], Any]:
        table = self.of.table
        used = np.unique(np.concatenate([table.of[f, self.of.kinds.village] for f in range(table.funds)] or [[]]))
        return {
            (purse, end): self._row(-self.infinity, int(table.released[purse, end]) / int(self.scale[purse]))
            for purse in used.tolist()
            if purse >= 0
            for end in self.of.ends[table.fund[purse]]
        }

    def _limits(self) -> None:
        of = self.of
        for village in np.unique(of.kinds.village).tolist():
            for fund, places in enumerate(of.per_village):
                if places is not None:
                    self.per_village[fund, village] = self._row(-self.infinity, int(places[village]))
            if of.floors is not None and of.floors[village]:
                self.floor[village] = self._row(int(of.floors[village]), self.infinity)
                short = self.solver.NumVar(0, self.infinity, "")
                self.floor[village].SetCoefficient(short, 1)
                self.solver.Objective().SetCoefficient(short, -UNMET)
                self.short.append(short)
            if of.targets is not None:
                self.target[village] = self._row(-self.infinity, 0)
                reached = self.solver.NumVar(0, int(of.targets[village]), "")
                self.target[village].SetCoefficient(reached, 1)
                self.solver.Objective().SetCoefficient(reached, 1)

    def add(self, patterns: Patterns, begin: int) -> None:
        """Columns for the patterns from ``begin`` on."""
        of, objective = self.of, self.solver.Objective()
        by, kinds = patterns.by[begin:], patterns.kind[begin:].tolist()
        for kind, worth in zip(kinds, patterns.worth[begin:].tolist(), strict=True):
            column = self.solver.NumVar(0, self.infinity, "")
            self.columns.append(column)
            self.kind[kind].SetCoefficient(column, 1)
            if of.targets is None:
                objective.SetCoefficient(column, worth)
            elif worth:
                self.target[int(of.kinds.village[kind])].SetCoefficient(column, -worth)
        for fund in range(of.table.funds):
            self._charge(fund, by == fund, kinds, begin)
        if self.floor:
            for at, months in enumerate((by >= 0).sum(axis=1).tolist()):
                row = self.floor.get(int(of.kinds.village[kinds[at]]))
                if row is not None and months:
                    row.SetCoefficient(self.columns[begin + at], months)

    def _charge(self, fund: int, paid: np.ndarray[Any, Any], kinds: list[int], begin: int) -> None:
        of = self.of
        spent = np.cumsum(paid * of.table.prices[fund], axis=1)
        for at in np.flatnonzero(paid.any(axis=1)).tolist():
            column, village = self.columns[begin + at], int(of.kinds.village[kinds[at]])
            purse = int(of.table.of[fund, village])
            for end in of.ends[fund]:
                if spent[at, end]:
                    self.money[purse, end].SetCoefficient(column, int(spent[at, end]) / int(self.scale[purse]))
            if fund in self.people:
                self.people[fund].SetCoefficient(column, 1)
            if (fund, village) in self.per_village:
                self.per_village[fund, village].SetCoefficient(column, 1)

    def solve(self, until: float) -> Prices | None:
        """Solve and read the prices, none below nothing, as whole numbers; None where the clock stops it."""
        self.solver.SetTimeLimit(max(1, int((until - monotonic()) * 1000)))
        if self.solver.Solve() != self.solver.OPTIMAL:
            return None
        found = no_prices(self.of)
        for (purse, end), row in self.money.items():
            found.money[purse, end] = round(max(row.dual_value(), 0.0) * SCALE / int(self.scale[purse]))
        for fund, row in self.people.items():
            found.people[fund] = round(max(row.dual_value(), 0.0) * SCALE)
        for (fund, village), row in self.per_village.items():
            found.per_village[fund, village] = round(max(row.dual_value(), 0.0) * SCALE)
        for village, row in self.floor.items():
            found.floor[village] = round(max(-row.dual_value(), 0.0) * SCALE)
        for village, row in self.target.items():
            found.weight[village] = round(min(max(row.dual_value(), 0.0), 1.0) * SCALE)
        return found

    def shares(self) -> Fractions:
        return np.array([column.solution_value() for column in self.columns], dtype=np.float64)


def share(of: Model, until: float, close: float = 1e-4) -> Shares:
    """Solve the programme of ``of`` until the bound is within ``close`` of its value, or the clock (``monotonic``)
    reaches ``until``."""
    programme, patterns = _Programme(of), _first(of)
    programme.add(patterns, 0)
    kept = no_prices(of)
    bound = proven(of, kept, best(of, kept)[0])
    shared: Fractions = np.zeros(0, dtype=np.float64)
    missing, rounds = 0.0, 0
    while (found := programme.solve(until)) is not None:
        rounds += 1
        value, shared, begin = programme.solver.Objective().Value(), programme.shares(), len(patterns)
        missing = sum(short.solution_value() for short in programme.short)
        for prices in (_between(kept, found), found):
            most, fresh = best(of, prices)
            proved = proven(of, prices, most)
            if proved < bound:
                bound, kept = proved, prices
            if _extend(patterns, fresh, most > 0):
                break
        close_enough = bound / SCALE - value <= close * max(abs(value), 1.0)
        if close_enough or len(patterns) == begin or monotonic() > until:
            break
        programme.add(patterns, begin)
    done = len(shared)
    columns = Patterns(patterns.kind[:done], patterns.by[:done], patterns.worth[:done])
    return Shares(columns, shared, bound // SCALE, kept, missing, rounds)


def _first(of: Model) -> Patterns:
    """Patterns to begin with: nothing, each fund alone, and all funds, at a few prices of money."""
    months = of.table.months
    nothing = np.full((len(of.kinds), months), -1, dtype=np.int8)
    zero = np.zeros(len(of.kinds), dtype=np.int64)
    patterns = Patterns(np.arange(len(of.kinds)), nothing, of.walk.worth(of.kinds.cover, zero))
    patterns.known = {_name(kind, by): kind for kind, by in enumerate(nothing)}
    for only in (*(1 << fund for fund in range(of.table.funds)), -1):
        most, fresh = best(of, no_prices(of), only)
        _extend(patterns, fresh, most > 0)
    return patterns


def _extend(patterns: Patterns, fresh: Patterns, wanted: np.ndarray[Any, Any]) -> int:
    """Add the wanted patterns that are new; how many."""
    new = []
    for at in np.flatnonzero(wanted).tolist():
        name = _name(at, fresh.by[at])
        if name not in patterns.known:
            patterns.known[name] = len(patterns.known)
            new.append(at)
    patterns.kind = np.concatenate([patterns.kind, fresh.kind[new]])
    patterns.by = np.concatenate([patterns.by, fresh.by[new]])
    patterns.worth = np.concatenate([patterns.worth, fresh.worth[new]])
    return len(new)


def _name(kind: int, by: np.ndarray[Any, Any]) -> bytes:
    return kind.to_bytes(4, "big") + by.tobytes()


def _between(kept: Prices, found: Prices) -> Prices:
    def mid(one: Array, other: Array) -> Array:
        return np.asarray(one * STEADY + other * (1 - STEADY), dtype=np.int64)

    return Prices(*(mid(getattr(kept, name), getattr(found, name)) for name in Prices.__dataclass_fields__))
