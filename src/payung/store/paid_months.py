"""What was paid for whom, as tables: what the tests of an audit ask. Only of people who may be seen."""

from dataclasses import dataclass
from datetime import date

import polars as pl
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from payung.core.people.nik import nik_birth_date, nik_parts
from payung.store.columns import columns_of
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, Act, Answer, Identity, MemberLine, Person, PersonMonth, Posting
from payung.store.months import latest_lists
from payung.store.people import same_people, standing_leavings
from payung.store.seen import near, seen

PAID = {
    "person": pl.Int64,
    "month": pl.Int64,
    "fund": pl.String,
    "amount": pl.Int64,
    "row": pl.Int64,
    "price": pl.Int64,
}
PEOPLE = {"person": pl.Int64, "nik": pl.String, "birth_date": pl.Date, "registered": pl.Date}
ENDED = {"person": pl.Int64, "why": pl.String, "on": pl.Date}
LISTED = {"person": pl.Int64, "month": pl.Int64}
DIFFERENT_CODES = ("birth_date_differs", "name_differs")
"""Reasons of BPJS that say the person is another than the NIK's."""


@dataclass(frozen=True)
class PaidMonths:
    """The tables that ``core.cover.self_audit.audited`` asks for; ``paid`` has each person-month's own number too."""

    paid: pl.DataFrame
    people: pl.DataFrame
    ended: pl.DataFrame
    listed: pl.DataFrame
    different: pl.DataFrame


def paid_months(keys: Keys, first: int, last: int, on: date) -> PaidMonths:
    """All that stands paid for the months ``first`` to ``last`` (yyyymm), of people who may be seen.

    A month that became a credit is paid for no more. Where BPJS sent no list of a month for the group that was paid,
    who was accepted by BPJS counts as listed. ``on`` settles the century of a NIK's year.
    Raises: KeyUnknown, SealBroken.
    """
    same = same_people()
    held = standing(first, last)
    shape = dict(zip(("person", "month", "fund", "amount", "row", "price"), PAID.values(), strict=True))
    paid = _one(
        columns_of(held.values_list("person_id", "month", "purse__fund__code", "price", "id", "price"), shape), same
    )
    whom = held.order_by().values("person_id")
    people, different = _people(keys, whom, on, same)
    ended = columns_of(
        standing_leavings().filter(person__in=whom).values_list("person_id", "why", "on"),
        ENDED,
    )
    return PaidMonths(
        paid, people, _one(ended, same).unique(maintain_order=True), _listed(held, whom, paid, same), different
    )


def standing(first: int, last: int) -> "QuerySet[PersonMonth]":
    """The person-months of these months that stand paid, of people who may be seen, by number."""
    return near(seen(PersonMonth)).filter(state="paid", month__gte=first, month__lte=last).order_by("id")


def _one(table: pl.DataFrame, same: dict[int, int]) -> pl.DataFrame:
    return table.with_columns(pl.col("person").replace(same)) if same else table


def _people(
    keys: Keys, whom: "QuerySet", on: date, same: dict[int, int]
) -> tuple[pl.DataFrame, pl.DataFrame]:  # fmt: skip
    """Who was paid for, and of them who is another than their NIK or BPJS says."""
    shape = {"person": pl.Int64, "birth_date": pl.Date, "sex": pl.String}
    people = columns_of(Person.objects.filter(id__in=whom).order_by("id").values_list("id", "birth_date", "sex"), shape)
    sealed = columns_of(
        Identity.objects.filter(person__in=whom).values_list("person_id", "nik_sealed"),
        {"person": pl.Int64, "sealed": pl.Binary},
    )
    niks = sealed.select("person", nik=pl.Series(keys.open_all(sealed["sealed"], sealed["person"]), dtype=pl.String))
    whole = people.join(niks, on="person", how="left").join(_registered(whom), on="person", how="left")
    wrong = [
        person
        for person, born, sex, nik in whole.select("person", "birth_date", "sex", "nik").iter_rows()
        if nik and _differs(nik, born, sex, on)
    ]
    said = Answer.objects.filter(enrolment__person__in=whom, reason__in=DIFFERENT_CODES)
    wrong += list(said.values_list("enrolment__person_id", flat=True).distinct())
    different = pl.DataFrame({"person": pl.Series(sorted({same.get(one, one) for one in wrong}), dtype=pl.Int64)})
    return _one(whole.select(*PEOPLE), same).sort("person").unique(
        "person", keep="first", maintain_order=True
    ), different


def _differs(nik: str, born: date | None, sex: str, on: date) -> bool:
    """Whether the NIK names another day of birth, or another sex. What is not known is no difference."""
    parts, written = nik_parts(nik), nik_birth_date(nik, on, born)
    if parts is None or written is None:
        return False  # a NIK that is none names nobody
    return (born is not None and born != written) or (sex in ("L", "P") and sex != parts.sex)


def _registered(whom: "QuerySet") -> pl.DataFrame:
    """The day of the act by which each was first sent to BPJS and accepted."""
    shape = {"person": pl.Int64, "act": pl.Int64}
    accepted = Answer.objects.filter(enrolment__person__in=whom, state="accepted")
    sent = columns_of(accepted.values_list("enrolment__person_id", "enrolment_id"), shape)
    first = sent.with_columns(pl.col("act") // ROWS_AN_ACT).group_by("person").agg(pl.col("act").min())
    numbers = first["act"].unique().to_list()
    days = columns_of(
        Act.objects.filter(number__in=numbers).values_list("number", "on"), {"act": pl.Int64, "registered": pl.Date}
    )
    return first.join(days, on="act").select("person", "registered")


def _listed(held: "QuerySet", whom: "QuerySet", paid: pl.DataFrame, same: dict[int, int]) -> pl.DataFrame:
    """Person and month of whoever stands on BPJS's list, or was accepted where there is no list to ask."""
    lines = MemberLine.objects.filter(person__in=whom, list__in=latest_lists())
    seen_there = _one(columns_of(lines.values_list("person_id", "list__month"), LISTED), same)
    bills = Posting.objects.filter(person_month=OuterRef("id"), target="paid", payment__isnull=False)
    lists = latest_lists().filter(month=OuterRef("month"))
    grouped = held.annotate(group=bills.order_by("-id").values("payment__bill__group_id")[:1])
    told = Exists(lists.filter(Q(group__isnull=True) | Q(group=OuterRef("group"))))
    untold = columns_of(grouped.filter(~told).values_list("person_id", F("month")), LISTED)
    answers = Answer.objects.filter(enrolment__person__in=whom).order_by("id")
    shape = {"person": pl.Int64, "enrolment": pl.Int64, "state": pl.String}
    said = columns_of(answers.values_list("enrolment__person_id", "enrolment_id", "state"), shape)
    last = said.unique("enrolment", keep="last", maintain_order=True).filter(pl.col("state") == "accepted")
    accepted = _one(last.select("person"), same).unique()
    return pl.concat([seen_there, _one(untold, same).join(accepted, on="person", how="semi")]).unique(
        maintain_order=True
    )
