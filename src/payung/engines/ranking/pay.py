"""The published ranking: funds in their order, people in theirs, months in theirs."""

import numpy as np
import polars as pl
from numpy.typing import NDArray

from payung.core.allocation.criteria import bits_of
from payung.core.allocation.fund import Fund, Plan
from payung.core.allocation.money import released
from payung.engines.ranking.purses import Purses, pay_lines
from payung.engines.ranking.queue import Ints, Masks, Queue, line_up, may_pay


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
        paid = np.zeros(len(taken), np.int32)
        rows = queue.rows_of(fund.area_code)
        asks = may_pay(queue, fund, plan) & ~taken[rows]
        asking = np.flatnonzero(asks) + rows.start
        if len(asking):
            pay_fund = _from_villages if fund.per == "village" else _from_area
            line, got = pay_fund(queue, plan, at, asking, asks[asking - rows.start])
            paid[line] = got
            taken |= paid
        all_paid.append(paid)
    return all_paid


def as_table(queue: Queue, paid: list[Masks]) -> pl.DataFrame:
    """The table ``PAID``."""
    n = len(queue.person)
    numbered = n > 0 and int(queue.person.min()) == 0 and int(queue.person.max()) == n - 1
    people = None if numbered else np.sort(queue.person)
    place = queue.person if people is None else np.searchsorted(people, queue.person)
    grid = np.zeros((n, max(len(paid), 1)), np.int32)
    for fund, months in enumerate(paid):
        grid[place, fund] = months
    hits = np.flatnonzero(grid)
    row, fund_of = np.divmod(hits, grid.shape[1])
    return pl.DataFrame(
        {
            "person": row if people is None else people[row],
            "fund": fund_of.astype(np.int16),
            "months": grid.reshape(-1)[hits],
        },
        schema={"person": pl.Int64, "fund": pl.Int16, "months": pl.Int32},
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


def _from_villages(queue: Queue, plan: Plan, at: int, rows: Ints, asks: Masks) -> tuple[Ints, Masks]:
    fund = plan.funds[at]
    starts = np.searchsorted(rows, queue.starts)
    order = _fund_order(queue, fund, rows, starts)
    if order is not None:
        rows, asks = rows[order], asks[order]
    got = pay_lines(asks, starts, Purses(released_in(queue.villages, plan, fund), plan.prices[at]))
    if fund.people_per_village is not None:
        helped = np.concatenate([[0], np.cumsum(got != 0)])
        earlier = helped[:-1] - np.repeat(helped[starts[:-1]], np.diff(starts))
        got[earlier >= fund.people_per_village] = 0
    if fund.people is not None:
        _end_quota(queue, fund, rows, got)
    return rows, got


def _from_area(queue: Queue, plan: Plan, at: int, rows: Ints, asks: Masks) -> tuple[Ints, Masks]:
    fund = plan.funds[at]
    begins = rows[0]
    ask_of = np.zeros(int(rows[-1]) + 1 - begins, np.int32)
    ask_of[rows - begins] = asks
    line = in_turn(queue, fund, rows)
    limited = fund.people_per_village is not None
    village = np.searchsorted(queue.starts, line, side="right") - 1 if limited else None
    purse = Purses(np.array([released(plan.months, fund.tranches)], np.int64), plan.prices[at])
    starts = np.array([0, len(line)], np.int64)
    got = pay_lines(ask_of[line - begins], starts, purse, village, fund.people_per_village)
    if fund.people is not None:
        got[np.cumsum(got != 0) > fund.people] = 0
    return line, got


def in_villages(queue: Queue, fund: Fund, rows: Ints) -> Ints:
    """``rows``, village after village, in the fund's order within each."""
    order = _fund_order(queue, fund, rows, np.searchsorted(rows, queue.starts))
    return rows if order is None else rows[order]


def _fund_order(queue: Queue, fund: Fund, rows: Ints, starts: Ints) -> Masks | None:
    first = firsts(queue, fund, rows)
    return None if first is None else _first_in_each(first, starts)


def in_turn(queue: Queue, fund: Fund, rows: Ints) -> Ints:
    """``rows`` in the fund's order across villages."""
    if len(rows) * 8 > len(queue.person):
        chosen = np.zeros(len(queue.person), bool)
        chosen[rows] = True
        line = queue.by_turn[chosen[queue.by_turn]]
    else:
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


def _end_quota(queue: Queue, fund: Fund, rows: Ints, got: Masks) -> None:
    """Take back what people beyond the quota of the whole fund got; ``rows`` stand village after village."""
    helped = np.flatnonzero(got)
    if fund.people is None or len(helped) <= fund.people:
        return
    turn = queue.turn[rows[helped]]
    first = firsts(queue, fund, rows[helped])
    if first is not None:
        turn = turn + np.where(first, 0, len(queue.turn))
    got[helped[np.argsort(turn)[fund.people :]]] = 0
