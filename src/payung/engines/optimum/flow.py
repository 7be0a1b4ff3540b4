"""Most person-months as a flow: from purses, through the months money is there, to people's months.

Exact where no fund's price changes among its months and no fund limits how many people it pays: then money that buys
``n`` person-months is ``n`` units of flow, a tranche is an inflow in its month, unspent money flows on to later months,
and an optimal flow is whole by itself. Months in which no fund of a group receives money, begins or ends are alike, so
they stand together as one period. The cut that proves the bound is read from the flow and counted on its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from payung.core.allocation.fund import Plan
from payung.engines.optimum.groups import Groups, classes, many
from payung.engines.optimum.purses import Array, Purses


@dataclass(frozen=True)
class Network:
    """Arcs from purses to demands and from a purse's money to its later money. Purse nodes come first.

    ``supply[node]``: person-months money buys (purses), minus those asked for (demands). ``purse[node]``, ``since``:
    the purse and the month its money is there (purse nodes). ``open``, ``first``, ``village``, ``months``: of demands.
    ``fund[arc]``: -1 where money is kept.
    """

    supply: Array
    purse: Array
    since: Array
    village: Array
    open: Array
    first: Array
    months: Array
    tail: Array
    head: Array
    capacity: Array
    cost: Array
    fund: Array

    @property
    def purse_nodes(self) -> int:
        """How many nodes are purses."""
        return len(self.purse)


@dataclass(frozen=True)
class Flow:
    """``flow`` on each arc of ``network``, person-months; ``value`` in all; ``bound``: what the cut lets through;
    ``wanting``: nodes whose money would serve somebody still without, had they more of it."""

    network: Network
    flow: Array
    value: int
    bound: int
    wanting: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def exact_as_flow(plan: Plan, table: Purses) -> bool:
    """Whether the person-months of ``plan`` are a flow."""
    return table.one_price() and all(fund.people is None and fund.people_per_village is None for fund in plan.funds)


def network(groups: Groups, table: Purses) -> Network:
    """The network of ``groups`` and the purses that pay them."""
    demands = _demands(groups, table)
    nodes, base, segments = _purse_nodes(table, int(demands[4].sum()))
    village, opened, first, months, asked = demands
    parts = [_kept(base, segments, nodes)]
    for fund in range(table.funds):
        parts.append(_paid(fund, table, demands, base, segments, len(nodes[0])))
    tail, head, capacity, cost, by = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Network(
        np.concatenate([nodes[2], -asked]), nodes[0], nodes[1], village, opened, first, months,
        tail, head, capacity, cost, by,
    )  # fmt: skip


def solve(graph: Network, floor: int = 0) -> Flow:
    """The flow of most person-months and, among those, of most for people whom a fund puts first, with the cut that
    proves it.

    A village gets ``floor`` person-months first (or all it can be paid for, where that is less) as far as money allows:
    this takes none from the sum, as a flow that grows along free paths never leaves a village with less.
    """
    flow = np.zeros(0, dtype=np.int64)
    if len(graph.tail):
        flow = _with_floors(graph, floor) if floor else _in_two_steps(graph)
    served = _into_demands(graph, flow)
    wanting = _wanting(graph, flow, served < -graph.supply[graph.purse_nodes :])
    return Flow(graph, flow, int(served.sum()), _through(graph, wanting), wanting)


def _in_two_steps(graph: Network) -> Array:
    """As much as can be for people whom a fund puts first; then as much as can be for the others, along what is free
    and back along what flows, which takes nothing from the first."""
    asked, first = -graph.supply[graph.purse_nodes :], graph.first != 0
    money = graph.supply[: graph.purse_nodes]
    flow, spent = _most(graph, graph.tail, graph.head, graph.capacity, money, np.where(first, asked, 0))
    tail, head = np.concatenate([graph.tail, graph.head]), np.concatenate([graph.head, graph.tail])
    free = np.concatenate([graph.capacity - flow, flow])
    more, _ = _most(graph, tail, head, free, money - spent, np.where(first, 0, asked))
    count = len(flow)
    return np.asarray(flow + more[:count] - more[count:], dtype=np.int64)


def _most(graph: Network, tail: Array, head: Array, capacity: Array, money: Array, asked: Array) -> tuple[Array, Array]:
    """The largest flow from ``money`` of purse nodes to what is ``asked``: on the arcs, and of each purse node."""
    from ortools.graph.python import max_flow

    count, purses = len(graph.supply), graph.purse_nodes
    source, sink = count, count + 1
    some = np.flatnonzero(asked)
    solver = max_flow.SimpleMaxFlow()
    arcs = solver.add_arcs_with_capacity(
        np.concatenate([tail, np.full(purses, source), some + purses]),
        np.concatenate([head, np.arange(purses), np.full(len(some), sink)]),
        np.concatenate([capacity, money, asked[some]]),
    )
    if not len(some) or not purses:
        return np.zeros_like(tail), np.zeros_like(money)
    if solver.solve(source, sink) != solver.OPTIMAL:
        raise ArithmeticError("max flow did not end")
    flows = np.asarray(solver.flows(arcs), dtype=np.int64)
    return flows[: len(tail)], flows[len(tail) : len(tail) + purses]


def floors(graph: Network, floor: int) -> Array:
    """Person-months each village must get at least: ``floor``, or all it asks for."""
    asked = np.zeros(int(graph.village.max(initial=-1)) + 1, dtype=np.int64)
    np.add.at(asked, graph.village, -graph.supply[graph.purse_nodes :])
    return np.minimum(asked, floor)


def by_village(result: Flow) -> Array:
    """Person-months each village gets."""
    graph = result.network
    got = np.zeros(int(graph.village.max(initial=-1)) + 1, dtype=np.int64)
    np.add.at(got, graph.village, _into_demands(graph, result.flow))
    return got


def _with_floors(graph: Network, floor: int) -> Array:
    """Demands pass through their village, whose first person-months end in a place that rewards more than any arc
    costs, so that a shortage falls on nobody's floor where it can fall elsewhere."""
    from ortools.graph.python import min_cost_flow

    least = floors(graph, floor)
    count, villages = len(graph.supply), len(least)
    demands = np.arange(graph.purse_nodes, count)
    nodes = count + np.arange(villages)
    asked = -graph.supply[graph.purse_nodes :]
    everything = int(asked.sum())
    reward = 2 * (int(graph.cost.max(initial=0)) + 1) * (len(demands) + 1)
    tail = np.concatenate([graph.tail, demands, nodes, nodes])
    head = np.concatenate(
        [graph.head, count + graph.village, np.repeat([count + villages, count + villages + 1], villages)]
    )
    capacity = np.concatenate([graph.capacity, asked, least, np.full(villages, everything)])
    cost = np.concatenate([graph.cost, np.zeros_like(demands), np.full(villages, -reward), np.zeros_like(nodes)])
    own = np.where(np.arange(count) < graph.purse_nodes, graph.supply, 0)
    supply = np.concatenate([own, np.zeros(villages, dtype=np.int64), [-int(least.sum()), -everything]])
    solver = min_cost_flow.SimpleMinCostFlow()
    arcs = solver.add_arcs_with_capacity_and_unit_cost(tail, head, capacity, cost)
    solver.set_nodes_supplies(np.arange(len(supply)), supply)
    status = solver.solve_max_flow_with_min_cost()
    if status != solver.OPTIMAL:
        raise ArithmeticError(f"min-cost flow ended with {status}")
    return np.asarray(solver.flows(arcs), dtype=np.int64)[: len(graph.tail)]


def _into_demands(graph: Network, flow: Array) -> Array:
    into = np.zeros(len(graph.supply), dtype=np.int64)
    np.add.at(into, graph.head, flow)
    return into[graph.purse_nodes :]


def _demands(groups: Groups, table: Purses) -> tuple[Array, Array, Array, Array, Array]:
    """village, open, first, months, person-months of each demand: people of one village with the same funds and
    standing, in months that are alike to those funds."""
    open_, village_, first_, at, _ = classes(groups)
    found: list[tuple[Array, ...]] = []
    for opened in np.unique(open_).tolist():
        members = np.flatnonzero(open_ == opened)
        chosen = np.flatnonzero(groups.open == opened)
        for months in periods(table, opened):
            asked = np.bincount(
                np.searchsorted(members, at[chosen]),
                groups.size[chosen] * many(groups.payable[chosen] & months),
                len(members),
            ).astype(np.int64)
            some = np.flatnonzero(asked)
            its = members[some]
            found.append(
                (village_[its], open_[its], first_[its], np.full(len(some), months, dtype=np.int64), asked[some])
            )
    if not found:
        found = [tuple(np.zeros(0, dtype=np.int64) for _ in range(5))]
    village, opens, firsts, months_, asked_ = (np.concatenate(column) for column in zip(*found, strict=True))
    return village, opens, firsts, months_, asked_


def periods(table: Purses, opened: int) -> list[int]:
    """Sets of months that are alike to the funds ``opened``: who pays is the same and no money comes in between."""
    funds = [fund for fund in range(table.funds) if opened >> fund & 1]
    found: dict[tuple[tuple[int, int], ...], int] = {}
    for month in range(table.months):
        paying = [fund for fund in funds if int(table.pays[fund]) >> month & 1]
        kind = tuple((fund, _segment(table, fund, month)) for fund in paying if _segment(table, fund, month) >= 0)
        if kind:
            found[kind] = found.get(kind, 0) | 1 << month
    return list(found.values())


def _segment(table: Purses, fund: int, month: int) -> int:
    """How many releases of ``fund`` came before or in ``month``, less one."""
    return sum(release <= month for release in table.releases[fund]) - 1


def _purse_nodes(table: Purses, most: int) -> tuple[tuple[Array, Array, Array], Array, Array]:
    """(purse, month, person-months that come in) of each node, the first node of each purse, its number of nodes."""
    bought = table.bought(most)
    segments = np.array([len(releases) for releases in table.releases], dtype=np.int64)[table.fund]
    base = np.cumsum(segments) - segments
    purse = np.repeat(np.arange(len(table.fund), dtype=np.int64), segments)
    turn = np.arange(len(purse), dtype=np.int64) - base[purse]
    longest = max((len(releases) for releases in table.releases), default=0)
    at = np.array([[*releases, *[0] * (longest - len(releases))] for releases in table.releases], dtype=np.int64)
    since = at.reshape(-1, longest)[table.fund[purse], turn] if len(purse) else purse
    before = np.where(turn > 0, bought[purse, np.roll(since, 1)], 0) if len(purse) else purse
    return (purse, since, bought[purse, since] - before), base, segments


def _kept(base: Array, segments: Array, nodes: tuple[Array, Array, Array]) -> tuple[Array, ...]:
    """Arcs on which money waits for a later month; there is room for one more than there is, so none is ever full."""
    last = np.zeros(len(nodes[0]), dtype=bool)
    last[(base + segments - 1)[segments > 0]] = True
    tail = np.flatnonzero(~last)
    running = np.cumsum(nodes[2])
    held = running[tail] - running[base[nodes[0][tail]]] + nodes[2][base[nodes[0][tail]]]
    return tail, tail + 1, held + 1, np.zeros(len(tail), dtype=np.int64), np.full(len(tail), -1, dtype=np.int64)


def _paid(
    fund: int, table: Purses, demands: Sequence[Array], base: Array, segments: Array, purse_nodes: int
) -> tuple[Array, ...]:
    """Arcs on which ``fund`` pays; to pay people whom no fund puts first costs one."""
    village, opened, first, months, asked = demands
    lowest = np.bitwise_count((months & -months) - 1).astype(np.int64)
    segment = np.searchsorted(np.array(table.releases[fund], dtype=np.int64), lowest, side="right") - 1
    open_ = (opened >> fund & 1 == 1) & (table.pays[fund] & months == months) & (segment >= 0)
    head = np.flatnonzero(open_)
    tail = base[table.of[fund, village[head]]] + segment[head]
    cost = (first[head] == 0).astype(np.int64)
    return tail, head + purse_nodes, asked[head], cost, np.full(len(head), fund, dtype=np.int64)


def _wanting(
    graph: Network, flow: Array, unmet: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]
) -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    """Nodes from which one more unit would reach a demand that is not met, going back along the flow where needed."""
    reach = np.concatenate([np.zeros(graph.purse_nodes, dtype=bool), unmet])
    free, used = graph.capacity > flow, flow > 0
    free_tail, free_head = graph.tail[free], graph.head[free]
    used_tail, used_head = graph.tail[used], graph.head[used]
    while True:
        before = int(reach.sum())
        reach[free_tail[reach[free_head]]] = True
        reach[used_head[reach[used_tail]]] = True
        if int(reach.sum()) == before:
            return reach


def _through(graph: Network, wanting: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> int:
    """What can pass the cut: money inside, demands outside, and arcs that lead in. No plan pays more person-months."""
    count = graph.purse_nodes
    crossing = ~wanting[graph.tail] & wanting[graph.head]
    inside = int(graph.supply[:count][wanting[:count]].sum())
    outside = int(-graph.supply[count:][~wanting[count:]].sum())
    return inside + outside + int(graph.capacity[crossing].sum())
