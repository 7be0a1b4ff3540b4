"""From shares to whole people: what is whole already stays, and each village's rest is solved on its own with its part
of the money that villages share; what one village cannot use the next one gets."""

from time import monotonic

import numpy as np

from payung.engines.optimum.exact import UNIT, Followed, Left, all_left, solve
from payung.engines.optimum.master import Shares
from payung.engines.optimum.patterns import SCALE, Model
from payung.engines.optimum.purses import Array

EFFORT = 0.5
"""Most work on the rest of one village, in the solver's own measure of time."""

LOOSE = 2
"""People of a village taken back from whole patterns, so that villages can trade."""

CREDIT = 50
"""A village may use one part in so many of all shared money before its turn."""

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
        counts *= not _overdrawn(left)
    counts -= _loosened(of, shares, counts)
    left = all_left(of)
    found = _followed(shares, counts)
    use(of, left, found)
    missing = of.kinds.size.copy()
    np.subtract.at(missing, shares.patterns.kind, counts)
    found += _rests(of, _Parts(of, shares, counts), left, missing, until)
    return found + _pooled(of, left, missing, until)


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


def _loosened(of: Model, shares: Shares, counts: Array) -> Array:
    """People taken back from whole patterns: in each village a few that money shared with other villages pays, so that
    it can go where it completes what the village's own money leaves unfinished."""
    shared = np.array([fund.per == "area" for fund in of.plan.funds] + [False])
    uses = np.flatnonzero(shared[shares.patterns.by].any(axis=1) & (counts > 0))
    back = np.zeros_like(counts)
    village = of.kinds.village[shares.patterns.kind[uses]]
    taken: dict[int, int] = {}
    for at, place in zip(uses.tolist(), village.tolist(), strict=True):
        some = min(int(counts[at]), LOOSE - taken.get(place, 0))
        back[at] = some
        taken[place] = taken.get(place, 0) + some
    return back


class _Parts:
    """What of shared money and of the funds' people each village's loose people had in the shares."""

    def __init__(self, of: Model, shares: Shares, counts: Array) -> None:
        loose = shares.share - counts
        at = np.flatnonzero(loose > NEAR)
        self.kinds = np.unique(shares.patterns.kind[at])
        self.village = of.kinds.village[shares.patterns.kind[at]]
        self.by, self.loose, self.of = shares.patterns.by[at], loose[at], of
        order = np.argsort(self.village, kind="stable")
        self.village, self.by, self.loose = self.village[order], self.by[order], self.loose[order]
        self.asked = self._asked(shares)

    def _asked(self, shares: Shares) -> Array:
        """[fund, village, month]: price of a month of shared money, ``UNIT`` to one of the aim."""
        table = self.of.table
        later = np.cumsum(shares.prices.money[:, ::-1], axis=1)[:, ::-1]
        found = np.zeros((table.funds, len(table.villages), table.months), dtype=np.int64)
        for fund in range(table.funds):
            if self.of.plan.funds[fund].per == "area":
                cost = later[table.of[fund]] * table.prices[fund]
                found[fund] = np.where(table.of[fund][:, None] >= 0, cost // (SCALE // UNIT), 0)
        return found

    def money(self, village: int) -> dict[int, Array]:
        """Whole rupiah of each shared purse, up to each month."""
        table, found = self.of.table, {}
        inside = slice(*np.searchsorted(self.village, [village, village + 1]))
        for fund in range(table.funds):
            purse = int(table.of[fund, village])
            if purse >= 0 and table.village[purse] < 0:
                spent = ((self.by[inside] == fund) * table.prices[fund] * self.loose[inside][:, None]).sum(axis=0)
                found[purse] = np.rint(np.cumsum(spent)).astype(np.int64)
        return found

    def people(self, village: int) -> dict[int, float]:
        """People of each fund."""
        inside = slice(*np.searchsorted(self.village, [village, village + 1]))
        by, loose = self.by[inside], self.loose[inside]
        return {fund: float(((by == fund).any(axis=1) * loose).sum()) for fund in range(self.of.table.funds)}


def _rests(of: Model, parts: _Parts, left: Left, missing: Array, until: float) -> Followed:
    """Loose people of each village, solved village by village. Shared money costs its price in the shares; a village
    may use its part, what villages before it left, and a little on credit from those after it."""
    shared = np.flatnonzero(of.table.village < 0)
    carried = np.zeros_like(left.money)
    carried[shared] = left.money[shared] // CREDIT
    rooms = {fund: room / CREDIT for fund, room in enumerate(left.people) if room is not None}
    found: Followed = []
    for village in np.unique(parts.village).tolist():
        its = parts.kinds[(of.kinds.village[parts.kinds] == village) & (missing[parts.kinds] > 0)]
        for purse, money in parts.money(village).items():
            carried[purse] += money
        for fund, people in parts.people(village).items():
            if fund in rooms:
                rooms[fund] += people
        if monotonic() > until:
            break
        money = left.money.copy() if len(shared) else left.money
        money[shared] = np.minimum(money[shared], carried[shared])
        most = [None if room is None else min(room, int(rooms[f] + NEAR)) for f, room in enumerate(left.people)]
        allowed = Left(money, most, left.per_village, left.floor, left.target)
        paid = _solved(of, allowed, its, missing, until, parts.asked)
        before = left.money[shared].copy()
        use(of, left, paid)
        carried[shared] -= before - left.money[shared]
        for _, by, people in paid:
            for fund in set(by) & set(rooms):
                rooms[fund] -= people
        found += paid
    return found


def _pooled(of: Model, left: Left, missing: Array, until: float) -> Followed:
    """What is left when every village had its part: each in turn may use all of it."""
    found: Followed = []
    for village in np.unique(of.kinds.village[missing > 0]).tolist():
        if monotonic() > until:
            break
        its = np.flatnonzero((of.kinds.village == village) & (missing > 0))
        purses = {int(purse) for purse in of.table.of[:, village] if purse >= 0}
        if all(left.money[purse].max(initial=0) < of.table.prices[of.table.fund[purse]].min() for purse in purses):
            continue
        allowed = Left(left.money, left.people, left.per_village, None, left.target)
        paid = _solved(of, allowed, its, missing, until, None)
        use(of, left, paid)
        found += paid
    return found


def _solved(of: Model, allowed: Left, its: Array, missing: Array, until: float, asked: Array | None) -> Followed:
    sizes = {int(kind): int(missing[kind]) for kind in its}
    solved = solve(of, allowed, sizes, seconds=until - monotonic(), effort=EFFORT, asked=asked)
    if solved.followed is None and allowed.floor is not None:
        free = Left(allowed.money, allowed.people, allowed.per_village, None, allowed.target)
        solved = solve(of, free, sizes, seconds=until - monotonic(), effort=EFFORT, asked=asked)
    paid = [one for one in solved.followed or [] if any(fund >= 0 for fund in one[1])]
    for kind, _, people in paid:
        missing[kind] -= people
    return paid
