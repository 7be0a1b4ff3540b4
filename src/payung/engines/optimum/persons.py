"""From shares of groups back to persons, in the published order."""

import numpy as np
import polars as pl

from payung.engines.optimum.flow import Flow
from payung.engines.optimum.groups import Groups, class_name, classes, many
from payung.engines.optimum.purses import Array

SCHEMA = {"person": pl.Int64, "fund": pl.Int16, "months": pl.Int32}


def paid_by_flow(groups: Groups, result: Flow) -> pl.DataFrame:
    """Who is paid by which fund in which months (``PAID``): in each village, among people with the same funds and
    standing, the first in the order take all their months of a period, the next what is left; funds in order too."""
    graph = result.network
    queue = _queue(groups)
    shares = _shares(result)
    demand = np.arange(len(graph.village))
    found: list[tuple[Array, Array, Array]] = []
    for months in np.unique(graph.months).tolist():
        at = demand[graph.months == months]
        names = class_name(graph.open[at], graph.village[at], graph.first[at])
        found += _served(groups, queue, names, shares[:, at], months)
    return table_of(found)


def table_of(found: list[tuple[Array, Array, Array]]) -> pl.DataFrame:
    """(person, fund, months) pieces as one ``PAID`` table."""
    if not found:
        return pl.DataFrame(schema=SCHEMA)
    person, fund, months = (np.concatenate(column) for column in zip(*found, strict=True))
    pieces = pl.DataFrame({"person": person, "fund": fund, "months": months})
    pieces = pieces.sort(pl.col("person") * 32 + pl.col("fund"))
    first = pl.struct("person", "fund").rle_id()
    summed = pieces.group_by(first.alias("at"), maintain_order=True).agg(
        pl.col("person", "fund").first(), pl.col("months").sum()
    )
    return summed.select(pl.col(name).cast(kind) for name, kind in SCHEMA.items())


def chosen_months(payable: Array, start: Array, stop: Array, months: int) -> Array:
    """Of each set ``payable``, which must lie in ``months``, the ``start``-th to the ``stop``-th month, as a set."""
    taken = np.zeros(len(payable), dtype=np.int64)
    seen = np.zeros(len(payable), dtype=np.int64)
    for month in range(64):
        if not months >> month & 1:
            continue
        has = payable >> month & 1
        taken |= np.where((has == 1) & (seen >= start) & (seen < stop), 1 << month, 0)
        seen += has
    return taken


def _queue(groups: Groups) -> tuple[Array, Array, Array]:
    """Row numbers of people by class and then in the order; the class of each; the classes' names."""
    *_, of_group, names = classes(groups)
    of_person = of_group[groups.group]
    rows = np.argsort(of_person, kind="stable")
    return rows, of_person[rows], names


def _shares(result: Flow) -> Array:
    """Person-months of each demand, by fund."""
    graph = result.network
    paying = graph.fund >= 0
    count, funds = len(graph.village), int(graph.fund.max(initial=-1)) + 1
    place = graph.fund[paying] * count + graph.head[paying] - graph.purse_nodes
    return np.bincount(place, result.flow[paying], funds * count).astype(np.int64).reshape(funds, count)


def _served(
    groups: Groups, queue: tuple[Array, Array, Array], named: Array, shares: Array, months: int
) -> list[tuple[Array, Array, Array]]:
    rows, of_row, names = queue
    number = np.full(len(names), -1, dtype=np.int64)
    number[np.searchsorted(names, named)] = np.arange(len(named))
    kept = number[of_row] >= 0
    rows, demand = rows[kept], number[of_row[kept]]
    payable = groups.payable[groups.group[rows]] & months
    each = many(payable)
    running = np.cumsum(each) - each
    begins = np.concatenate([[True], demand[1:] != demand[:-1]]) if len(demand) else np.zeros(0, dtype=bool)
    start = running - running[np.flatnonzero(begins)][np.cumsum(begins) - 1] if len(demand) else running
    upper = np.cumsum(shares, axis=0)
    found = []
    for fund in range(len(shares)):
        low, high = (upper[fund] - shares[fund])[demand], upper[fund][demand]
        first, last = np.maximum(start, low) - start, np.minimum(start + each, high) - start
        some = np.flatnonzero(last > first)
        if len(some):
            taken = chosen_months(payable[some], first[some], last[some], months)
            found.append((groups.person[rows[some]], np.full(len(some), fund, dtype=np.int64), taken))
    return found
