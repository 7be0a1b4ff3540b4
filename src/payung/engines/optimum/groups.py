"""People alike in every rule stand together: one village, the same funds, months, cover before, and standing.

Rules of money tell apart people of one group by nothing but the published order, so a plan for groups is a plan for
people: whoever comes first in the order takes the group's first share.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from payung.core.allocation.fund import Plan
from payung.engines.optimum.purses import Array, Purses, purses

MOST_FUNDS = 20


@dataclass(frozen=True)
class Groups:
    """People in the published order (``person``, ``group`` of each) and what is alike in each group.

    ``village``: place in ``Purses.villages``; ``open``: set of funds that may pay; ``first``: those of them in whose
    queue the group comes first; ``payable``: set of months that may be paid and that some fund pays; ``before``: months
    of cover as far as the aim tells them apart; ``size``: people.
    """

    person: Array
    group: Array
    village: Array
    open: Array
    first: Array
    payable: Array
    before: Array
    size: Array

    def __len__(self) -> int:
        return len(self.size)


def grouped(
    people: pl.DataFrame, plan: Plan, criteria: Sequence[str], told_apart: Sequence[int]
) -> tuple[Groups, Purses]:
    """Groups of ``people`` (``core.allocation.people.PEOPLE``) under ``plan``, and the plan's purses.

    ``criteria``: names in the order of the bits of ``holds``. ``told_apart``: ``before`` -> the class the aim sees, a
    list as long as the longest cover that matters; longer cover is of its last class.
    """
    rows = people.select("person", "village", "order", "payable", "holds", "before").sort("order", "person")
    codes, village = _coded(rows["village"])
    table = purses(plan, codes)
    kinds, holds = _coded(rows["holds"])
    who, first = _open_to(kinds, plan, criteria)
    served = _bits(table.of >= 0)
    opened = who[holds] & served[village]
    ahead = first[holds] & opened
    payable = rows["payable"].cast(pl.Int64).to_numpy() & _payable_by(table, opened)
    before = np.array(told_apart, dtype=np.int64)[
        np.clip(rows["before"].cast(pl.Int64).to_numpy(), 0, len(told_apart) - 1)
    ]
    keys = (village, *(_coded(pl.Series(part))[1] for part in (opened, ahead, payable, before)))
    side_by_side = packed(keys)
    _, firsts, group, size = np.unique(side_by_side, return_index=True, return_inverse=True, return_counts=True)
    village, opened, ahead, payable, before = (part[firsts] for part in (village, opened, ahead, payable, before))
    person = rows["person"].cast(pl.Int64).to_numpy()
    at = group.astype(np.int64)
    return Groups(person, at, village, opened, ahead, payable, before, size.astype(np.int64)), table


def apart(groups: Groups) -> Groups:
    """The same people, each a group of one: the model that needs no argument about groups."""
    at = groups.group
    return Groups(
        groups.person,
        np.arange(len(at), dtype=np.int64),
        groups.village[at],
        groups.open[at],
        groups.first[at],
        groups.payable[at],
        groups.before[at],
        np.ones(len(at), dtype=np.int64),
    )


def classes(groups: Groups) -> tuple[Array, Array, Array, Array, Array]:
    """Groups whom the same funds may pay, in one village and with the same standing: open, village and first of each
    such class, the class of each group, and what names a class (see ``class_name``)."""
    name = class_name(groups.open, groups.village, groups.first)
    names, at, of = np.unique(name, return_index=True, return_inverse=True)
    return groups.open[at], groups.village[at], groups.first[at], of.astype(np.int64), names


def class_name(opened: Array, village: Array, first: Array) -> Array:
    """One number for funds, village and standing; room for ``MOST_FUNDS`` and 8 million villages."""
    return (opened << 23 | village) << MOST_FUNDS | first


def many(values: Array) -> Array:
    """How many elements each set has."""
    return np.bitwise_count(values).astype(np.int64)


def _coded(column: pl.Series) -> tuple[Array, Array]:
    """The values, sorted, and the place of each row's among them."""
    values = column.unique().sort().cast(pl.Int64).to_numpy()
    return values, np.searchsorted(values, column.cast(pl.Int64).to_numpy()).astype(np.int64)


def _open_to(kinds: Array, plan: Plan, criteria: Sequence[str]) -> tuple[Array, Array]:
    bit = {name: 1 << place for place, name in enumerate(criteria)}
    who = np.zeros(len(kinds), dtype=np.int64)
    first = np.zeros(len(kinds), dtype=np.int64)
    for place, fund in enumerate(plan.funds):
        asked = sum(bit[name] for name in fund.who)
        ahead = sum(bit[name] for name in fund.first)
        who |= np.where(kinds & asked == asked, 1 << place, 0)
        first |= np.where(kinds & ahead != 0, 1 << place, 0)
    return who, first


def _bits(table: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Array:
    weights = (1 << np.arange(len(table), dtype=np.int64))[:, None]
    return np.asarray((table * weights).sum(axis=0), dtype=np.int64)


def _payable_by(table: Purses, opened: Array) -> Array:
    months = np.zeros(len(opened), dtype=np.int64)
    for fund in range(table.funds):
        months |= np.where(opened >> fund & 1 == 1, table.pays[fund], 0)
    return months


def packed(keys: Sequence[Array]) -> Array:
    """Keys of not too many values side by side in one whole number, the first the most significant."""
    number = np.zeros(len(keys[0]), dtype=np.int64)
    for key in keys:
        number = number * (int(key.max(initial=0)) + 1) + key
    return number
