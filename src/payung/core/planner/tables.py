"""The tables of a plan as arrays: who could be paid, and who is paid."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from payung.core.allocation.criteria import bits_of
from payung.core.allocation.fund import Fund, Plan

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]

_BELOW = {digits: 10 ** (10 - digits) for digits in range(1, 11)}


@dataclass(frozen=True)
class People:
    """``allocation.people.PEOPLE`` in the order of ``person`` 0, 1, 2 …; one entry a person in each."""

    village: Ints
    order: Ints
    payable: Ints
    holds: Ints
    before: Ints


@dataclass(frozen=True)
class Paid:
    """``allocation.people.PAID``: one entry a person and fund in each."""

    person: Ints
    fund: Ints
    months: Ints


def months_paid(people: People, paid: Paid) -> Ints:
    """Per person the set of months somebody pays; 0 for most people where money is short."""
    found = np.zeros(len(people.village), np.int64)
    if len(paid.person):
        rows = np.argsort(paid.person, kind="stable") if (np.diff(paid.person) < 0).any() else slice(None)
        person, months = paid.person[rows], paid.months[rows]
        first = np.flatnonzero(np.diff(person, prepend=-1))
        found[person[first]] = np.bitwise_or.reduceat(months, first)
    return found


def counts_by_month(sets: Ints, months: int) -> Ints:
    """How many of ``sets`` hold each of the first ``months`` months."""
    return np.array([int((sets >> month & 1).sum()) for month in range(months)], np.int64)


def size(sets: Ints, months: int) -> Ints:
    """How many months each set holds."""
    found = np.zeros(len(sets), np.int64)
    for month in range(months):
        found += sets >> month & 1
    return found


def within(village: Ints, area_code: str) -> Bools:
    """Which villages lie in the area whose Kemendagri code is ``area_code`` (1 to 10 digits, or none: the country)."""
    if not area_code:
        return np.ones(len(village), dtype=bool)
    return village // _BELOW[len(area_code)] == int(area_code)


def may_be_paid(people: People, fund: Fund, months: Sequence[int]) -> Ints:
    """Per person the set of months ``fund`` may pay, money and quotas aside."""
    named = sum(1 << place for place, month in enumerate(months) if month in fund.months)
    wanted = bits_of(fund.who)
    allowed = within(people.village, fund.area_code) & (people.holds & wanted == wanted)
    return np.where(allowed, people.payable & named, 0)


def money_of(plan: Plan, fund: Fund, villages: Sequence[int]) -> int:
    """Whole rupiah ``fund`` is given by the end of the plan, all purses together.

    ``villages``: those that have a purse where money is given by village; only those in its area count, and those the
    fund names.
    """
    if fund.per == "area":
        return money_of_purse(plan, fund, 0)
    inside = {int(village) for village in villages if str(village).startswith(fund.area_code)}
    return sum(money_of_purse(plan, fund, village) for village in inside | set(map(int, fund.village_tranches or {})))


def money_of_purse(plan: Plan, fund: Fund, village: int) -> int:
    """Whole rupiah the purse of ``village`` (0: that of the area) is given by the end of the plan."""
    tranches = (fund.village_tranches or {}).get(str(village), fund.tranches)
    return sum(tranche.amount for tranche in tranches if tranche.month <= plan.months[-1])
