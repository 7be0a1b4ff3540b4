"""Who pays which month of one person: patterns, and the best of them for every kind of person under prices of rules.

All prices are whole numbers, ``SCALE`` to one unit of the aim, so what a set of prices proves holds to the last digit.
"""

from dataclasses import dataclass, field

import numpy as np

from payung.core.allocation.aim import Aim
from payung.core.allocation.fund import Plan
from payung.engines.optimum.aims import Walk
from payung.engines.optimum.groups import Groups, class_name, packed
from payung.engines.optimum.purses import Array, Purses, places_in

SCALE = 2**40
NEVER = 2**60
"""A price nobody pays."""


@dataclass(frozen=True)
class Kinds:
    """People alike but for their place in a queue. ``of[group]``: the kind of each group."""

    village: Array
    open: Array
    payable: Array
    cover: Array  # class of the walk
    size: Array
    of: Array

    def __len__(self) -> int:
        return len(self.size)


@dataclass(frozen=True)
class Model:
    """Everything that is fixed while a plan is sought. ``ends[fund]``: the last month before each next release, and the
    plan's last; the money of a purse is counted there. ``per_village[fund][village]``: places for people. ``targets``:
    people each village is to reach, None for other aims. ``floors``: person-months each village gets at least."""

    plan: Plan
    table: Purses
    walk: Walk
    kinds: Kinds
    ends: tuple[tuple[int, ...], ...]
    people: tuple[int | None, ...]
    per_village: tuple[Array | None, ...]
    targets: Array | None
    floors: Array | None


@dataclass
class Prices:
    """Prices of rules, ``SCALE`` to a unit. ``money[purse, month]``: one rupiah that must be there by that month's end;
    ``people[fund]``, ``per_village[fund, village]``: room for one person; ``floor[village]``: what a person-month there
    is worth beyond the aim; ``weight[village]``: what one unit of the aim counts there."""

    money: Array
    people: Array
    per_village: Array
    floor: Array
    weight: Array


@dataclass
class Patterns:
    """``by[n, month]``: the fund that pays, -1 for none; ``kind[n]``: whose months; ``worth[n]``: units of the aim."""

    kind: Array
    by: np.ndarray[tuple[int, ...], np.dtype[np.int8]]
    worth: Array
    known: dict[bytes, int] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.kind)


def kinds_of(groups: Groups) -> Kinds:
    """Groups without the funds' own queues."""
    name = class_name(groups.open, groups.village, np.zeros_like(groups.open))
    codes = [np.unique(column, return_inverse=True)[1].astype(np.int64) for column in (name, groups.payable)]
    _, at, of = np.unique(packed([*codes, groups.before]), return_index=True, return_inverse=True)
    size = np.zeros(len(at), dtype=np.int64)
    np.add.at(size, of, groups.size)
    return Kinds(groups.village[at], groups.open[at], groups.payable[at], groups.before[at], size, of.astype(np.int64))


def model(groups: Groups, plan: Plan, table: Purses, aim: Aim, walk: Walk) -> Model:
    """What is fixed of ``plan`` for ``groups`` and ``aim``."""
    kinds, table = kinds_of(groups), table.spendable()
    listed = np.zeros(len(table.villages), dtype=np.int64)
    np.add.at(listed, kinds.village, kinds.size)
    payable = np.zeros_like(listed)
    np.add.at(payable, kinds.village, kinds.size * np.bitwise_count(kinds.payable).astype(np.int64))
    last = table.months - 1
    ends = tuple((*(month - 1 for month in releases[1:]), last) if releases else () for releases in table.releases)
    return Model(
        plan,
        table,
        walk,
        kinds,
        ends,
        tuple(fund.people for fund in plan.funds),
        tuple(places_in(table.villages, fund) for fund in plan.funds),
        -(-listed * aim.percent // 100) if aim.kind == "coverage" else None,
        np.minimum(payable, aim.floor) if aim.floor else None,
    )


def no_prices(of: Model) -> Prices:
    """Every rule free of charge, the aim as it is."""
    villages, funds = len(of.table.villages), of.table.funds
    return Prices(
        np.zeros_like(of.table.released),
        np.zeros(funds, dtype=np.int64),
        np.zeros((funds, villages), dtype=np.int64),
        np.zeros(villages, dtype=np.int64),
        np.full(villages, SCALE, dtype=np.int64),
    )


def best(of: Model, prices: Prices, only: int = -1) -> tuple[Array, Patterns]:
    """The most a person of each kind is worth beyond what it costs under ``prices``, and a pattern that is worth it.
    ``only``: leave all funds but these (a set) aside."""
    asked = month_costs(of, prices)
    limited = [
        fund
        for fund in range(of.table.funds)
        if (of.people[fund] is not None or of.per_village[fund] is not None) and only >> fund & 1
    ]
    most = np.full(len(of.kinds), -NEVER, dtype=np.int64)
    by = np.full((len(of.kinds), of.table.months), -1, dtype=np.int8)
    for chosen in range(1 << len(limited)):
        used = [fund for place, fund in enumerate(limited) if chosen >> place & 1]
        free = [fund for fund in range(of.table.funds) if only >> fund & 1 and (fund not in limited or fund in used)]
        room = _room(of, prices, used)
        cost, cheapest = _cheapest(asked, free)
        gain, paid = _months(of, prices, cost)
        better = np.flatnonzero(gain - room > most)
        most[better] = (gain - room)[better]
        by[better] = np.where(paid[better], cheapest[better], -1)
    sets = paid_months(by)
    every = np.arange(len(of.kinds), dtype=np.int64)
    return most, Patterns(every, by, of.walk.worth(of.kinds.cover, sets))


def month_costs(of: Model, prices: Prices) -> Array:
    """[fund, kind, month]: what the month costs from that fund; NEVER where it may not pay it."""
    kinds, table = of.kinds, of.table
    later = np.cumsum(prices.money[:, ::-1], axis=1)[:, ::-1]
    months = np.arange(table.months)
    found = np.full((table.funds, len(kinds), table.months), NEVER, dtype=np.int64)
    payable = kinds.payable[:, None] >> months & 1 == 1
    for fund in range(table.funds):
        begun = table.releases[fund][0] if table.releases[fund] else table.months
        can = np.flatnonzero(kinds.open >> fund & 1)
        when = payable[can] & (table.pays[fund] >> months & 1 == 1) & (months >= begun)
        village = kinds.village[can]
        cost = later[table.of[fund, village]] * table.prices[fund] - prices.floor[village][:, None]
        found[fund, can] = np.where(when, cost, NEVER)
    return found


def proven(of: Model, prices: Prices, most: Array) -> int:
    """No plan reaches more than this, in ``SCALE`` to a unit: what every person can be worth beyond its cost, and the
    price of all there is of every rule. ``most``: as ``best`` found it for all funds."""
    table = of.table
    total = _sum(of.kinds.size, np.maximum(most, 0))
    rows, months = np.nonzero(prices.money)
    total += _sum(prices.money[rows, months], table.released[rows, months])
    for fund in range(table.funds):
        total += int(prices.people[fund]) * (of.people[fund] or 0)
        if (places := of.per_village[fund]) is not None:
            total += _sum(prices.per_village[fund], places)
    if of.floors is not None:
        total -= _sum(prices.floor, of.floors)
    if of.targets is not None:
        total += _sum(of.targets, np.maximum(SCALE - prices.weight, 0))
    return total


def _sum(one: Array, other: Array) -> int:
    """The sum of products, in whole numbers of any length."""
    return sum(a * b for a, b in zip(one.tolist(), other.tolist(), strict=True) if a and b)


def _room(of: Model, prices: Prices, used: list[int]) -> Array:
    room = np.zeros(len(of.kinds), dtype=np.int64)
    for fund in used:
        if of.people[fund] is not None:
            room += prices.people[fund]
        if of.per_village[fund] is not None:
            room += prices.per_village[fund, of.kinds.village]
    return room


def _cheapest(asked: Array, funds: list[int]) -> tuple[Array, Array]:
    if not funds:
        return np.full(asked.shape[1:], NEVER, dtype=np.int64), np.full(asked.shape[1:], -1, dtype=np.int64)
    some = asked[funds]
    at = some.argmin(axis=0)
    return np.take_along_axis(some, at[None], axis=0)[0], np.array(funds, dtype=np.int64)[at]


def _months(of: Model, prices: Prices, cost: Array) -> tuple[Array, np.ndarray[tuple[int, ...], np.dtype[np.bool_]]]:
    """The best months of each kind when month ``m`` costs ``cost[kind, m]``, and which those are."""
    walk, cover = of.walk, of.kinds.cover
    weight = prices.weight[of.kinds.village][:, None]
    ahead = weight * walk.end[cover]
    choice = np.zeros((cost.shape[1], len(cover), walk.states), dtype=bool)
    for month in range(cost.shape[1] - 1, -1, -1):
        worth = walk.value[:, month][cover]
        left = ahead[:, walk.after[:, 0]] + weight * worth[:, :, 0]
        paid = ahead[:, walk.after[:, 1]] + weight * worth[:, :, 1] - cost[:, month][:, None]
        choice[month] = (paid > left) & (cost[:, month] < NEVER)[:, None]
        ahead = np.where(choice[month], paid, left)
    every = np.arange(len(cover))
    state = walk.start[cover]
    gain = ahead[every, state]
    taken = np.zeros(cost.shape, dtype=bool)
    for month in range(cost.shape[1]):
        taken[:, month] = choice[month, every, state]
        state = walk.after[state, taken[:, month].astype(np.int64)]
    return gain, taken


def paid_months(by: np.ndarray[tuple[int, ...], np.dtype[np.int8]]) -> Array:
    """The set of months somebody pays, of each row."""
    return np.asarray(((by >= 0) * (1 << np.arange(by.shape[1], dtype=np.int64))).sum(axis=1), dtype=np.int64)
