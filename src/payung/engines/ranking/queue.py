"""People as arrays that stand in line: village after village, and across villages."""

from dataclasses import dataclass

import numpy as np
import polars as pl
from numpy.typing import NDArray

from payung.core.allocation.criteria import bits_of
from payung.core.allocation.fund import Fund, Plan

Ints = NDArray[np.int64]
Masks = NDArray[np.int32]
CODE_DIGITS = 10


@dataclass(frozen=True)
class Queue:
    """n people in v villages, sorted by village, then published order, then person.

    ``starts[i]`` is where the people of ``villages[i]`` begin, and ``starts[v]`` is n. ``turn``: place of each in the
    order of all villages together, from 0; ``by_turn``: the row that has a place.
    """

    person: Ints
    asks: Masks  # months that may be paid, within the plan
    holds: Ints
    villages: Ints
    starts: Ints
    turn: Ints
    by_turn: Ints

    def rows_of(self, area_code: str) -> slice:
        """The rows of people whose village begins with ``area_code``."""
        first, last = self.villages_of(area_code)
        return slice(int(self.starts[first]), int(self.starts[last]))

    def villages_of(self, area_code: str) -> tuple[int, int]:
        """The first village that begins with ``area_code`` (all, where it is empty), and the one after the last."""
        unit = 10 ** (CODE_DIGITS - len(area_code))
        number = int(f"0{area_code}")
        ends = (number * unit, (number + 1) * unit)
        return int(np.searchsorted(self.villages, ends[0])), int(np.searchsorted(self.villages, ends[1]))


def line_up(people: pl.DataFrame, plan: Plan) -> Queue:
    """The queue of the table ``PEOPLE``, whose rows may come in any order."""
    if not people["person"].is_sorted():
        people = people.sort("person")
    n = people.height
    codes = people["village"].unique().sort()
    places = pl.DataFrame({"village": codes, "at": np.arange(codes.len(), dtype=np.int64)})
    village = people.select("village").join(places, on="village", how="left", maintain_order="left")["at"].to_numpy()
    by_order = people.select(pl.arg_sort_by("order", maintain_order=True)).to_series().to_numpy()
    packed = village[by_order] << 32 | np.arange(n, dtype=np.int64)
    packed = pl.Series(packed).sort().to_numpy()
    turn = packed & (2**32 - 1)
    rows = by_order[turn]
    by_turn = np.empty(n, np.int64)
    by_turn[turn] = np.arange(n, dtype=np.int64)
    lined = people.select(pl.col("person", "payable", "holds").gather(pl.Series(rows)))
    return Queue(
        person=lined["person"].to_numpy(),
        asks=lined["payable"].to_numpy() & np.int32(2 ** len(plan.months) - 1),
        holds=lined["holds"].to_numpy(),
        villages=codes.to_numpy(),
        starts=np.searchsorted(packed, np.arange(codes.len() + 1, dtype=np.int64) << 32),
        turn=turn,
        by_turn=by_turn,
    )


def may_pay(queue: Queue, fund: Fund, plan: Plan, rows: slice | Ints | None = None) -> Masks:
    """For each of ``rows``, within ``queue.rows_of(fund.area_code)``, all of them where none are given: the months the
    fund may pay by area, criteria and months."""
    rows = queue.rows_of(fund.area_code) if rows is None else rows
    months = sum(1 << at for at, month in enumerate(plan.months) if month in set(fund.months))
    asks = queue.asks[rows] & np.int32(months)
    if fund.who:
        who = np.int64(bits_of(fund.who))
        asks[(queue.holds[rows] & who) != who] = 0
    return asks
