"""The tables of a run put into the store within an act: people, rows, what was decided and found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl

from payung.store.acts import Doing
from payung.store.erased import Called, anew, called, joins_of
from payung.store.keys import Keys
from payung.store.models import ROWS_AN_ACT, Finding, Identity, Join, Person, SourceRow, Village, VillageCode
from payung.store.renumber import villages_on
from payung.store.sealed import row_marks

SAID = (
    *("address", "birth_date", "birth_date_text", "birth_place", "family_card", "mother_name", "name", "nik"),
    *("occupation", "occupation_text", "phone", "rt", "rw", "sex", "village_code", "work_declared"),
)
"""Columns of a roster row that are kept, sealed: what the village said. In the order of canonical JSON."""

_ROW = (
    *("run_id", "person_id", "village_id", "file", "sheet", "row", "mark", "values_sealed"),
    *("decision", "reasons", "rank", "months", "fund"),
)
_FINDING = ("run_id", "person_id", "village_id", "file", "sheet", "row", "column", "code", "severity")

_Values = pl.Expr | pl.Series


@dataclass(frozen=True)
class Tables:
    """``decisions``: ``core.roster.table.DECISIONS``; ``findings``: its ``FINDINGS``; ``said``: ``SAID`` of the rows of
    ``decisions``, line by line, None where they are not known; ``file_villages``: file -> code of its village;
    ``file_acts``: file -> the act that kept what is in it."""

    decisions: pl.DataFrame
    findings: pl.DataFrame
    said: pl.DataFrame | None = None
    file_villages: Mapping[str, str] | None = None
    file_acts: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Put:
    """How much came in; ``people`` of whom ``new`` were not there before."""

    rows: int
    findings: int
    people: int
    new: int


def put_run(doing: Doing, keys: Keys, run: int, tables: Tables, villages: Mapping[str, int]) -> Put:
    """Add the people, rows and findings of ``run``. ``villages``: code -> number, of every village of the tables.

    People are those of linkage (``person_key``); who was there before keeps number, name and NIK. Of who was erased,
    rows that were kept before that say nothing; a later one that names them makes them a new number.
    """
    decisions = _with_silence(keys, tables)
    people, new = _people(doing, keys, decisions, villages)
    marks, sealed = _sealed(doing, keys, tables.said, decisions["silent"])
    rows = decisions.with_columns(
        pl.col("file", "sheet", "fund", "reasons").fill_null(""),
        run_id=pl.lit(run, pl.Int64),
        person_id=pl.col("person_key").replace_strict(people, default=None, return_dtype=pl.Int64),
        village_id=pl.col("village_code").replace_strict(villages, default=None, return_dtype=pl.Int64),
        mark=marks,
        values_sealed=sealed,
    )
    kept = rows.select(_ROW).with_columns(
        pl.col("reasons").str.slice(0, 500), pl.col("row", "rank", "months").cast(pl.Int64)
    )
    doing.add(SourceRow, _ROW, kept)
    told = _findings(tables, rows, run, villages)
    doing.add(Finding, _FINDING, told)
    return Put(decisions.height, told.height, len(people), new)


def villages_by_code(doing: Doing, codes: Sequence[str], on: date) -> dict[str, int]:
    """Number of each village that had the code on the day ``on``; those not yet known are added.

    Codes are Kemendagri's, 10 digits.
    """
    known = villages_on(on, codes)
    new = sorted(set(codes) - set(known))
    added = doing.add(Village, ("code",), ((code,) for code in new)) if new else range(0)
    if new:
        doing.add(VillageCode, ("village_id", "code", "since"), zip(added, new, [None] * len(new), strict=True))
    return known | dict(zip(new, added, strict=True))


def said_as_json(said: pl.DataFrame) -> list[bytes]:
    """What each row says (``SAID``) as canonical JSON."""
    days = pl.col("birth_date").cast(pl.String)
    texts = said.select(SAID).with_columns(days).select(pl.struct(pl.all()).struct.json_encode()).to_series()
    return [text.encode() for text in texts.to_list()]


def _with_silence(keys: Keys, tables: Tables) -> pl.DataFrame:
    """The decisions, and of each row whether it is ``silent``: what it says was erased since it was kept."""
    decisions = tables.decisions
    told = called(keys, decisions["person_key"].drop_nulls().unique().to_list())
    since = {one: each.since for one, each in told.items() if each.since}
    kept = pl.col("file").replace_strict(dict(tables.file_acts or {}), default=0, return_dtype=pl.Int64)
    gone = pl.col("person_key").replace_strict(since, default=None, return_dtype=pl.Int64)
    return decisions.with_columns(silent=(kept <= gone).fill_null(False))


def _sealed(
    doing: Doing, keys: Keys, said: pl.DataFrame | None, silent: pl.Series
) -> tuple[pl.Expr | pl.Series, pl.Expr | pl.Series]:
    """The mark and the sealed values of each row."""
    if said is None:
        return pl.lit(""), pl.lit(None, pl.Binary)
    held = said_as_json(said)
    first = doing.number * ROWS_AN_ACT
    sealed = keys.seal_bytes(held, range(first, first + len(held)), "row")
    rows = pl.DataFrame(
        {"silent": silent, "mark": row_marks(keys, held), "sealed": sealed},
        schema={"silent": pl.Boolean, "mark": pl.String, "sealed": pl.Binary},
    ).select(
        mark=pl.when("silent").then(pl.lit("")).otherwise("mark"), sealed=pl.when(~pl.col("silent")).then("sealed")
    )
    return rows["mark"], rows["sealed"]


def _people(
    doing: Doing, keys: Keys, decisions: pl.DataFrame, villages: Mapping[str, int]
) -> tuple[dict[str, int], int]:
    """Key of linkage -> number of the person, and how many are new. What a person is called is in the best row."""
    best = (
        decisions.filter(pl.col("person_key").is_not_null())
        .sort("person_key", "silent", pl.col("decision") != "accept", "file", "sheet", "row", nulls_last=True)
        .unique("person_key", keep="first", maintain_order=True)
    )
    before = called(keys, best["person_key"].to_list())
    speaks = best.filter(~pl.col("silent") & (pl.col("name").fill_null("") != ""))["person_key"].to_list()
    again = {one for one in speaks if before[one].gone}
    known = {one: anew(keys, each) if one in again else each for one, each in before.items()}
    new = best.filter(pl.col("person_key").is_in([one for one, each in known.items() if each.number is None]))
    added = _new_people(doing, keys, new, known, villages)
    joins = joins_of({before[one].number or 0: added[one] for one in sorted(again)})
    if joins:
        doing.add(Join, ("person_id", "into_id", "undoes_id"), joins)
    there = {one: each.number for one, each in known.items() if each.number is not None}
    return there | added, new.height


def _new_people(
    doing: Doing, keys: Keys, new: pl.DataFrame, known: Mapping[str, Called], villages: Mapping[str, int]
) -> dict[str, int]:
    """Key of linkage -> number, of each of ``new``, who is what the row says."""
    rows = new.select(
        pl.col("person_key")
        .replace_strict({one: each.key for one, each in known.items()}, default=None, return_dtype=pl.String)
        .alias("key"),
        pl.col("name").fill_null("").str.slice(0, 200),
        birth_date="dob",
        sex=pl.lit(""),
        village_id=pl.col("village_code").replace_strict(villages, default=None, return_dtype=pl.Int64),
    )
    added = doing.add(Person, ("key", "name", "birth_date", "sex", "village_id"), rows)
    numbered = new.with_columns(person_id=pl.int_range(added.start, added.start + pl.len(), dtype=pl.Int64))
    with_nik = numbered.filter(pl.col("nik").str.len_chars() > 0)
    doing.add(
        Identity,
        ("person_id", "nik_index", "nik_sealed"),
        with_nik.select(
            "person_id",
            nik_index=pl.Series(keys.index_all(with_nik["nik"]), dtype=pl.Binary),
            nik_sealed=pl.Series(keys.seal_all(with_nik["nik"], with_nik["person_id"]), dtype=pl.Binary),
        ),
    )
    return dict(zip(new["person_key"].to_list(), added, strict=True))


def _findings(tables: Tables, rows: pl.DataFrame, run: int, villages: Mapping[str, int]) -> pl.DataFrame:
    """The rows of the table: each with the person and village of the row, or the village of its file."""
    place = ["file", "sheet", "row"]
    whose = rows.select(*place, "person_id", "village_id").unique(place, keep="first")
    texts = tables.findings.with_columns(pl.col("file", "sheet", "column").fill_null(""))
    told = texts.join(whose, on=place, how="left", nulls_equal=True, maintain_order="left")
    numbers = {file: villages[code] for file, code in (tables.file_villages or {}).items() if code in villages}
    by_file = pl.col("file").replace_strict(numbers, default=None, return_dtype=pl.Int64)
    return told.with_columns(pl.coalesce("village_id", by_file), run_id=pl.lit(run, pl.Int64)).select(_FINDING)
