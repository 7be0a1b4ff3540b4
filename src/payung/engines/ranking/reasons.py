"""Why a month is not paid and who stands just above; why a rupiah is left. From what was paid, fund after fund."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from payung.core.allocation.fund import Fund, Plan
from payung.core.allocation.money import released
from payung.engines.plan_tables import schema_of
from payung.engines.ranking.pay import firsts, in_turn, in_villages, released_in, taken_in
from payung.engines.ranking.queue import Ints, Masks, Queue, may_pay

NOBODY = -1
Bools = NDArray[np.bool_]


@dataclass
class _Till:
    """A fund after all is paid. One purse a village of its area, or one in all.

    ``closed``: per purse the months it cannot pay; ``later``: those of them after which more money comes.
    ``last``: purse × month, the place in ``line`` of the last one paid that month; -1 for nobody.
    """

    rows: slice
    purse: Ints  # of each row
    line: Ints  # rows that are paid, in the fund's order
    last: Ints
    released: Ints
    spent: Ints
    closed: Masks
    later: Masks
    full: Bools  # per row: the quota of all is full
    village_full: Bools


def explain_unpaid(queue: Queue, plan: Plan, paid: list[Masks], adds: Bools | None = None) -> pl.DataFrame:
    """The table ``UNPAID`` of what ``pay`` gave; with ``adds``, of a plan that was chosen for an aim.

    ``adds``: of each row of the queue, whether the person's unpaid months would add to what the plan reaches.
    """
    unpaid = _unpaid(queue, paid)
    found: list[pl.DataFrame] = []
    for at, fund in reversed(list(enumerate(plan.funds))):
        rows = queue.rows_of(fund.area_code)
        asks = may_pay(queue, fund, plan) & unpaid[rows]
        if asks.any():
            till = _till(queue, plan, at, paid[at])
            why = (
                _why(queue, fund, till, asks, paid[at][rows])
                if adds is None
                else _why_not_chosen(till, asks, paid[at][rows], adds[rows])
            )
            for reason, masks in why:
                at_rows = np.flatnonzero(masks)
                above = _above(queue, fund, till, at_rows, masks[at_rows], reason) if adds is None else None
                found.append(_table(queue, at_rows + rows.start, masks[at_rows], reason, at, above))
            unpaid[rows] &= ~asks
    for reason in ("criteria", "months"):
        for at, fund in enumerate(plan.funds):
            rows = queue.rows_of(fund.area_code)
            months = _fund_months(fund, plan) if reason == "criteria" else -1
            asks = unpaid[rows] & np.int32(months)
            unpaid[rows] &= ~asks
            at_rows = np.flatnonzero(asks)
            found.append(_table(queue, at_rows + rows.start, asks[at_rows], reason, at))
    rest = np.flatnonzero(unpaid)
    found.append(_table(queue, rest, unpaid[rest], "area", NOBODY))
    return pl.concat(found).sort("person", "months")


def explain_left(queue: Queue, plan: Plan, paid: list[Masks]) -> pl.DataFrame:
    """The table ``LEFT`` of what ``pay`` gave."""
    unpaid = _unpaid(queue, paid)
    tables = []
    for at, fund in enumerate(plan.funds):
        till = _till(queue, plan, at, paid[at])
        asks = may_pay(queue, fund, plan) & unpaid[till.rows]
        shape = till.closed.shape[0]
        waiting = np.bincount(till.purse, np.bitwise_count(asks), shape).astype(np.int64)
        blocked = np.bincount(till.purse, np.bitwise_count(asks & ~till.closed[till.purse]), shape) > 0
        least = _least_price(till, asks, plan.prices[at], shape)
        left = till.released[:, -1] - till.spent.sum(axis=1)
        reason = np.select(
            [left == 0, waiting == 0, blocked, left < least], ["spent", "nobody", "quota", "below_price"], "too_late"
        )
        tables.append(
            pl.DataFrame(
                {
                    "fund": np.full(shape, at, np.int16),
                    "village": _purse_codes(queue, fund),
                    "released": till.released[:, -1],
                    "spent": till.spent.sum(axis=1),
                    "left": left,
                    "reason": pl.Series(reason.tolist(), dtype=pl.String),
                    "waiting": waiting,
                }
            )
        )
    return pl.concat([pl.DataFrame(schema=schema_of("left")), *tables])


def _unpaid(queue: Queue, paid: list[Masks]) -> Masks:
    taken = np.zeros(len(queue.person), np.int32)
    for months in paid:
        taken |= months
    return np.asarray(queue.asks & ~taken)


def _fund_months(fund: Fund, plan: Plan) -> int:
    return sum(1 << at for at, month in enumerate(plan.months) if month in set(fund.months))


def _purse_codes(queue: Queue, fund: Fund) -> Ints:
    if fund.per == "area":
        return np.zeros(1, np.int64)
    return queue.villages[slice(*queue.villages_of(fund.area_code))]


def _till(queue: Queue, plan: Plan, at: int, paid: Masks) -> _Till:
    fund, prices = plan.funds[at], plan.prices[at]
    rows = queue.rows_of(fund.area_code)
    first, last = queue.villages_of(fund.area_code)
    lengths = np.diff(queue.starts[first : last + 1])
    village = np.repeat(np.arange(last - first, dtype=np.int64), lengths)
    own = fund.per == "village"
    purse = village if own else np.zeros(len(village), np.int64)
    given = (
        released_in(queue.villages[first:last], plan, fund)
        if own
        else np.array([released(plan.months, fund.tranches)], np.int64)
    )
    helped = np.flatnonzero(paid[rows]) + rows.start
    line = in_villages(queue, fund, helped) if own else in_turn(queue, fund, helped)
    spent = np.zeros_like(given)
    last_of = np.full(given.shape, NOBODY, np.int64)
    for month, price in enumerate(prices):
        place = np.flatnonzero(paid[line] >> month & 1)
        of = purse[line[place] - rows.start]
        spent[:, month] = np.bincount(of, minlength=len(given)) * price
        last_of[of, month] = place  # the last one written stays
    free = given - np.cumsum(spent, axis=1)
    headroom = np.minimum.accumulate(free[:, ::-1], axis=1)[:, ::-1]
    short = headroom < np.array(prices, np.int64)
    bits = np.int32(1) << np.arange(len(prices), dtype=np.int32)
    most = np.iinfo(np.int64).max
    before_more = np.where(given < given[:, -1:], free, most)  # what is free while more is still to come
    later = np.minimum.accumulate(before_more[:, ::-1], axis=1)[:, ::-1] < np.array(prices, np.int64)
    counted = np.bincount(village[helped - rows.start], minlength=last - first)
    counted = counted + taken_in(queue.villages[first:last], fund)
    quota = fund.people_per_village
    return _Till(
        rows=rows,
        purse=purse,
        line=line,
        last=last_of,
        released=given,
        spent=spent,
        closed=(short * bits).sum(axis=1, dtype=np.int32),
        later=(later * bits).sum(axis=1, dtype=np.int32),
        full=np.full(len(village), fund.people is not None and len(helped) >= fund.people),
        village_full=(counted >= quota)[village] if quota is not None else np.zeros(len(village), bool),
    )


def _why(queue: Queue, fund: Fund, till: _Till, asks: Masks, paid: Masks) -> list[tuple[str, Masks]]:
    """Each reason with the months of each row it holds for."""
    closed, later = till.closed[till.purse], till.later[till.purse]
    passed = asks & _passed_over(queue, fund, till)
    quota = (asks & ~closed) | passed
    quota[paid != 0] = 0
    money = asks & closed & ~quota
    behind = till.full & _behind_the_last(queue, fund, till)
    return [
        ("money", money & ~later),
        ("money_later", money & later),
        ("quota", np.where(behind, quota, 0).astype(np.int32)),
        ("village_quota", np.where(behind, 0, quota).astype(np.int32)),
    ]


def _why_not_chosen(till: _Till, asks: Masks, paid: Masks, adds: Bools) -> list[tuple[str, Masks]]:
    """``_why`` where nobody has a turn: what binds, and whether the months would have been of use."""
    closed, later = till.closed[till.purse], till.later[till.purse]
    money, quota = asks & closed, np.where(paid != 0, 0, asks & ~closed)
    of_use: list[tuple[str, Masks]] = [
        ("aim_money", money & ~later),
        ("aim_money_later", money & later),
        ("aim_quota", np.where(till.full, quota, 0)),
        ("aim_village_quota", np.where(till.full, 0, quota)),
    ]
    told = [(reason, np.where(adds, masks, 0).astype(np.int32)) for reason, masks in of_use]
    return [*told, ("aim_no_gain", np.where(adds, 0, money | quota).astype(np.int32))]


def _keys(queue: Queue, fund: Fund, rows: Ints) -> Ints:
    """Smaller for whoever comes earlier in the fund's order across villages."""
    first = firsts(queue, fund, rows)
    turn = queue.turn[rows]
    return turn if first is None else turn + np.where(first, 0, len(queue.turn))


def _passed_over(queue: Queue, fund: Fund, till: _Till) -> Masks:
    """Per row: months that a later one in line of the same purse got. Only the quota of a village does that."""
    months = np.zeros(len(till.purse), np.int32)
    if fund.per == "area" and fund.people_per_village is not None:
        keys = _keys(queue, fund, np.arange(till.rows.start, till.rows.stop))
        for month, place in enumerate(till.last[0]):
            if place != NOBODY:
                months[keys < _keys(queue, fund, till.line[[place]])] |= np.int32(1 << month)
        months[~till.village_full] = 0
    return months


def _behind_the_last(queue: Queue, fund: Fund, till: _Till) -> Bools:
    """Per row: whether it stands behind everybody the fund pays."""
    keys = _keys(queue, fund, np.arange(till.rows.start, till.rows.stop))
    return keys > _keys(queue, fund, till.line).max(initial=-1)


def _above(queue: Queue, fund: Fund, till: _Till, rows: Ints, masks: Masks, reason: str) -> Ints:
    """Who stands just above each of ``rows``: the last one its purse paid in one of the months; where a quota is full,
    the last one it counts."""
    if reason == "quota":
        line = in_turn(queue, fund, np.sort(till.line))
        return np.full(len(rows), queue.person[line[-1]] if len(rows) else NOBODY, np.int64)
    place = np.full(len(rows), NOBODY, np.int64)
    if reason == "village_quota":
        of = np.searchsorted(queue.starts, till.line, side="right") - 1
        last = np.full(len(queue.villages), NOBODY, np.int64)
        last[of] = np.arange(len(of))
        place = last[np.searchsorted(queue.starts, rows + till.rows.start, side="right") - 1]
    else:
        purse = till.purse[rows]
        for month in range(till.last.shape[1]):
            asked = (masks >> month & 1).astype(bool)
            place = np.where(asked, np.maximum(place, till.last[purse, month]), place)
    people = np.append(queue.person[till.line], NOBODY)
    return np.asarray(people[place])


def _least_price(till: _Till, asks: Masks, prices: tuple[int, ...], shape: int) -> Ints:
    """Per purse: the lowest price of a month that somebody waits for."""
    least = np.full(shape, np.iinfo(np.int64).max, np.int64)
    for month, price in enumerate(prices):
        asked = np.zeros(shape, bool)
        asked[till.purse[(asks >> month & 1).astype(bool)]] = True
        least = np.where(asked, np.minimum(least, price), least)
    return least


def _table(queue: Queue, rows: Ints, months: Masks, reason: str, fund: int, above: Ints | None = None) -> pl.DataFrame:
    n = len(rows)
    return pl.DataFrame(
        {
            "person": queue.person[rows],
            "months": months.astype(np.int32),
            "reason": pl.repeat(reason, n, dtype=pl.String, eager=True),
            "fund": np.full(n, fund, np.int16),
            "above": np.full(n, NOBODY, np.int64) if above is None else above,
        }
    )
