"""What is left of a fund after money of it was spent: the fund as a plan for further people may see it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from payung.core.allocation.fund import Fund, Tranche

WHOLE = ""
"""Stands where the code of a village would: the one purse of a fund per "area"."""


@dataclass(frozen=True)
class Spent:
    """What became of the money of a purse, in whole rupiah.

    ``given``: month (yyyymm) -> price of the person-months that are held of it; ``besides``: what went another way and
    is of no month: given back to the owner, or a credit at BPJS; ``received``: what came in, which may be less than the
    tranches promise, or more. ``people``: how many hold months of it; ``villages``: code of the village they live in ->
    how many of them, as far as it is known.
    """

    given: Mapping[int, int]
    besides: int = 0
    received: int = 0
    people: int = 0
    villages: Mapping[str, int] = field(default_factory=dict)


def tranches_left(tranches: Iterable[Tranche], given: Mapping[int, int], besides: int = 0) -> tuple[Tranche, ...]:
    """What can still be spent, as tranches of the same months, in their order; the same ones where nothing was spent.

    What is given on a month is no longer there for later ones, and of an earlier tranche there is only as much left as
    every later month can spare. ``besides`` counts at the last month, so it is taken from the money that comes last.
    More given than there is leaves nothing, never less.

    >>> january, july = Tranche(202701, 30), Tranche(202707, 70)
    >>> [one.amount for one in tranches_left([january, july], {202703: 10})]
    [20, 70]
    >>> [one.amount for one in tranches_left([january, july], {202708: 80})]
    [20, 0]
    >>> [one.amount for one in tranches_left([january, july], {}, besides=75)]
    [25, 0]
    """
    before = tuple(tranches)
    if not besides and not any(given.values()):
        return before
    room = sum(one.amount for one in before) - sum(given.values()) - besides
    through: dict[int, int] = {}  # month -> what can still be spent on it and all before, the last month first
    for month in sorted({one.month for one in before} | set(given), reverse=True):
        come = sum(one.amount for one in before if one.month <= month)
        gone = sum(amount for each, amount in given.items() if each <= month)
        through[month] = room = min(room, come - gone)
    left, told = [], 0
    for month in sorted({one.month for one in before}):
        left.append(Tranche(month, max(0, through[month]) - told))
        told += left[-1].amount
    return tuple(left)


def fund_left(fund: Fund, purses: Mapping[str, Spent]) -> Fund:
    """``fund`` with what is left of it; ``purses``: code of the village (``WHOLE`` per "area") -> what became of it.

    Whoever holds months of the fund takes a place of ``people``; where no place is left, there is no money either, for
    the least limit is 1. Somebody who holds months of two villages counts twice. They take one of
    ``people_per_village`` too: in the village whose purse pays, or where there is one purse, in the one they live in.

    >>> from payung.core.basis.text import Text
    >>> fund = Fund("a", Text("a", "a"), "zakat", "SA", "a", "15", "area", (Tranche(202701, 50),), (202701,), people=3)
    >>> left = fund_left(fund, {WHOLE: Spent({202701: 20}, received=50, people=1)})
    >>> left.tranches[0].amount, left.people
    (30, 2)
    """
    taken = sum(spent.people for spent in purses.values())
    if fund.people is not None and taken >= fund.people:
        return replace(fund, tranches=_nothing(fund.tranches), village_tranches=None)
    fund = replace(fund, people=None if fund.people is None else fund.people - taken)
    if fund.people_per_village is not None:
        own = {village: spent.people for village, spent in purses.items()}
        there = own if fund.per == "village" else purses.get(WHOLE, Spent({})).villages
        fund = replace(
            fund, people_taken={village: there[village] for village in sorted(there) if there[village]} or None
        )
    if fund.per == "area":
        return replace(fund, tranches=_of_purse(fund.tranches, purses[WHOLE])) if WHOLE in purses else fund
    usual, changed = fund.village_tranches or {}, {}
    for village in sorted(purses.keys() - {WHOLE}):
        spent, before = purses[village], usual.get(village, fund.tranches)
        after = _of_purse(before, spent)
        if after != before:
            changed[village] = after
    return replace(fund, village_tranches={**usual, **changed}) if changed else fund


def _of_purse(tranches: tuple[Tranche, ...], spent: Spent) -> tuple[Tranche, ...]:
    """What came in above the tranches is no plan's, so what went another way is taken from it first."""
    more = max(0, spent.received - sum(one.amount for one in tranches))
    return tranches_left(tranches, spent.given, max(0, spent.besides - more))


def _nothing(tranches: Iterable[Tranche]) -> tuple[Tranche, ...]:
    return tuple(replace(one, amount=0) for one in tranches)
