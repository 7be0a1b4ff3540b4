"""The published ranking, one person and one month at a time: slow, and plain enough to be read as the rule itself.

Allocators are compared with it on drawn plans.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import polars as pl

from payung.core.allocation.fund import Fund, Plan, Tranche
from payung.core.allocation.people import PAID

AREA = 0
"""The purse of a fund that has one for its whole area."""


class Person(NamedTuple):
    """A row of ``people.PEOPLE``."""

    person: int
    village: int
    order: int
    payable: int
    holds: int = 0
    before: int = 0


class Paid(NamedTuple):
    """A row of ``people.PAID``."""

    person: int
    fund: int
    months: int


@dataclass
class Purse:
    """Money of one village or area: what can be spent by each month at the latest, and what was spent in it."""

    released: list[int]
    spent: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.spent = [0] * len(self.released)

    def can_pay(self, month: int, price: int) -> bool:
        """Whether ``price`` more in ``month`` leaves every later month within what is released by then."""
        return all(
            sum(self.spent[: later + 1]) + price <= self.released[later] for later in range(month, len(self.released))
        )


def allocate(people: Iterable[Person], plan: Plan, criteria: Sequence[str] = ()) -> list[Paid]:
    """Rows of ``PAID``. ``criteria``: the names of the bits of ``Person.holds``, the first is bit 0."""
    people = list(people)
    taken = dict.fromkeys((person.person for person in people), 0)
    rows = []
    for number, fund in enumerate(plan.funds):
        for person, months in _one_fund(people, plan, number, fund, taken, criteria).items():
            taken[person] |= months
            rows.append(Paid(person, number, months))
    return sorted(rows)


def _one_fund(
    people: list[Person], plan: Plan, number: int, fund: Fund, taken: dict[int, int], criteria: Sequence[str]
) -> dict[int, int]:
    purses: dict[int, Purse] = {}
    paid: dict[int, int] = {}
    in_village = {int(village): people for village, people in (fund.people_taken or {}).items()}
    for person in in_turn(people, fund, criteria):
        where = person.village if fund.per == "village" else AREA
        purse = purses.setdefault(where, Purse(released(plan, fund, person.village)))
        for month, name in enumerate(plan.months):
            wanted = person.payable >> month & 1 and not taken[person.person] >> month & 1 and name in fund.months
            price = plan.prices[number][month]
            if not wanted or not purse.can_pay(month, price):
                continue
            if person.person not in paid:
                if fund.people is not None and len(paid) >= fund.people:
                    continue
                if fund.people_per_village is not None and in_village.get(person.village, 0) >= fund.people_per_village:
                    continue
                in_village[person.village] = in_village.get(person.village, 0) + 1
            purse.spent[month] += price
            paid[person.person] = paid.get(person.person, 0) | 1 << month
    return paid


def in_turn(people: Iterable[Person], fund: Fund, criteria: Sequence[str]) -> list[Person]:
    """Whom ``fund`` may pay, those who come first first."""
    all_of = [criteria.index(name) for name in fund.who]
    first = [criteria.index(name) for name in fund.first]
    allowed = [
        person
        for person in people
        if str(person.village).startswith(fund.area_code) and all(person.holds >> bit & 1 for bit in all_of)
    ]
    return sorted(
        allowed,
        key=lambda person: (not any(person.holds >> bit & 1 for bit in first), person.order, person.person),
    )


def released(plan: Plan, fund: Fund, village: int) -> list[int]:
    """Per month of the plan: whole rupiah that the purse of ``village`` has been given by then."""
    tranches: Sequence[Tranche] = fund.tranches
    if fund.per == "village" and fund.village_tranches is not None:
        tranches = fund.village_tranches.get(str(village), fund.tranches)
    return [sum(tranche.amount for tranche in tranches if tranche.month <= month) for month in plan.months]


def as_tables(people: pl.DataFrame, plan: Plan, criteria: Sequence[str] = ()) -> pl.DataFrame:
    """The same from and to tables, as the allocators of the product take and give them."""
    columns = people.select(Person._fields)
    rows = allocate((Person(*row) for row in columns.iter_rows()), plan, criteria)
    types = {"int64": pl.Int64, "int32": pl.Int32, "int16": pl.Int16}
    return pl.DataFrame(rows, schema={name: types[kind] for name, kind in PAID.items()}, orient="row")
