"""No money is left where it can still pay: months the aim does not need are paid in the published order."""

import numpy as np

from payung.engines.optimum.exact import Followed, Left
from payung.engines.optimum.groups import Groups
from payung.engines.optimum.patterns import Model, paid_months
from payung.engines.optimum.purses import Array

Months = np.ndarray[tuple[int, ...], np.dtype[np.int8]]
"""[person in the order of ``Groups``, month]: the fund that pays, -1 for none."""


def persons_of(of: Model, groups: Groups, followed: Followed) -> Months:
    """Patterns of kinds given to persons: in each kind, who comes first in some fund's queue and then in the order
    takes the pattern that is worth most, among equals the one with most months."""
    by = np.full((len(groups.person), of.table.months), -1, dtype=np.int8)
    kind = of.kinds.of[groups.group]
    behind = groups.first[groups.group] == 0
    rows = np.lexsort((np.arange(len(kind)), behind, kind))
    begin = np.searchsorted(kind[rows], np.arange(len(of.kinds)))
    for at, pattern, people in sorted(followed, key=lambda one: (one[0], *_rank(of, one[0], one[1]), one[1])):
        by[rows[begin[at] : begin[at] + people]] = pattern
        begin[at] += people
    return by


def fill(of: Model, groups: Groups, by: Months, left: Left) -> None:
    """Pay, fund by fund, person by person in the order and month by month, what ``left`` still pays; changes ``by`` and
    ``left``. A fund that limits its people has one queue over all its villages."""
    opened, village = groups.open[groups.group], groups.village[groups.group]
    payable = groups.payable[groups.group]
    for fund in range(of.table.funds):
        ahead = groups.first[groups.group] >> fund & 1
        rows = np.flatnonzero((opened >> fund & 1 == 1) & (payable & of.table.pays[fund] & ~paid_months(by) != 0))
        purse = of.table.of[fund, village[rows]]
        queue = np.zeros_like(purse) if left.people[fund] is not None else purse
        rows = rows[np.lexsort((rows, 1 - ahead[rows], queue))]
        _serve(of, fund, rows, village, payable, by, left)


def _serve(of: Model, fund: int, rows: Array, village: Array, payable: Array, by: Months, left: Left) -> None:
    table, prices = of.table, of.table.prices[fund].tolist()
    pays, quota = int(table.pays[fund]), left.per_village.get(fund)
    known = (by[rows] == fund).any(axis=1).tolist()
    unpaid = (payable[rows] & pays & ~paid_months(by[rows])).tolist()
    purses, villages = table.of[fund, village[rows]].tolist(), village[rows].tolist()
    money: dict[int, list[int]] = {}
    rest: dict[int, int] = {}
    for at, row in enumerate(rows.tolist()):
        purse = purses[at]
        if purse not in money:
            money[purse] = left.money[purse].tolist()
            rest[purse] = _open_months(money[purse], prices)
        wanted = unpaid[at] & rest[purse]
        if not wanted or not (known[at] or _has_room(left, fund, quota, villages[at])):
            continue
        taken = _take(money[purse], prices, wanted)
        rest[purse] = _open_months(money[purse], prices)
        for month in range(table.months):
            if taken >> month & 1:
                by[row, month] = fund
        if taken and not known[at]:
            _enter(left, fund, quota, villages[at])
    for purse, rupiah in money.items():
        left.money[purse] = rupiah


def _take(money: list[int], prices: list[int], months: int) -> int:
    """Months of the set that the money pays, the first ones first; takes the money."""
    taken = 0
    for month, price in enumerate(prices):
        if months >> month & 1 and min(money[month:]) >= price:
            taken |= 1 << month
            for later in range(month, len(money)):
                money[later] -= price
    return taken


def _open_months(money: list[int], prices: list[int]) -> int:
    return sum(1 << month for month, price in enumerate(prices) if min(money[month:]) >= price)


def _has_room(left: Left, fund: int, quota: Array | None, village: int) -> bool:
    room = left.people[fund]
    return (room is None or room > 0) and (quota is None or int(quota[village]) > 0)


def _enter(left: Left, fund: int, quota: Array | None, village: int) -> None:
    room = left.people[fund]
    if room is not None:
        left.people[fund] = room - 1
    if quota is not None:
        quota[village] -= 1


def _rank(of: Model, kind: int, pattern: tuple[int, ...]) -> tuple[int, int]:
    paid = sum(1 << month for month, fund in enumerate(pattern) if fund >= 0)
    worth = of.walk.worth(of.kinds.cover[kind : kind + 1], np.array([paid], dtype=np.int64))
    return -int(worth[0]), -paid.bit_count()
