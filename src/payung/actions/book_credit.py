"""Paid person-months that give nobody cover booked as credits, as the agreement of each fund says."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import Count

from payung.actions.at_store import Asked, Place, act_at
from payung.actions.in_sight import in_sight
from payung.actions.month_sides import kinds, matched_of, sides_of
from payung.actions.named_lines import collected, lazy, one_number
from payung.core.allocation.fund import Leaving
from payung.core.cover.month_cells import months_from
from payung.core.cover.overpaid import RULES, wasted
from payung.core.cover.treatments import BOOKED, Kind
from payung.store.acts import Doing
from payung.store.credits import Unused, book
from payung.store.keys import Keys
from payung.store.ledger import Ledger
from payung.store.models import Credit, Fund


@dataclass(frozen=True)
class CreditAsked:
    """Which months (yyyymm) are looked at; ``letter``: number of BPJS's paper about those it does not list."""

    first: int
    last: int
    letter: str = ""


@dataclass(frozen=True)
class CreditBooked:
    """A credit: whole rupiah of so many person-months; ``kind`` and ``treatment`` as in ``overpaid``."""

    number: int
    fund: str
    village: str
    kind: str
    treatment: str
    person_months: int
    amount: int


@dataclass(frozen=True)
class CreditsBooked:
    """``credits`` that were booked; ``kept``: what stays paid (kind, treatment, person-months, rupiah).

    ``doubtful``: person-months whose people BPJS does not list, which it must first agree to; and their rupiah.
    """

    credits: tuple[CreditBooked, ...]
    kept: tuple[tuple[str, str, int, int], ...]
    doubtful: int
    doubtful_amount: int


def book_credit(place: Place, asked: Asked, wanted: CreditAsked) -> CreditsBooked:
    """Book what the match of some months shows to be paid for nobody: after an end of cover, twice, or not listed.

    Whether it becomes a credit, and of which use, is the rule of the fund (``overpaid.RULES``); what does not stays
    paid and is named. Who is not on BPJS's list is booked only with its ``letter``. Booked in the month of the day.
    Raises: MonthClosed, and what ``act_at`` raises.
    """
    months = months_from(wanted.first, wanted.last)
    letter = wanted.letter.strip()

    def work(doing: Doing, _: Keys) -> dict[str, Any]:
        with in_sight(asked, "money.record") as sight:
            sight.books()
            found = _wasted(months)
            doubtful = [one for one in found if one.kind == "not_on_list" and not letter]
            agreed = [one for one in found if one.kind != "not_on_list" or letter]
            owed = [Unused(one.id, one.kind, one.treatment) for one in agreed if one.treatment in BOOKED]
            with Ledger(doing, asked.on.year * 100 + asked.on.month) as ledger:
                numbers = book(doing, ledger, owed, letter)
            return {
                "credits": told(numbers),
                "kept": _kept(one for one in agreed if one.treatment not in BOOKED),
                "doubtful": len(doubtful),
                "doubtful_amount": sum(one.price for one in doubtful),
            }

    said = {"months": [wanted.first, wanted.last], "letter": letter}
    done = act_at(place, asked, "credit.book", said, work)
    credits = tuple(CreditBooked(*row) for row in done.pop("credits"))
    return CreditsBooked(credits=credits, kept=tuple((*row,) for row in done.pop("kept")), **done)


def told(numbers: Iterable[int]) -> list[list[Any]]:
    """What an act says of these credits: the rows of ``CreditBooked``."""
    rows = Credit.objects.filter(id__in=list(numbers)).order_by("id").annotate(months=Count("lines"))
    columns = ("id", "purse__fund__code", "purse__village__code", "kind", "treatment", "months", "amount")
    return [[number, fund, village or "", *rest] for number, fund, village, *rest in rows.values_list(*columns)]


@dataclass(frozen=True)
class _Wasted:
    id: int
    price: int
    kind: Kind
    treatment: str


def _wasted(months: tuple[int, ...]) -> list[_Wasted]:
    """What is paid for nobody, by id."""
    sides = sides_of(months)
    paid = one_number(sides.decree.filter(pl.col("state") == "paid"))
    paid = paid.with_columns(first=pl.col("id").min().over("person", "month"))
    policies: dict[str, Leaving] = dict(Fund.objects.values_list("code", "on_leaving"))
    found = []
    for month in months:
        for kind in kinds(sides):
            here = paid.filter((pl.col("month") == month) & (pl.col("kind") == kind))
            its = here.select("id", "person", "month", "first", "price", "fund")
            rows = collected(wasted(lazy(its), lazy(matched_of(sides, month, kind))))
            for id_, price, fund, why in rows.select("id", "price", "fund", "kind").iter_rows():
                found.append(_Wasted(id_, price, why, RULES[why][policies[fund]]))
    return sorted(found, key=lambda one: one.id)


def _kept(found: Iterable[_Wasted]) -> list[list[Any]]:
    sums: defaultdict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for one in found:
        months_rupiah = sums[one.kind, one.treatment]
        months_rupiah[0] += 1
        months_rupiah[1] += one.price
    return [[*key, *figures] for key, figures in sorted(sums.items())]
