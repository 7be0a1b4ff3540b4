"""A scenario: the plan with another budget, quota, duration or law. Nothing else about it changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from payung.core.allocation.aim import Aim
from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.allocation.funds_file import prices
from payung.core.allocation.money import shares
from payung.core.basis.text import Text
from payung.core.law.book import LawBook
from payung.core.law.values import Number
from payung.core.planner.membership import Ints
from payung.core.planner.months import between, later

KEEP = -1
"""A limit that stays as it is; None lifts it."""

LONGEST_PLAN = 24


@dataclass(frozen=True)
class FundChange:
    """What becomes of the fund ``fund``, or of every fund where it is None.

    ``budget``: whole rupiah a purse in all, shared over its tranches as they were; ``starts``: the first month it may
    pay, and the month its earlier money arrives; ``also_who``: criteria on top of its own.
    """

    fund: str | None
    budget: int | None = None
    budget_percent: int | None = None
    people: int | None = KEEP
    people_per_village: int | None = KEEP
    months: int | None = None
    until: int | None = None
    starts: int | None = None
    also_who: tuple[str, ...] = ()
    left_out: bool = False


@dataclass(frozen=True)
class LawChange:
    """``key`` of the law is ``amount`` from ``since`` on, or is read as ``reading`` on every day."""

    key: str
    since: date | None = None
    amount: int | None = None
    reading: str | None = None


@dataclass(frozen=True)
class Again:
    """The same funds once more: their first month is then ``first``, and the plan ends ``months`` months later."""

    first: int
    months: int


@dataclass(frozen=True)
class Best:
    """The best plan for ``aim`` instead of the published ranking; the search ends after ``seconds``."""

    aim: Aim
    seconds: int


@dataclass(frozen=True)
class Scenario:
    """One way things could go; without changes it is the plan as it stands. ``best``: None is the published ranking."""

    id: str
    name: Text
    funds: tuple[FundChange, ...] = ()
    law: tuple[LawChange, ...] = ()
    again: Again | None = None
    best: Best | None = None


def changed_law(book: LawBook, changes: Sequence[LawChange]) -> LawBook:
    """The law with ``changes``. A new amount holds from its day on, whatever later values the file has.

    Raises: UnknownParameter, UnknownReading, NoValueInForce; TypeError where the key holds no number.
    """
    for change in changes:
        if change.reading is not None:
            book = book.read_as(change.key, change.reading)
        if change.amount is not None and change.since is not None:
            parameter = book.parameter(change.key)
            before = parameter.on(change.since)
            if not isinstance(before, Number):
                raise TypeError(f"{change.key} holds {type(before).__name__}, not a number")
            new = replace(before, since=change.since, amount=change.amount, checked=None, quoted=None)
            earlier = tuple(value for value in parameter.values if value.since < change.since)
            changed = replace(parameter, values=(*earlier, new))
            book = LawBook({**book.parameters, change.key: changed})
    return book


def changed_plan(plan: Plan, scenario: Scenario, book: LawBook) -> Plan:
    """The plan of ``scenario``; ``book`` is its law. Prices are those of ``plan`` unless law or months change.

    Raises: NoValueInForce; ValueError where a month of ``prices`` is not whole rupiah.
    """
    funds: list[Fund] = []
    kept: list[int] = []
    for number, fund in enumerate(plan.funds):
        mine = [change for change in scenario.funds if change.fund in (None, fund.id)]
        if any(change.left_out for change in mine):
            continue
        for change in mine:
            fund = _changed(fund, change)
        funds.append(fund)
        kept.append(number)
    months = plan.months
    if scenario.again:
        months = between(plan.months[0], later(scenario.again.first, scenario.again.months - 1))
        ahead = len(between(plan.months[0], scenario.again.first)) - 1
        funds += [_again(fund, ahead, months) for fund in funds]
    if scenario.law or scenario.again:
        return Plan(months, tuple(funds), prices(months, funds, book))
    return Plan(months, tuple(funds), tuple(plan.prices[number] for number in kept))


def payable_in(payable: Ints, before: Sequence[int], months: Sequence[int]) -> Ints:
    """Sets of ``before`` as sets of ``months``, which begin alike; a later month may be paid if the last one could.

    What becomes of a person after the plan is not known: nobody dies, ages or finds other cover in those months.
    """
    behind = len(months) - len(before)
    payable = payable & (1 << min(len(months), len(before))) - 1
    if behind <= 0:
        return payable
    last = payable >> (len(before) - 1) & 1
    return np.asarray(payable | last * ((1 << behind) - 1 << len(before)), np.int64)


def _changed(fund: Fund, change: FundChange) -> Fund:
    months = fund.months
    if change.starts is not None:
        months = tuple(month for month in months if month >= change.starts)
        fund = _each_tranches(fund, lambda tranches: _not_before(tranches, change.starts or 0))
    if change.until is not None:
        months = tuple(month for month in months if month <= change.until)
    if change.months is not None:
        months = months[: change.months]
    if change.budget_percent is not None:
        percent = change.budget_percent
        fund = _each_tranches(fund, lambda tranches: _worth(tranches, _total(tranches) * percent // 100))
    if change.budget is not None:
        fund = replace(fund, tranches=_worth(fund.tranches, change.budget), village_tranches=None)
    return replace(
        fund,
        months=months,
        who=tuple(dict.fromkeys((*fund.who, *change.also_who))),
        people=fund.people if change.people == KEEP else change.people,
        people_per_village=fund.people_per_village if change.people_per_village == KEEP else change.people_per_village,
    )


def _each_tranches(fund: Fund, made: Callable[[Sequence[Tranche]], tuple[Tranche, ...]]) -> Fund:
    own = fund.village_tranches
    return replace(
        fund,
        tranches=made(fund.tranches),
        village_tranches=None if own is None else {village: made(tranches) for village, tranches in own.items()},
    )


def _not_before(tranches: Sequence[Tranche], month: int) -> tuple[Tranche, ...]:
    return tuple(replace(tranche, month=max(tranche.month, month)) for tranche in tranches)


def _total(tranches: Sequence[Tranche]) -> int:
    return sum(tranche.amount for tranche in tranches)


def _worth(tranches: Sequence[Tranche], amount: int) -> tuple[Tranche, ...]:
    weights = [tranche.amount for tranche in tranches]
    if not any(weights):  # nothing says how it is shared: all of it comes first
        weights = [1, *[0] * (len(weights) - 1)]
    parts = shares(amount, weights) if tranches else []
    return tuple(replace(tranche, amount=part) for tranche, part in zip(tranches, parts, strict=True))


def _again(fund: Fund, ahead: int, months: Sequence[int]) -> Fund:
    """``fund`` ``ahead`` months later; a purse of its own, what the first left stays there."""
    moved = _each_tranches(
        fund, lambda tranches: tuple(replace(tranche, month=later(tranche.month, ahead)) for tranche in tranches)
    )
    shifted = tuple(month for month in (later(month, ahead) for month in fund.months) if month <= months[-1])
    name = Text(id=f"{fund.name.id} (lagi)", en=f"{fund.name.en} (again)")
    return replace(moved, id=f"{fund.id}-again", name=name, months=shifted)
