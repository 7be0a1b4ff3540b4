"""From shares to whole people: what is whole already stays, and each village's rest is solved on its own with its part of
the money that villages share; what one village cannot use the next one gets."""

from time import monotonic

import numpy as np

from payung.engines.optimum.exact import Followed, Left, all_left, solve
from payung.engines.optimum.master import Shares
from payung.engines.optimum.patterns import Model
from payung.engines.optimum.purses import Array

EFFORT = 0.5
"""Most work on the rest of one village, in the solver's own measure of time."""

NEAR = 1e-6
"""Shares closer to a whole number than this are one."""


def whole(of: Model, shares: Shares, until: float) -> Followed:
    """Whole people on patterns, within every rule but perhaps the floors."""
    counts = np.floor(shares.share + NEAR).astype(np.int64)
    left = all_left(of)
    use(of, left, _followed(shares, counts))
    if _overdrawn(left):
        counts = np.floor(shares.share - NEAR).clip(0).astype(np.int64)
        left = all_left(of)
        use(of, left, _followed(shares, counts))
    found = _followed(shares, counts)
    missing = of.kinds.size.copy()
    np.subtract.at(missing, shares.patterns.kind, counts)
    for pooled in (False, True):
        found += _rests(of, shares, left, missing, until, pooled)
    return found


def use(of: Model, left: Left, followed: Followed) -> None:
    """Take from ``left`` what the patterns use."""
    table = of.table
    spent = np.zeros_like(left.money)
    for kind, by, people in followed:
        village = int(of.kinds.village[kind])
        for month, fund in enumerate(by):
            if fund >= 0:
                spent[table.of[fund, village], month] += people * int(table.prices[fund, month])
        for fund in {fund for fund in by if fund >= 0}:
            room = left.people[fund]
            if room is not None:
                left.people[fund] = room - people
            if fund in left.per_village:
                left.per_village[fund][village] -= people
    left.money -= np.cumsum(spent, axis=1)
    _reached(of, left, followed)


def _reached(of: Model, left: Left, followed: Followed) -> None:
    if left.target is None and left.floor is None:
        return
    floor = None if left.floor is None else left.floor.copy()
    target = None if left.target is None else left.target.copy()
    for kind, by, people in followed:
        village = int(of.kinds.village[kind])
        if floor is not None:
            floor[village] -= people * sum(fund >= 0 for fund in by)
        if target is not None:
            target[village] -= people * _worth(of, kind, by)
    left.floor, left.target = floor, target


def _worth(of: Model, kind: int, by: tuple[int, ...]) -> int:
    paid = sum(1 << month for month, fund in enumerate(by) if fund >= 0)
    return int(of.walk.worth(of.kinds.cover[kind : kind + 1], np.array([paid], dtype=np.int64))[0])


def _followed(shares: Shares, counts: Array) -> Followed:
    patterns = shares.patterns
    return [
        (int(patterns.kind[at]), tuple(patterns.by[at].tolist()), int(counts[at]))
        for at in np.flatnonzero(counts).tolist()
        if (patterns.by[at] >= 0).any()
    ]


def _overdrawn(left: Left) -> bool:
    return bool(
        (left.money < 0).any()
        or any(room is not None and room < 0 for room in left.people)
        or any((room < 0).any() for room in left.per_village.values())
    )


def _rests(of: Model, shares: Shares, left: Left, missing: Array, until: float, pooled: bool) -> Followed:
    """What is left in each village, solved village by village. ``pooled``: each may use all that is left, otherwise its
    part in the shares and what villages before it did not need."""
    parts = _parts(of, shares)
    carried = np.zeros_like(left.money)
    rooms: dict[int, float] = dict.fromkeys((fund for fund, room in enumerate(left.people) if room is not None), 0.0)
    found: Followed = []
    shared = np.flatnonzero(of.table.village < 0)
    for village in np.unique(of.kinds.village[parts[0]] if not pooled else of.kinds.village[missing > 0]).tolist():
        if monotonic() > until:
            break
        its = np.flatnonzero((of.kinds.village == village) & (missing > 0))
        if not pooled:
            its = np.intersect1d(its, parts[0])
            for purse, money in _its_money(of, shares, parts, village).items():
                carried[purse] += money
            for fund, people in _its_people(of, shares, parts, village).items():
                if fund in rooms:
                    rooms[fund] += people
        if not len(its):
            continue
        allowed = left
        if not pooled:
            money = left.money.copy() if len(shared) else left.money
            money[shared] = np.minimum(money[shared], carried[shared])
            most = [None if room is None else min(room, int(rooms[f] + NEAR)) for f, room in enumerate(left.people)]
            allowed = Left(money, most, left.per_village, None, left.target)
        else:
            allowed = Left(left.money, left.people, left.per_village, None, left.target)
        solved = solve(of, allowed, {int(k): int(missing[k]) for k in its}, seconds=until - monotonic(), effort=EFFORT)
        if not solved.followed:
            continue
        paid = [one for one in solved.followed if any(fund >= 0 for fund in one[1])]
        before = left.money[shared].copy()
        use(of, left, paid)
        carried[shared] -= before - left.money[shared]
        for kind, by, people in paid:
            missing[kind] -= people
            for fund in set(by) & set(rooms):
                rooms[fund] -= people
        found += paid
    return found


Parts = tuple[Array, Array, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]


def _parts(of: Model, shares: Shares) -> Parts:
    """Kinds with people in fractions; the patterns they share; the fractions."""
    fraction = shares.share - np.floor(shares.share + NEAR)
    at = np.flatnonzero(fraction > NEAR)
    return np.unique(shares.patterns.kind[at]), at, fraction[at]


def _its_money(of: Model, shares: Shares, parts: Parts, village: int) -> dict[int, Array]:
    """Money of shared purses that fractions of a village's people were given, up to each month."""
    table = of.table
    _, at, fraction = parts
    inside = of.kinds.village[shares.patterns.kind[at]] == village
    found: dict[int, Array] = {}
    for fund in range(table.funds):
        purse = int(table.of[fund, village])
        if purse < 0 or table.village[purse] >= 0:
            continue
        paid = shares.patterns.by[at[inside]] == fund
        spent = (paid * table.prices[fund] * fraction[inside][:, None]).sum(axis=0)
        found[purse] = np.rint(np.cumsum(spent)).astype(np.int64)
    return found


def _its_people(of: Model, shares: Shares, parts: Parts, village: int) -> dict[int, float]:
    _, at, fraction = parts
    inside = of.kinds.village[shares.patterns.kind[at]] == village
    by = shares.patterns.by[at[inside]]
    return {f: float(((by == f).any(axis=1) * fraction[inside]).sum()) for f in range(of.table.funds)}
