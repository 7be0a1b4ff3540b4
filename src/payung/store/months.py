"""The person-months of the store as tables, with people and leavings beside them: what the rules of cover ask."""

import json
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple, TypeVar

import polars as pl
from django.db.models import Max, QuerySet

from payung.core.allocation.fund import Fund as FundRules
from payung.core.allocation.plan_json import fund_of_json
from payung.core.cover.ledger import LET_GO
from payung.core.cover.person_months import CoverFacts, Ended
from payung.core.cover.person_months import PersonMonth as MonthFacts
from payung.store.columns import columns_among
from payung.store.keys import Keys
from payung.store.models import (
    Answer,
    DecreeLine,
    Fund,
    Identity,
    MemberLine,
    MemberList,
    Person,
    PersonMonth,
    Posting,
)
from payung.store.people import niks_of, numbers_of_the_same, same_people, standing_leavings
from payung.store.reading import rows_of
from payung.store.seen import in_scope, near

MONTHS = {
    "person": pl.Int64,
    "month": pl.Int64,
    "fund": pl.String,
    "purse": pl.Int64,
    "price": pl.Int64,
    "enrolled": pl.Boolean,
    "billed": pl.Boolean,
    "paid": pl.Boolean,
    "confirmed": pl.Boolean,
    "paid_on": pl.Date,
}
"""``stretches.MONTHS``."""
PEOPLE = {
    "person": pl.Int64,
    "key": pl.String,
    "nik": pl.String,
    "name": pl.String,
    "birth_date": pl.Date,
    "sex": pl.String,
    "village_code": pl.String,
}
LEFT = {"person": pl.Int64, "why": pl.String, "on": pl.Date}

_Table = TypeVar("_Table", pl.DataFrame, pl.LazyFrame)
_HELD = {"id": pl.Int64, "state": pl.String, "line": pl.Int64, "kind": pl.String}
_ANSWERS = {
    "person": pl.Int64,
    "id": pl.Int64,
    "state": pl.String,
    "enrolment": pl.Int64,
    "line": pl.Int64,
    "kind": pl.String,
    "number": pl.String,
}


def month_table(people: Iterable[int] | None = None) -> pl.DataFrame:
    """The table ``MONTHS`` of these people, or of all, by person and month, without the months that were released.

    A month is enrolled where BPJS's last answer accepted its line of the decree, or the person in a group of its fund's
    kind; confirmed where the person is on a member list of the month. Who was joined stands under the other's number,
    with what is known under either.
    """
    same = same_people()
    return _months_of(same, None if people is None else numbers_of_the_same(people, same))


def _months_of(
    same: Mapping[int, int], wanted: Collection[int] | None, lists: pl.DataFrame | None = None
) -> pl.DataFrame:
    """``month_table`` of those who are named by one of these numbers. ``lists``: ``listed`` of them, where known."""
    held = _frame(
        (near(in_scope(PersonMonth)) if wanted is None else in_scope(PersonMonth)).exclude(state__in=LET_GO),
        ("person_id", "month", "purse__fund__code", "purse_id", "price", "id", "state", "line_id",
         "purse__fund__group_kind"),
        {name: kind for name, kind in MONTHS.items() if name in _KEPT} | _HELD,
        wanted,
    )  # fmt: skip
    accepted = _joined(_accepted(wanted).lazy(), same)
    seen = _joined((listed(wanted) if lists is None else lists).lazy(), same).unique()
    payments = Posting.objects.filter(payment__isnull=False, target="paid").values("person_month_id")
    dated = payments.annotate(paid_on=Max("payment__on"))
    ids = None if wanted is None else held["id"].to_list()  # by their persons the whole table would be read
    paid = _frame(dated, ("person_month_id", "paid_on"), {"id": pl.Int64, "paid_on": pl.Date}, ids, "person_month_id")
    marked = _joined(held.lazy(), same).join(
        accepted.select("line").unique(), on="line", how="left", coalesce=False, suffix="_of"
    )
    kinds = accepted.select("person", "kind").unique().with_columns(of_kind=pl.lit(True))
    marked = marked.join(kinds, on=["person", "kind"], how="left")
    marked = marked.join(seen.with_columns(confirmed=pl.lit(True)), on=["person", "month"], how="left")
    marked = marked.join(paid.lazy(), on="id", how="left").with_columns(
        enrolled=pl.col("line_of").is_not_null() | pl.col("of_kind").fill_null(False),
        billed=pl.col("state").is_in(["committed", "paid"]),
        paid=pl.col("state") == "paid",
        confirmed=pl.col("confirmed").fill_null(False),
    )
    return marked.select(*MONTHS).sort("person", "month", "fund").collect()


def listed(wanted: Collection[int] | None) -> pl.DataFrame:
    """person, month (yyyymm): the months of these people, or of all, that a list of BPJS which stands has them in."""
    lines = MemberLine.objects.filter(person__isnull=False, list__in=latest_lists())
    return _frame(lines, ("person_id", "list__month"), {"person": pl.Int64, "month": pl.Int64}, wanted)


def latest_lists() -> "QuerySet[MemberList]":
    """BPJS's lists that stand and may be seen: of each group and month the one received last."""
    last = in_scope(MemberList).order_by().values("group", "month").annotate(last=Max("id"))
    return MemberList.objects.filter(id__in=last.values("last"))


def people_table(people: Iterable[int] | None = None, keys: Keys | None = None) -> pl.DataFrame:
    """The table ``PEOPLE`` of these people, or of all, by person; ``nik`` is empty without ``keys`` or where none is
    known. Who was joined is not in it: see the other one. Raises: KeyUnknown, SealBroken.
    """
    same = same_people()
    wanted = None if people is None else {same.get(one, one) for one in people}
    names = ("id", "key", "name", "birth_date", "sex", "village__code")
    shape = {name: kind for name, kind in PEOPLE.items() if name != "nik"}
    found = _frame(in_scope(Person), names, shape, wanted, "id").filter(~pl.col("person").is_in(list(same)))
    opened = {} if keys is None else niks_of(keys, found["person"])
    niks = pl.DataFrame(list(opened.items()), schema={"person": pl.Int64, "nik": pl.String}, orient="row")
    told = found.join(niks, on="person", how="left").with_columns(pl.col("nik", "village_code").fill_null(""))
    return told.select(*PEOPLE).sort("person")


def left_table(people: Iterable[int] | None = None) -> pl.DataFrame:
    """Everything that is known of leavings of these people, or of all: the table ``LEFT``, without what was undone."""
    same = same_people()
    return _left_of(same, None if people is None else numbers_of_the_same(people, same))


def _left_of(same: Mapping[int, int], wanted: Collection[int] | None) -> pl.DataFrame:
    """``left_table`` of those who are named by one of these numbers."""
    found = _frame(standing_leavings(), ("person_id", "why", "on"), LEFT, wanted)
    return found if found.is_empty() else _joined(found, same).unique().sort("person", "on", "why")


def ended_table(people: Iterable[int] | None = None) -> pl.DataFrame:
    """``left_table`` with one row a person, as ``stretches.ENDED``: a death before all else, then the last."""
    ranked = left_table(people).with_columns(death=pl.col("why") == "died")
    order = ranked.sort("person", "death", "on", descending=[False, True, True])
    deaths = order.filter("death").sort("person", "on")
    both = pl.concat([deaths, order.filter(~pl.col("death"))])
    return both.unique("person", keep="first", maintain_order=True).select(*LEFT).sort("person")


def cover_facts(
    people: Iterable[int],
    same: Mapping[int, int] | None = None,
    born: Mapping[int, date | None] | None = None,
    lists: pl.DataFrame | None = None,
) -> dict[int, CoverFacts]:
    """What is known of the cover of these people, by person; of whoever was joined with them too.

    ``same``: ``same_people``; ``born``: days of birth of all of ``people``, none of them joined into another;
    ``lists``: ``listed`` of all their numbers; where they are known already.
    """
    same = same_people() if same is None else same
    roots = sorted({same.get(person, person) for person in people})
    wanted = numbers_of_the_same(roots, same)
    months: dict[int, list[MonthFacts]] = {}
    steps = ("person", "month", "enrolled", "billed", "paid", "confirmed", "paid_on")
    for person, *row in _months_of(same, wanted, lists).select(*steps).iter_rows():
        months.setdefault(person, []).append(MonthFacts(*row))
    ended: dict[int, list[Ended]] = {}
    for person, why, on in _left_of(same, wanted).iter_rows():
        ended.setdefault(person, []).append(Ended(why, on))
    if born is None:
        born = dict(rows_of(Person.objects.all(), ("id", "birth_date"), "id", roots))
    return {
        person: CoverFacts(tuple(months.get(person, ())), tuple(ended.get(person, ())), day)
        for person, day in sorted(born.items())
    }


def people_with_nik(keys: Keys, nik: str) -> list[int]:
    """Numbers of the people who have this NIK, by whichever version of the keys it was sealed; joined ones are one."""
    if not nik:
        return []
    rows = Identity.objects.filter(nik_index__in=list(keys.indexes(nik))).values_list("person_id", "nik_sealed")
    same = same_people()
    return sorted({same.get(person, person) for person, seal in rows if keys.open(bytes(seal), person) == nik})


def together(people: Iterable[int]) -> list[int]:
    """Those of these numbers that are people of the store; the joined under the number they were joined into."""
    same, wanted = same_people(), set(people)
    known = {person for (person,) in rows_of(in_scope(Person), ("id",), "id", wanted)}
    return sorted({same.get(person, person) for person in known})


def people_of_village(code: str) -> list[int]:
    """Numbers of the people who live in the village with this code (10 digits), without those joined into others."""
    living = in_scope(Person).filter(village__code=code).order_by("id").values_list("id", flat=True)
    same = same_people()
    return [person for person in living if person not in same]


class Papers(NamedTuple):
    """Under which programme and in which group of BPJS somebody is, as far as is known; empty texts where not."""

    programme: str = ""
    programme_name: str = ""
    group_kind: str = ""
    group_number: str = ""


def holders(people: Iterable[int]) -> dict[int, Papers]:
    """The papers of each of these people, from their last line of a decree and the last group that accepted them."""
    same = same_people()
    asked = set(people)
    wanted = numbers_of_the_same(asked)
    lines = ("id", "person_id", "decree__programme__code", "decree__programme__name", "purse__fund__group_kind")
    found = dict.fromkeys(asked, Papers())
    for _, person, *papers in sorted(rows_of(DecreeLine.objects.all(), lines, "person_id", wanted)):
        found[same.get(person, person)] = Papers(*papers)
    accepted = _accepted(wanted).sort("enrolment").select("person", "kind", "number")
    for person, kind, number in accepted.iter_rows():
        one = same.get(person, person)
        found[one] = found[one]._replace(group_kind=kind, group_number=number)
    return found


def open_funds() -> tuple[FundRules, ...]:
    """Every fund of the store with its rules, by code."""
    return tuple(
        fund_of_json(json.loads(terms)) for terms in Fund.objects.order_by("code").values_list("terms", flat=True)
    )


_KEPT = ("person", "month", "fund", "purse", "price")


def _accepted(wanted: Iterable[int] | None) -> pl.DataFrame:
    """person, enrolment, line, group kind and number of the enrolments whose last answer accepted."""
    group = "enrolment__batch__group__"
    columns = ("enrolment__person_id", "id", "state", "enrolment_id", "enrolment__line_id", group + "kind")
    found = _frame(Answer.objects.all(), (*columns, group + "number"), _ANSWERS, wanted, "enrolment__person_id")
    last = found.lazy().sort("id").unique("enrolment", keep="last", maintain_order=True)
    return last.filter(pl.col("state") == "accepted").drop("id", "state").collect()


def _joined(table: _Table, same: Mapping[int, int]) -> _Table:
    """``table`` with everybody under one number."""
    return table.with_columns(pl.col("person").replace(dict(same))) if same else table


def _frame(
    query: "QuerySet[Any, Any]",
    columns: tuple[str, ...],
    schema: dict[str, Any],
    wanted: Iterable[int] | None,
    by: str = "person_id",
) -> pl.DataFrame:
    return columns_among(query, columns, schema, by, wanted)
