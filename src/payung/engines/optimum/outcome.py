"""What a plan came to: who is paid, what it reached, and its prices as a table."""

import numpy as np
import polars as pl

from payung.core.allocation.fund import Plan
from payung.engines.optimum.aims import Walk
from payung.engines.optimum.certificate import PRICES, Reached
from payung.engines.optimum.fill import Months
from payung.engines.optimum.flow import Flow
from payung.engines.optimum.groups import Groups, many
from payung.engines.optimum.patterns import SCALE, Model, Prices, paid_months
from payung.engines.optimum.persons import table_of
from payung.engines.optimum.purses import Array, Purses

MILLION = 1_000_000


def paid_table(by: Months, groups: Groups) -> pl.DataFrame:
    """``PAID`` of the fund of each person's months."""
    found = []
    for month in range(by.shape[1]):
        rows = np.flatnonzero(by[:, month] >= 0)
        found.append((groups.person[rows], by[rows, month].astype(np.int64), np.full(len(rows), 1 << month)))
    return table_of(found)


def reached_by(paid: pl.DataFrame, table: Purses, value: int) -> Reached:
    """People, person-months and rupiah of ``paid``, and the value it was found to have."""
    months, fund = paid["months"].cast(pl.Int64).to_numpy(), paid["fund"].cast(pl.Int64).to_numpy()
    spent = 0
    for month in range(table.months):
        counts = np.bincount(fund[months >> month & 1 == 1], minlength=table.funds)
        spent += sum(int(count) * int(price) for count, price in zip(counts, table.prices[:, month], strict=True))
    return Reached(value, paid["person"].n_unique(), int(many(months).sum()), spent)


def worth(of: Model, groups: Groups, by: Months) -> int:
    """What the months of all persons are worth, in the aim's unit; in a village not more than its target."""
    each = of.walk.worth(groups.before[groups.group], paid_months(by))
    if of.targets is None:
        return int(each.sum()) * of.walk.unit
    reached = np.zeros_like(of.targets)
    np.add.at(reached, groups.village[groups.group], each)
    return int(np.minimum(reached, of.targets).sum()) * of.walk.unit


def would_add(walk: Walk, targets: Array | None, groups: Groups, paid: pl.DataFrame) -> Array:
    """People who would add to the aim if every month that some fund may pay were paid for them, all else as in
    ``paid``. ``targets``: people each village is to reach, None where the aim has none."""
    rows = np.argsort(groups.person, kind="stable")
    at = rows[np.searchsorted(groups.person[rows], paid["person"].cast(pl.Int64).to_numpy())]
    got = np.zeros(len(groups.person), dtype=np.int64)
    np.bitwise_or.at(got, at, paid["months"].cast(pl.Int64).to_numpy())
    cover = groups.before[groups.group]
    now, then = walk.worth(cover, got), walk.worth(cover, got | groups.payable[groups.group])
    adds = then > now
    if targets is not None:
        village = groups.village[groups.group]
        reached = np.zeros_like(targets)
        np.add.at(reached, village, now)
        adds &= (reached < targets)[village]
    return np.asarray(groups.person[adds])


def short_of_floor(of: Model, groups: Groups, by: Months) -> int:
    """Villages that get fewer person-months than their floor."""
    if of.floors is None:
        return 0
    got = np.zeros_like(of.floors)
    np.add.at(got, groups.village[groups.group], (by >= 0).sum(axis=1))
    return int((got < of.floors).sum())


def flow_prices(solved: Flow, table: Purses, plan: Plan) -> pl.DataFrame:
    """Purses whose money would serve one more person-month for each price, from the first month it would."""
    graph = solved.network
    nodes = np.flatnonzero(solved.wanting[: graph.purse_nodes])
    purse = graph.purse[nodes]
    fund = table.fund[purse]
    price = table.prices[fund, graph.since[nodes]]
    gain = np.where(price > 0, 1000 * MILLION // np.maximum(price, 1), 0)
    return _table([("money", fund, _village(table, purse), _named(plan, graph.since[nodes]), gain)])


def shown_prices(prices: Prices, of: Model, plan: Plan) -> pl.DataFrame:
    """The prices that prove the bound: ``PRICES``."""
    table, unit = of.table, of.walk.unit
    purse, month = np.nonzero(prices.money)
    later = np.cumsum(prices.money[:, ::-1], axis=1)[:, ::-1][purse, month]
    starts = np.array([sum(end < at for end in of.ends[table.fund[p]]) for p, at in zip(purse, month, strict=True)])
    since = np.array([table.releases[table.fund[p]][n] for p, n in zip(purse, starts, strict=True)], dtype=np.int64)
    none = np.full(table.funds, -1, dtype=np.int64)
    by_fund, by_village = np.nonzero(prices.per_village)
    people = np.flatnonzero(prices.people)
    floored = np.flatnonzero(prices.floor)
    return _table([
        ("money", table.fund[purse], _village(table, purse), _named(plan, since), _thousandths(later, unit * MILLION)),
        ("people", people, none[: len(people)], none[: len(people)], _thousandths(prices.people[people], unit)),
        ("people_per_village", by_fund, table.villages[by_village], np.full(len(by_fund), -1),
         _thousandths(prices.per_village[by_fund, by_village], unit)),
        ("floor", np.full(len(floored), -1), table.villages[floored], np.full(len(floored), -1),
         _thousandths(-prices.floor[floored], unit)),
    ])  # fmt: skip


def _thousandths(prices: Array, unit: int) -> Array:
    """Prices of ``SCALE`` in thousandths, ``unit`` times, rounded to the nearest."""
    return np.array([(2000 * unit * one + SCALE) // (2 * SCALE) for one in prices.tolist()], dtype=np.int64)


def _village(table: Purses, purse: Array) -> Array:
    place = table.village[purse]
    return np.where(place >= 0, table.villages[place], -1)


def _named(plan: Plan, month: Array) -> Array:
    return np.array(plan.months, dtype=np.int64)[month]


def _table(parts: list[tuple[str, Array, Array, Array, Array]]) -> pl.DataFrame:
    frames = [
        pl.DataFrame({"rule": [rule] * len(gain), "fund": fund, "village": village, "month": month, "gain": gain})
        for rule, fund, village, month, gain in parts
        if len(gain)
    ]
    if not frames:
        return pl.DataFrame(schema=PRICES)
    known = pl.col("fund", "village", "month")
    every = pl.concat(frames).filter(pl.col("gain") != 0).with_columns(pl.when(known >= 0).then(known))
    return every.sort("rule", "fund", "village", "month").cast(PRICES)  # type: ignore[arg-type]
