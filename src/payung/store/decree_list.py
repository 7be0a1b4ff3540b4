"""The list of a decree out of the store: who stands on it, for how many months, with how much money."""

import json
from collections.abc import Iterable

import polars as pl
from django.db.models import Count, Sum

from payung.core.cover.removals import REMOVALS
from payung.core.people.nik import nik_parts
from payung.store.columns import columns_among, columns_of
from payung.store.keys import Keys
from payung.store.models import Decree, DecreeLine, PersonMonth, Removal, SourceRow, Waiting
from payung.store.people import niks_of

_LINES = {
    "line": pl.Int64,
    "person": pl.Int64,
    "row": pl.Int64,
    "rank": pl.Int64,
    "replaces": pl.Int64,
    "name": pl.String,
    "dob": pl.Date,
    "sex": pl.String,
    "village_code": pl.String,
}
_PERSON = ("person_id", "row_id", "rank", "person__name", "person__birth_date", "person__sex", "person__village__code")
_SAID = ("sex", "occupation_text", "address", "rt", "rw")
SHOWN = ("village_code", "rank", "position", "nik", "name", *_SAID, "dob", "months", "amount", "decision")
"""Columns of the list: as the annex of a run, out of which the same papers are made; ``rank`` as ``place_of``."""


def decree_list(keys: Keys, decree: Decree) -> pl.DataFrame:
    """A row a person of ``decree``, with ``SHOWN``; people who wait have no months.

    Of an amending decree also ``remark`` and ``public_remark``: who comes off, without months, and whose place
    somebody takes. Raises: KeyUnknown, SealBroken.
    """
    lines = columns_of(
        DecreeLine.objects.filter(decree=decree)
        .order_by("id")
        .values_list("id", *_PERSON[:3], "replaces_id", *_PERSON[3:]),
        _LINES,
    )
    sums = columns_of(
        PersonMonth.objects.filter(line__decree=decree)
        .order_by()
        .values_list("line_id")
        .annotate(Count("id"), Sum("price")),
        {"line": pl.Int64, "months": pl.Int64, "amount": pl.Int64},
    )
    people = (
        lines.join(sums, on="line", how="left")
        .group_by("person", maintain_order=True)
        .agg(
            pl.col("line", "row", "rank", "replaces", "name", "dob", "sex", "village_code").first(),
            pl.col("months", "amount").sum(),
        )
    )
    if decree.amends_id is not None:
        people = pl.concat([_removed(decree), _remarked(people)], how="diagonal")
    else:
        people = pl.concat([people, _waiting(decree)], how="diagonal")
        people = people.with_columns(rank=pl.col("rank").rank("ordinal").over("village_code").cast(pl.Int64))
    return _whole(keys, people)


def place_of(one: DecreeLine | Waiting) -> int | None:
    """The place (1, 2, 3 …) in the ranking of the person's village, among all whom the original decree covers or lets
    wait: as the page of the plan counts. What is kept is the key that people are ordered by, which says nothing to
    anybody. None where there is no rank."""
    if one.rank is None:
        return None
    before = {"decree": one.decree.amends_id or one.decree_id, "person__village": one.person.village_id}
    lines = DecreeLine.objects.filter(**before, rank__lt=one.rank).order_by().values("person").distinct().count()
    return lines + Waiting.objects.filter(**before, rank__lt=one.rank).count() + 1


def people_on(decree: int) -> set[int]:
    """Numbers of everybody whom the papers of the decree name: on it, waiting, taken off, or replaced by somebody."""
    lines = DecreeLine.objects.filter(decree=decree)
    found = (
        lines,
        Waiting.objects.filter(decree=decree),
        DecreeLine.objects.filter(removal__decree=decree),
        DecreeLine.objects.filter(replaced_by__decree=decree),
    )
    return {person for rows in found for person in rows.values_list("person_id", flat=True)}


def _waiting(decree: Decree) -> pl.DataFrame:
    columns = {name: kind for name, kind in _LINES.items() if name not in ("line", "replaces")}
    rows = Waiting.objects.filter(decree=decree).order_by("rank", "person_id").values_list(*_PERSON)
    return columns_of(rows, columns).with_columns(months=pl.lit(0, pl.Int64), amount=pl.lit(0, pl.Int64))


def _removed(decree: Decree) -> pl.DataFrame:
    """Who comes off, with the reason; in public only that they do."""
    columns = {name: kind for name, kind in _LINES.items() if name not in ("replaces",)} | {"why": pl.String}
    of_line = [f"line__{name}" for name in _PERSON]
    rows = Removal.objects.filter(decree=decree).order_by("id").values_list("line_id", *of_line, "reason")
    words = {code: f"Dikeluarkan: {said.id}" for code, said in REMOVALS.items()}
    return (
        columns_of(rows, columns)
        .unique("person", keep="first", maintain_order=True)
        .with_columns(
            months=pl.lit(0, pl.Int64),
            amount=pl.lit(0, pl.Int64),
            remark=pl.col("why").replace_strict(words, default=pl.format("Dikeluarkan: {}", "why")),
            public_remark=pl.lit("Dikeluarkan"),
        )
        .drop("why")
    )


def _remarked(people: pl.DataFrame) -> pl.DataFrame:
    """Who comes on or goes on; with the name of whose place they take."""
    replaced = columns_among(
        DecreeLine.objects.all(),
        ("id", "person__name"),
        {"replaces": pl.Int64, "whose": pl.String},
        "id",
        people["replaces"].drop_nulls().to_list(),
    )
    joined = people.join(replaced, on="replaces", how="left", maintain_order="left")
    taken = pl.col("whose").is_not_null()
    return joined.with_columns(
        remark=pl.when(taken).then(pl.format("Menggantikan {}", "whose")).otherwise(pl.lit("Diteruskan")),
        public_remark=pl.when(taken).then(pl.lit("Pengganti")).otherwise(pl.lit("Diteruskan")),
    ).drop("whose")


def _whole(keys: Keys, people: pl.DataFrame) -> pl.DataFrame:
    """With NIKs, and what the row of the village's list says that is no column of a person."""
    niks = niks_of(keys, people["person"].to_list())
    said = _values(keys, people["row"].drop_nulls().to_list())
    nik = [niks.get(person) for person in people["person"]]
    sexes = [(parts.sex if (parts := nik_parts(one or "")) else None) for one in nik]
    more = [name for name in ("remark", "public_remark") if name in people.columns]
    whole = people.with_columns(nik=pl.Series(nik, dtype=pl.String), of_nik=pl.Series(sexes, dtype=pl.String))
    known = pl.when(pl.col("sex") != "").then(pl.col("sex"))
    return (
        whole.join(said.rename({"sex": "said_sex"}), on="row", how="left", maintain_order="left")
        .with_columns(sex=pl.coalesce(known, "said_sex", "of_nik"), decision=pl.lit("accept"))
        .with_row_index("position")
        .with_columns(pl.col("position").cast(pl.Int64))
        .select(*SHOWN, *more)
    )


def _values(keys: Keys, rows: Iterable[int]) -> pl.DataFrame:
    """Row -> the texts of ``_SAID`` that it holds."""
    shape = {"id": pl.Int64, "sealed": pl.Binary}
    held = columns_among(SourceRow.objects.all(), ("id", "values_sealed"), shape, "id", list(rows))
    opened = [
        (row, *(_text(said, name) for name in _SAID))
        for row, sealed in held.iter_rows()
        if sealed is not None and (said := json.loads(keys.open_bytes(sealed, row, "row")))
    ]
    return pl.DataFrame(opened, schema={"row": pl.Int64, **dict.fromkeys(_SAID, pl.String)}, orient="row")


def _text(said: dict[str, object], name: str) -> str | None:
    value = said.get(name)
    return str(value) if value is not None else None
