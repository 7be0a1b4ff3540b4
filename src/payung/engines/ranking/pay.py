"""The published ranking: funds in their order, people in theirs, months in theirs."""

from collections.abc import Iterator

import numpy as np
import polars as pl
from numpy.typing import NDArray

from payung.core.allocation.criteria import bits_of
from payung.core.allocation.fund import Fund, Plan
from payung.core.allocation.money import released
from payung.engines.plan_tables import schema_of
from payung.engines.ranking.purses import Purses, pay_lines
from payung.engines.ranking.queue import Ints, Masks, Queue, line_up, may_pay

BLOCK = 2**18
"""People who are looked at together."""

Part = tuple[Ints, Masks]
"""Rows of the queue that a fund pays, and the months of each."""


def rank_and_pay(people: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """Who is paid by which fund in which months: the table ``PAID`` for the table ``PEOPLE``, rows in any order.

    Funds pay in the order of the plan. In a purse holders of one of ``fund.first`` come before others, then smaller
    ``order``, then smaller ``person``; each gets, month after month, every month still unpaid that the purse can pay
    within what is released by then, while quotas have room. A quota of people over villages is filled in the same
    order. Nothing payable is left that money at hand may pay.
    """
    queue = line_up(people, plan)
    return as_table(queue, pay(queue, plan))


def pay(queue: Queue, plan: Plan) -> list[Masks]:
    """Per fund of the plan: the months it pays of each row of ``queue``."""
    taken = np.zeros(len(queue.person), np.int32)
    all_paid = []
    for at, fund in enumerate(plan.funds):
        parts = (_from_villages if fund.per == "village" else _from_area)(queue, plan, at, taken)
        paid = np.zeros(len(taken), np.int32)
        for rows, got in parts:
            paid[rows] = got
            taken[rows] |= got
        all_paid.append(paid)
    return all_paid


def as_table(queue: Queue, paid: list[Masks]) -> pl.DataFrame:
    """The table ``PAID``."""
    tables = [pl.DataFrame(schema=schema_of("paid"))]
    for fund, months in enumerate(paid):
        rows = np.flatnonzero(months)
        of_fund = {"person": queue.person[rows], "fund": np.full(len(rows), fund, np.int16), "months": months[rows]}
        tables.append(pl.DataFrame(of_fund))
    table = pl.concat(tables)
    if len(paid) > 2**7 or not table["person"].is_between(0, 2**32 - 1).all():
        return table.sort("person", "fund")
    number = table["person"].to_numpy() << 31 | table["fund"].to_numpy().astype(np.int64) << 24
    packed = pl.Series(number | table["months"].to_numpy()).sort().to_numpy()  # one number sorts faster than three
    return pl.DataFrame(
        {
            "person": packed >> 31,
            "fund": (packed >> 24 & 127).astype(np.int16),
            "months": (packed & 2**24 - 1).astype(np.int32),
        }
    )


def from_table(queue: Queue, paid: pl.DataFrame, funds: int) -> list[Masks]:
    """What ``as_table`` was made from: per fund the months it pays for each row of the queue."""
    by_person = np.argsort(queue.person, kind="stable")
    rows = by_person[np.searchsorted(queue.person[by_person], paid["person"].to_numpy())]
    months = [np.zeros(len(queue.person), np.int32) for _ in range(funds)]
    for fund in range(funds):
        of_fund = (paid["fund"] == fund).to_numpy()
        months[fund][rows[of_fund]] = paid["months"].to_numpy()[of_fund]
    return months


def _from_villages(queue: Queue, plan: Plan, at: int, taken: Masks) -> list[Part]:
    """Village after village, some at a time: what is at hand stays in the processor's cache."""
    fund = plan.funds[at]
    first, last = queue.villages_of(fund.area_code)
    parts = []
    while first < last:
        then = int(np.searchsorted(queue.starts, queue.starts[first] + BLOCK, side="right")) - 1
        then = min(max(then, first + 1), last)
        parts.append(_some_villages(queue, plan, at, taken, first, then))
        first = then
    return _within_quota(queue, fund, parts) if fund.people is not None else parts


def _some_villages(queue: Queue, plan: Plan, at: int, taken: Masks, first: int, last: int) -> Part:
    fund = plan.funds[at]
    rows = slice(int(queue.starts[first]), int(queue.starts[last]))
    asks = may_pay(queue, fund, plan, rows) & ~taken[rows]
    asking = np.flatnonzero(asks)
    starts = np.searchsorted(asking, queue.starts[first : last + 1] - rows.start)
    asks, asking = asks[asking], asking + rows.start
    order = _fund_order(queue, fund, asking, starts)
    if order is not None:
        asking, asks = asking[order], asks[order]
    got = pay_lines(asks, starts, Purses(released_in(queue.villages[first:last], plan, fund), plan.prices[at]))
    if fund.people_per_village is not None:
        helped = np.concatenate([[0], np.cumsum(got != 0)])
        earlier = helped[:-1] - np.repeat(helped[starts[:-1]], np.diff(starts))
        earlier += np.repeat(taken_in(queue.villages[first:last], fund), np.diff(starts))
        got[earlier >= fund.people_per_village] = 0
    return _helped(asking, got)


def _from_area(queue: Queue, plan: Plan, at: int, taken: Masks) -> list[Part]:
    """Block after block of the line, until the purse can pay no month or the quota is full."""
    fund = plan.funds[at]
    purse = Purses(np.array([released(plan.months, fund.tranches)], np.int64), plan.prices[at])
    room = len(taken) if fund.people is None else fund.people
    counted = taken_in(queue.villages, fund) if fund.people_per_village is not None else None
    parts: list[Part] = []
    for line in _blocks(queue, fund):
        if room == 0 or not purse.open[0]:
            break
        asks = may_pay(queue, fund, plan, line) & ~taken[line]
        asking = np.flatnonzero(asks)
        line, asks = line[asking], asks[asking]
        village = None if counted is None else np.searchsorted(queue.starts, line, side="right") - 1
        starts = np.array([0, len(line)], np.int64)
        got = pay_lines(asks, starts, purse, village, fund.people_per_village, counted)
        line, got = _helped(line, got)
        parts.append((line[:room], got[:room]))
        room -= min(len(line), room)
    return parts


def _helped(rows: Ints, got: Masks) -> Part:
    helped = np.flatnonzero(got)
    return rows[helped], got[helped]


def _blocks(queue: Queue, fund: Fund) -> Iterator[Ints]:
    """The people of the fund's area in its order, a block at a time."""
    rows = queue.rows_of(fund.area_code)
    few = (rows.stop - rows.start) * 8 < len(queue.turn)
    line = np.argsort(queue.turn[rows]) + rows.start if few else queue.by_turn
    for leading in (True, False) if fund.first else (False,):
        for start in range(0, len(line), BLOCK):
            block = line[start : start + BLOCK]
            if not few:
                block = block[(block >= rows.start) & (block < rows.stop)]
            first = firsts(queue, fund, block)
            yield block if first is None else block[first == leading]


def in_villages(queue: Queue, fund: Fund, rows: Ints) -> Ints:
    """``rows``, village after village, in the fund's order within each."""
    order = _fund_order(queue, fund, rows, np.searchsorted(rows, queue.starts))
    return rows if order is None else rows[order]


def _fund_order(queue: Queue, fund: Fund, rows: Ints, starts: Ints) -> Masks | None:
    first = firsts(queue, fund, rows)
    return None if first is None else _first_in_each(first, starts)


def in_turn(queue: Queue, fund: Fund, rows: Ints) -> Ints:
    """``rows`` in the fund's order across villages."""
    line = rows[np.argsort(queue.turn[rows])]
    first = firsts(queue, fund, line)
    return line if first is None else np.concatenate([line[first], line[~first]])


def firsts(queue: Queue, fund: Fund, rows: Ints) -> NDArray[np.bool_] | None:
    """Which of ``rows`` come before the others; None where the fund has no such rule."""
    return (queue.holds[rows] & np.int64(bits_of(fund.first))) != 0 if fund.first else None


def released_in(villages: Ints, plan: Plan, fund: Fund) -> Ints:
    """Villages × months: whole rupiah that can be spent through each month in each village."""
    table = np.tile(np.array(released(plan.months, fund.tranches), np.int64), (len(villages), 1))
    for code, tranches in (fund.village_tranches or {}).items():
        at = int(np.searchsorted(villages, int(code)))
        if at < len(villages) and villages[at] == int(code):
            table[at] = released(plan.months, tranches)
    return table


def taken_in(villages: Ints, fund: Fund) -> Ints:
    """How many people of each of ``villages`` (their codes, in order) have a place of ``fund`` by decrees before."""
    taken = np.zeros(len(villages), np.int64)
    for code, people in (fund.people_taken or {}).items():
        at = int(np.searchsorted(villages, int(code)))
        if at < len(villages) and villages[at] == int(code):
            taken[at] = people
    return taken


def _first_in_each(first: NDArray[np.bool_], starts: Ints) -> Masks:
    """The order that puts, within each part, the ``first`` before the others and changes nothing else."""
    lengths = np.diff(starts)
    before = np.zeros(len(first) + 1, np.int32)
    np.cumsum(first, out=before[1:])
    ahead = before[:-1]
    at = np.arange(len(first), dtype=np.int32)
    to_front = np.repeat((starts[:-1] - before[starts[:-1]]).astype(np.int32), lengths)
    to_back = np.repeat(before[starts[1:]], lengths)
    order = np.empty(len(first), np.int32)
    order[np.where(first, to_front + ahead, at + to_back - ahead)] = at
    return order


def _within_quota(queue: Queue, fund: Fund, parts: list[Part]) -> list[Part]:
    """Without what people beyond the quota of the whole fund got."""
    rows = np.concatenate([np.zeros(0, np.int64), *(rows for rows, _ in parts)])
    got = np.concatenate([np.zeros(0, np.int32), *(got for _, got in parts)])
    turn = queue.turn[rows]
    first = firsts(queue, fund, rows)
    if first is not None:
        turn = turn + np.where(first, 0, len(queue.turn))
    counted = np.argsort(turn)[: fund.people]
    return [(rows[counted], got[counted])]
