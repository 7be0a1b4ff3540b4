"""Whom the lines of BPJS's files speak of, and what the store holds beside them, as tables."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

import narwhals as nw
import polars as pl

from payung.core.cover.answer_line import MEMBERSHIP_DIGITS, MOST_ZEROS
from payung.core.cover.found_persons import with_persons
from payung.gateways.group_list import GroupSaid
from payung.store.acts import Doing
from payung.store.keys import Keys
from payung.store.models import Group, Identity, Kept, Membership, PersonMonth
from payung.store.people import standing_leavings
from payung.store.reading import rows_of

PEOPLE = {"person": pl.Int64, "nik": pl.String, "membership_number": pl.String}
NO_LINES = {"line": pl.Int64, "nik": pl.String, "membership_number": pl.String}
DECREED = {
    "id": pl.Int64, "person": pl.Int64, "month": pl.Int64, "price": pl.Int64, "fund": pl.String, "state": pl.String,
    "kind": pl.String,
}  # fmt: skip
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
        *((person, nik, None) for nik, person in _owners(keys, Identity, "nik_index", lines["nik"])),
        *((person, None, number) for number, person in _numbered(keys, lines["membership_number"])),
    ]
    people = pl.DataFrame(known, schema=PEOPLE, orient="row")
    nobody = pl.DataFrame(schema=NO_LINES)
    found, _ = with_persons(lazy(lines), lazy(nobody), lazy(people))
    return collected(found).sort("line", maintain_order=True)


def _numbered(keys: Keys, numbers: pl.Series) -> Iterator[tuple[str, int]]:
    """A spreadsheet that keeps a number as a figure takes the noughts at its front: it is looked for with them too."""
    yield from _owners(keys, Membership, "number_index", numbers)
    short = numbers.drop_nulls().unique()
    short = short.filter(short.str.contains(f"^[0-9]{{{MEMBERSHIP_DIGITS - MOST_ZEROS},{MEMBERSHIP_DIGITS - 1}}}$"))
    whole = short.str.zfill(MEMBERSHIP_DIGITS)
    said = dict(zip(whole, short, strict=True))
    yield from ((said[number], person) for number, person in _owners(keys, Membership, "number_index", whole))


def _owners(keys: Keys, model: type[Kept], column: str, texts: pl.Series) -> Iterator[tuple[str, int]]:
    """Each text that is known, and a person who has it."""
    asked = sorted(set(texts.drop_nulls()) - {""})
    text_of = {
        index: text
        for version in keys.versions
        for index, text in zip(keys.index_all(asked, version), asked, strict=True)
    }
    indexes = [index for index in text_of if index is not None]
    for index, person in rows_of(model.objects.order_by("id"), (column, "person_id"), column, indexes):
        yield text_of[bytes(index)], person  # a database may hand out a memoryview


def decreed(months: Collection[int], funds: Collection[str] | None = None) -> pl.DataFrame:
    """``DECREED``: the person-months that decrees hold for ``months``, of ``funds`` (None: of any)."""
    rows = PersonMonth.objects.filter(month__in=sorted(months)).exclude(state="released").order_by("id")
    if funds is not None:
        rows = rows.filter(purse__fund__code__in=sorted(funds))
    return frame(
        rows.values_list("id", "person_id", "month", "price", "purse__fund__code", "state", "purse__fund__group_kind"),
        DECREED,
    )


def billed_before(months: Collection[int]) -> pl.DataFrame:
    """``EARLIER``: the person-months of ``months`` that a bill took already, of any fund."""
    rows = PersonMonth.objects.filter(month__in=sorted(months), state__in=("committed", "paid"))
    said = rows.order_by("id").values_list("person_id", "month", "bill_lines__bill__code", "price", "id")
    taken = frame(said, {**EARLIER, "id": pl.Int64})
    return taken.sort("id", "bill").unique("id", keep="last", maintain_order=True).drop("id")


def endings() -> pl.DataFrame:
    """``ENDED``: who died, moved or left and on which day; a leaving that was taken back does not count."""
    return frame(standing_leavings().order_by("id").values_list("person_id", "why", "on"), ENDED)


def frame(rows: Any, schema: Mapping[str, Any]) -> pl.DataFrame:
    """A table of the rows of a query."""
    listed: Sequence[Any] = list(rows)
    return pl.DataFrame(listed, schema=dict(schema), orient="row")


def lazy(table: pl.DataFrame) -> nw.LazyFrame[Any]:
    """``table`` for a rule of core."""
    return nw.from_native(table.lazy())


def collected(found: nw.LazyFrame[Any]) -> pl.DataFrame:
    """What a rule of core gave."""
    done: pl.DataFrame = nw.to_native(found).collect()
    return done
