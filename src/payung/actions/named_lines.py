"""Whom the lines of BPJS's files speak of, and what the store holds beside them, as tables."""

from collections.abc import Collection, Mapping
from typing import Any

import narwhals as nw
import polars as pl
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from payung.core.cover.answer_line import MEMBERSHIP_DIGITS, MOST_ZEROS
from payung.core.cover.found_persons import with_persons
from payung.core.cover.ledger import LET_GO
from payung.gateways.group_list import GroupSaid
from payung.store.acts import Doing
from payung.store.columns import columns_among, columns_of
from payung.store.keys import Keys
from payung.store.models import Group, Identity, Kept, Membership, PersonMonth, Posting
from payung.store.people import same_people, standing_leavings
from payung.store.seen import in_scope, near

PEOPLE = {"person": pl.Int64, "nik": pl.String, "membership_number": pl.String}
NO_LINES = {"line": pl.Int64, "nik": pl.String, "membership_number": pl.String}
DECREED = {
    "id": pl.Int64, "person": pl.Int64, "month": pl.Int64, "price": pl.Int64, "fund": pl.String, "state": pl.String,
    "kind": pl.String, "own": pl.Int64,
}  # fmt: skip
"""``own`` is the number that holds the month, ``person`` the one number of whoever was found to be the same."""
ENDED = {"person": pl.Int64, "why": pl.String, "on": pl.Date}
EARLIER = {"person": pl.Int64, "month": pl.Int64, "bill": pl.String, "amount": pl.Int64}


def group_number(doing: Doing, said: GroupSaid) -> int:
    """The store's number of the group; it is added where it is new. The name of one that is there stays."""
    there = Group.objects.filter(kind=said.kind, number=said.number).values_list("id", flat=True).first()
    return there or doing.add_one(Group, kind=said.kind, number=said.number, name=said.name)


def with_people(keys: Keys, lines: pl.DataFrame) -> pl.DataFrame:
    """``lines`` (line, nik, membership_number …) with ``person`` and ``found`` as ``with_persons`` adds them.

    Numbers are looked up by their blind index in every version of the keys.
    """
    known = [
        _owners(keys, Identity, "nik_index", lines["nik"]).rename({"text": "nik"}),
        _numbered(keys, lines["membership_number"]).rename({"text": "membership_number"}),
    ]
    people = pl.concat([pl.DataFrame(schema=PEOPLE), *known], how="diagonal")
    nobody = pl.DataFrame(schema=NO_LINES)
    found, _ = with_persons(lazy(lines), lazy(nobody), lazy(people))
    return collected(found).sort("line", maintain_order=True)


def _numbered(keys: Keys, numbers: pl.Series) -> pl.DataFrame:
    """A spreadsheet that keeps a number as a figure takes the noughts at its front: it is looked for with them too."""
    exact = _owners(keys, Membership, "number_index", numbers)
    short = numbers.drop_nulls().unique()
    short = short.filter(short.str.contains(f"^[0-9]{{{MEMBERSHIP_DIGITS - MOST_ZEROS},{MEMBERSHIP_DIGITS - 1}}}$"))
    said = pl.DataFrame({"text": short.str.zfill(MEMBERSHIP_DIGITS), "said": short})
    whole = _owners(keys, Membership, "number_index", said["text"]).join(said, on="text")
    return pl.concat([exact, whole.select("person", text="said")])


def _owners(keys: Keys, model: type[Kept], column: str, texts: pl.Series) -> pl.DataFrame:
    """person, text: each text that is known, and a person who has it, by the index of any version of the keys."""
    asked = texts.drop_nulls().unique().sort()
    asked = asked.filter(asked != "")
    if asked.is_empty():
        return pl.DataFrame(schema={"person": pl.Int64, "text": pl.String})
    made = [
        pl.DataFrame({"text": asked, "index": pl.Series(keys.index_all(asked, version), dtype=pl.Binary)})
        for version in keys.versions
    ]
    said = pl.concat(made)
    shape = {"index": pl.Binary, "person": pl.Int64}
    rows = columns_among(model.objects.order_by("id"), (column, "person_id"), shape, column, said["index"])
    return rows.join(said, on="index").select("person", "text")


def decreed(months: Collection[int], funds: Collection[str] | None = None, *, credited: bool = False) -> pl.DataFrame:
    """``DECREED``: the person-months that decrees hold for ``months``, of ``funds`` (None: of any); ``credited`` as
    ``borne``.
    """
    rows = borne(months, credited=credited).order_by("id")
    if funds is not None:
        rows = rows.filter(purse__fund__code__in=sorted(funds))
    columns = ("id", "person_id", "month", "price", "purse__fund__code", "state", "purse__fund__group_kind")
    return one_number(columns_of(rows.values_list(*columns, "person_id"), DECREED))


def borne(months: Collection[int], *, credited: bool) -> "QuerySet[PersonMonth]":
    """Person-months of ``months`` that are held; with ``credited`` those too that became a credit, for they were billed
    and paid as decreed, but for what somebody else took over.
    """
    rows = near(in_scope(PersonMonth)).filter(month__in=sorted(months))
    if not credited:
        return rows.exclude(state__in=LET_GO)
    return rows.exclude(state="released").exclude(credited_by__use__isnull=False)


def billed_before(months: Collection[int]) -> pl.DataFrame:
    """``EARLIER``: the person-months of ``months`` that a bill took already, of any fund, everybody under one number.

    The bill is the one that took it last; of a month taken over from somebody else, the one it was paid with.
    """
    lines = Posting.objects.filter(
        target__in=("committed", "paid"),
        person_month__month__in=sorted(months),
        person_month__state__in=("committed", "paid"),
    )
    bill = Coalesce("bill__code", "payment__bill__code")
    columns = ("person_month__person_id", "person_month__month", bill, "amount", "person_month_id")
    taken = columns_of(lines.order_by("id").values_list(*columns), {**EARLIER, "id": pl.Int64})
    return one_number(taken.unique("id", keep="last", maintain_order=True).drop("id"))


def endings() -> pl.DataFrame:
    """``ENDED``: who died, moved or left and on which day; a leaving that was taken back does not count."""
    return one_number(columns_of(standing_leavings().order_by("id").values_list("person_id", "why", "on"), ENDED))


def one_number(table: pl.DataFrame, same: Mapping[int, int] | None = None) -> pl.DataFrame:
    """``table`` with ``person`` the one number of whoever was found to be the same; ``same`` as ``same_people``."""
    into = same_people() if same is None else same
    return table.with_columns(pl.col("person").replace(into)) if into else table


def lazy(table: pl.DataFrame) -> nw.LazyFrame[Any]:
    """``table`` for a rule of core."""
    return nw.from_native(table.lazy())


def collected(found: nw.LazyFrame[Any]) -> pl.DataFrame:
    """What a rule of core gave."""
    done: pl.DataFrame = nw.to_native(found).collect()
    return done
