"""Write a linkage result: tables for programs, a workbook for who is asked, and what the terminal shows of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

import polars as pl

from payung.actions.people_folder import (
    ASK,
    DECISIONS,
    KIND,
    MODEL,
    PAIRS,
    PEOPLE,
    PEOPLE_COLUMNS,
    PREPARED,
    RECORDS,
    TABLES,
    PeopleFolder,
)
from payung.actions.staging import MARK
from payung.actions.watch import Watcher
from payung.core.basis.text import Text
from payung.core.linkage.comparisons import COMPARISONS
from payung.core.linkage.decisions import Decision, in_force, written
from payung.core.linkage.model import Model
from payung.core.linkage.record import SEPARATOR
from payung.core.linkage.suggestion import suggested
from payung.engines.likeness.report import Report
from payung.gateways.ask_book import write_ask_book
from payung.gateways.csv_files import write_csv

WRITING = Text(id="Menulis hasil", en="Writing results")
FIELDS = tuple(comparison.field for comparison in COMPARISONS)
ORDER = {"ask": 0, "same": 1, "different": 2}
MOST_ASKED = 2_000
"""Pairs in the workbook for review, the heaviest; the others follow when those are decided."""


@dataclass(frozen=True)
class Found:
    """What linking gave, as ``engines.likeness.link`` names it. ``prepared``: the records made ready, to be met by new
    ones; ``inputs``: file -> sha256; ``new_from``: records before it were compared earlier, None: all are compared."""

    records: pl.DataFrame
    clusters: pl.DataFrame
    pairs: pl.DataFrame
    model: Model
    report: Report
    prepared: pl.DataFrame
    inputs: Mapping[str, str]
    notes: tuple[Text, ...]
    new_from: int | None = None


@dataclass(frozen=True)
class Place:
    """Where a record stands."""

    file: str
    sheet: str
    row: int


@dataclass(frozen=True)
class Left:
    """Something that was not compared: ``code`` of a key or a field, ``records`` with it (0: nobody has a value),
    ``blocks`` too large a group (0: a value), one of them at ``place``."""

    code: str
    blocks: int
    records: int
    place: Place | None


@dataclass(frozen=True)
class Told:
    """The figures of a linkage, as the terminal shows them. ``records``: source -> records; ``compared`` and
    ``outcomes``: of candidate pairs, of the new records only where there was a register; ``asked``: pairs in the
    whole result; ``workbook``: how many of them are in it; ``decided``: decisions in force, ``lost``: of those, how
    many about a record that is on no list now."""

    folder: Path
    records: Mapping[str, int]
    new: int | None
    persons: int
    compared: int
    outcomes: Mapping[str, int]
    asked: int
    workbook: int
    decided: int
    lost: int
    left: tuple[Left, ...]
    notes: tuple[Text, ...]


def write_people(
    found: Found, told: Sequence[Decision], last: PeopleFolder | None, out: Path, folder: Path, watcher: Watcher
) -> Told:
    """Write ``found`` into ``folder``, which becomes ``out``. ``last``: the result whose numbers of pairs are kept."""
    watcher.stage(WRITING)
    keyed = found.records.drop("record_key").join(found.clusters, on="position", how="left", maintain_order="left")
    people = keyed.select(PEOPLE_COLUMNS)
    pairs, following = _numbered(_with_decided(found, told, last), last)
    records = keyed.select(found.records.columns)
    tables = {RECORDS: records, PREPARED: found.prepared, PEOPLE: people, PAIRS: pairs}
    for name, table in tables.items():
        table.write_parquet(folder / name, compression="zstd", row_group_size=262_144)
    write_csv(people, folder / "people.csv")
    write_csv(pairs, folder / "pairs.csv")
    (folder / MODEL).write_text(found.model.written(), "utf-8")
    (folder / DECISIONS).write_text(written(told), "utf-8")
    asked = pairs.filter(outcome="ask")
    write_ask_book(sides(asked.head(MOST_ASKED), records), folder / ASK, left_out=max(0, asked.height - MOST_ASKED))
    outcome = _told(found, people, pairs, told, out)
    _write_mark(found, outcome, told, following, folder)
    return outcome


def _with_decided(found: Found, told: Sequence[Decision], last: PeopleFolder | None) -> pl.DataFrame:
    """The pairs with suggestion and verdict in force; pairs of ``last`` that persons keep apart and likeness no longer
    shows stay, so that they keep their number."""
    standing = in_force(told)
    verdicts = pl.DataFrame(
        [(left, right, decision.verdict) for (left, right), decision in standing.items()],
        schema={"low": pl.String, "high": pl.String, "decided": pl.String},
        orient="row",
    )
    known = _keyed(found.pairs)
    if last and standing:
        gone = _keyed(last.table(PAIRS)).join(verdicts, on=["low", "high"], how="semi")
        gone = gone.join(known, on=["low", "high"], how="anti").drop("left", "right")
        places = found.clusters.unique("record_key", keep="first", maintain_order=True).select("record_key", "position")
        for side in ("left", "right"):
            gone = gone.join(places.rename({"record_key": f"{side}_key", "position": side}), on=f"{side}_key")
        known = pl.concat([known, gone.with_columns(outcome=pl.lit("different")).select(known.columns)])
    answered = known.join(verdicts, on=["low", "high"], how="left", maintain_order="left")
    return _with_suggestion(answered, found.records)


def _keyed(pairs: pl.DataFrame) -> pl.DataFrame:
    return pairs.with_columns(
        low=pl.min_horizontal("left_key", "right_key"), high=pl.max_horizontal("left_key", "right_key")
    )


def _with_suggestion(pairs: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """``pairs`` with a suggested answer for those asked about."""
    on = pl.concat_str("source", "file", pl.col("sheet").fill_null(""), separator=SEPARATOR)
    lists = records.select(on.alias("list")).to_series()
    asked = pairs.with_columns(one_list=lists.gather(pairs["left"]) == lists.gather(pairs["right"]))
    kinds = asked.filter(outcome="ask").select("outcome", "one_list", *FIELDS).unique(maintain_order=True)
    answers = [suggested(row, one_list=row["one_list"]) for row in kinds.iter_rows(named=True)]
    told = kinds.with_columns(suggestion=pl.Series(answers, dtype=pl.String))
    answered = asked.join(told, on=["outcome", "one_list", *FIELDS], how="left", maintain_order="left")
    return answered.drop("one_list")


def _numbered(pairs: pl.DataFrame, last: PeopleFolder | None) -> tuple[pl.DataFrame, int]:
    """``pairs`` with a number for each two record keys, doubtful ones first, and the next number that is free.

    A pair that ``last`` had keeps its number; a number is never given to another pair.
    """
    rank = pl.col("outcome").replace_strict(ORDER, return_dtype=pl.Int64)
    ordered = pairs.with_columns(rank=rank).sort(
        "rank", "weight", "low", "high", "left", "right", descending=[False, True, False, False, False, False]
    )
    first, start = ordered.unique(["low", "high"], keep="first", maintain_order=True).select("low", "high"), 1
    if last:
        start = int(last.mark["next_pair"])
        known = _keyed(last.table(PAIRS)).unique(["low", "high"]).select("low", "high", "pair")
        first = first.join(known, on=["low", "high"], how="left", maintain_order="left")
    else:
        first = first.with_columns(pair=pl.lit(None, pl.Int64))
    free = pl.col("pair").is_null()
    first = first.with_columns(pair=pl.when(free).then(free.cum_sum().cast(pl.Int64) + start - 1).otherwise("pair"))
    following = max(start, int(first["pair"].max() or 0) + 1)  # type: ignore[arg-type]
    numbered = ordered.join(first, on=["low", "high"], how="left", maintain_order="left")
    return numbered.select("pair", pl.exclude("pair", "rank", "low", "high")), following


def sides(pairs: pl.DataFrame, records: pl.DataFrame) -> pl.DataFrame:
    """``pairs`` with the fields of both records beside them, as left_name, right_name and so on.

    ``records``: lines in the order of their positions.
    """
    shown = records.drop("record_key", "position")
    both = [pairs]
    for side in ("left", "right"):
        both.append(shown[pairs[side]].rename({name: f"{side}_{name}" for name in shown.columns}))
    return pl.concat(both, how="horizontal")


def _told(found: Found, people: pl.DataFrame, pairs: pl.DataFrame, told: Sequence[Decision], out: Path) -> Told:
    standing = in_force(told)
    keys = pl.Series([key for pair in standing for key in pair], dtype=pl.String)
    there = set(people.filter(pl.col("record_key").is_in(keys.implode()))["record_key"]) if standing else set()
    asked = pairs.filter(outcome="ask").height
    report = found.report
    left = [(one.key, one.blocks, one.records, one.position) for one in report.skipped]
    set_aside = {one.field for one in report.worthless if one.records}
    left += [
        (one.field, 0, one.records, one.position)
        for one in report.worthless
        if one.records or (people.height > (found.new_from or 0) and one.field not in set_aside)
    ]
    return Told(
        folder=out,
        records=dict(found.records.group_by("source", maintain_order=True).len().iter_rows()),
        new=None if found.new_from is None else found.records.height - found.new_from,
        persons=people["person_key"].n_unique(),
        compared=report.compared,
        outcomes=report.outcomes,
        asked=asked,
        workbook=min(asked, MOST_ASKED),
        decided=len(standing),
        lost=sum(not there.issuperset(pair) for pair in standing),
        left=tuple(
            Left(code, blocks, count, _place(found.records, position) if count else None)
            for code, blocks, count, position in left
        ),
        notes=found.notes,
    )


def _place(records: pl.DataFrame, position: int) -> Place:
    file, sheet, row = records.select("file", "sheet", "row").row(position)
    return Place(file, sheet or "", row)


def _write_mark(found: Found, told: Told, decisions: Sequence[Decision], following: int, folder: Path) -> None:
    """run.json: what went in and what came of it, so that a later run can be compared and continued."""
    mark = {
        "payung": version("payung"),
        KIND: TABLES,
        "seed": found.model.seed,
        "inputs": dict(sorted(found.inputs.items())),
        "model": sha256(found.model.written().encode()).hexdigest(),
        "decisions": sha256(written(decisions).encode()).hexdigest(),
        "records": dict(told.records),
        "persons": told.persons,
        "compared": told.compared,
        "outcomes": dict(told.outcomes),
        "asked": told.asked,
        "left_out": [{"code": one.code, "blocks": one.blocks, "records": one.records} for one in told.left],
        "weights": {
            outcome: {str(bit): count for bit, count in sorted(bars.items())}
            for outcome, bars in found.report.ceilings.items()
        },
        "next_pair": following,
        ASK: sha256((folder / ASK).read_bytes()).hexdigest(),
    }
    (folder / MARK).write_text(json.dumps(mark, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
