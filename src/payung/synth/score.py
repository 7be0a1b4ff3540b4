"""How far a run's decisions agree with the answer key."""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import polars as pl

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text

EXAMPLES = 20
TEXT_FILES = r"\.(csv|txt|tsv)$"
"""A text file has one sheet without a name of its own; its rows are matched by file and row."""

Place = tuple[str, str, int, str]
"""File, sheet, row, and what was planted there: enough to look, and no personal data."""


class ScoreUnreadable(PayungError):
    """The decisions or the key cannot be read."""

    code = "score-unreadable"
    exit_code = 81

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(id=f"'{path.name}' tidak dapat dibaca.", en=f"'{path.name}' cannot be read."),
            Text(
                id="Berikan decisions dan answer_key sebagai .parquet atau .csv.",
                en="Give decisions and answer_key as .parquet or .csv.",
            ),
        )


SAME_NIK = "nik_duplicate_file|nik_duplicate_village"


@dataclass(frozen=True)
class Score:
    """Rows counted; mappings count by the kind planted. ``examples`` are at most 20 places of each sort of failure."""

    rows: int  # of the key
    matched: int  # of them in the decisions
    found: Mapping[str, int] = field(default_factory=dict)  # blocked with the right decision and reason
    missed: Mapping[str, int] = field(default_factory=dict)  # to be blocked, but accepted
    misnamed: Mapping[str, int] = field(default_factory=dict)  # blocked, with another decision or reason
    passed: Mapping[str, int] = field(default_factory=dict)  # sound and accepted, by noise ("" for none)
    refused: Mapping[str, int] = field(default_factory=dict)  # sound, but refused
    strangers: int = 0  # rows decided that are no worker of the key
    unread: int = 0  # rows of the key nobody decided
    misplaced: int = 0  # rows given to another village than the one that sent them; to none is no fault
    bad_files_named: int = 0  # unreadable files found with the right problem
    bad_files_missed: tuple[tuple[str, str], ...] = ()  # file and problem nobody named
    examples: Mapping[str, tuple[Place, ...]] = field(default_factory=dict)

    @property
    def perfect(self) -> bool:
        """Every planted mistake found under its name, no sound row refused, every row read, none invented."""
        failures = (self.missed, self.misnamed, self.refused, self.bad_files_missed)
        return not any(failures) and not (self.strangers or self.unread or self.misplaced)


def score(*, result: Path, key: Path) -> Score:
    """Compare a run's ``result`` with the answer key.

    ``result`` is the folder of a run, or its decisions alone (columns file, sheet, row, decision, reasons,
    village_code). In a folder the findings are looked at too, for the unreadable files that synth.json, beside the
    key, lists.

    Of rows that are one person (``group``), exactly one must be accepted, whichever it is; the others must be rejected
    as duplicates. Raises: ScoreUnreadable.
    """
    decisions = result / "decisions.parquet" if result.is_dir() else result
    given = _with_place(_read(decisions).select("file", "sheet", "row", "decision", "reasons", "village_code"))
    wanted = _with_place(_read(key))
    both = wanted.join(
        given.select("place", "row", got="decision", reasons="reasons", given_to="village_code"),
        on=["place", "row"],
        how="left",
    )
    read = _judged(both.filter(pl.col("got").is_not_null()))
    strangers = given.join(wanted, on=["place", "row"], how="anti")
    unread = both.filter(pl.col("got").is_null())
    misplaced = read.filter((pl.col("given_to") != "") & (pl.col("given_to") != pl.col("village_code")))
    parts = {name: read.filter(pl.col("verdict") == name) for name in ("missed", "misnamed", "refused")}
    places = {name: _places(part) for name, part in parts.items()}
    places["unread"] = _places(unread.with_columns(kind=pl.col("mistake") + pl.col("noise")))
    places["strangers"] = _places(strangers.with_columns(kind=pl.lit("")))
    places["misplaced"] = _places(misplaced)
    named, unnamed = _bad_files(result, key)
    return Score(
        rows=wanted.height,
        matched=read.height,
        found=_by_kind(read.filter(pl.col("verdict") == "found")),
        missed=_by_kind(parts["missed"]),
        misnamed=_by_kind(parts["misnamed"]),
        passed=_by_kind(read.filter(pl.col("verdict") == "passed")),
        refused=_by_kind(parts["refused"]),
        strangers=strangers.height,
        unread=unread.height,
        misplaced=misplaced.height,
        bad_files_named=named,
        bad_files_missed=unnamed,
        examples={name: found for name, found in places.items() if found},
    )


def _judged(rows: pl.DataFrame) -> pl.DataFrame:
    """Add ``verdict`` and ``kind`` to rows of the key with what was ``got`` for them."""
    in_group = pl.col("group") != ""
    first = in_group & (pl.col("got") == "accept") & (pl.col("got") == "accept").cum_sum().over("group").eq(1)
    none = in_group & ~(pl.col("got") == "accept").any().over("group") & (pl.col("decision") == "accept")
    slip = (pl.col("reason") == "person_duplicate").any().over("group")
    duplicates = pl.when(slip).then(pl.lit(f"person_duplicate|{SAME_NIK}")).otherwise(pl.lit(SAME_NIK))
    rows = rows.with_columns(
        decision=pl.when(~in_group)
        .then("decision")
        .when(first | none)
        .then(pl.lit("accept"))
        .otherwise(pl.lit("reject")),
        reason=pl.when(in_group & ~first & ~none)
        .then(duplicates)
        .when(first | none)
        .then(pl.lit(""))
        .otherwise("reason"),
        kind=pl.when(in_group)
        .then(pl.when(slip).then(pl.lit("person_duplicate")).otherwise(pl.lit("nik_duplicate")))
        .when(pl.col("mistake") != "")
        .then("mistake")
        .otherwise("noise"),
    )
    named = pl.col("reasons").fill_null("").str.split(";").list.set_intersection(pl.col("reason").str.split("|"))
    right = (pl.col("got") == pl.col("decision")) & (named.list.len() > 0)
    sound, accepted = pl.col("decision") == "accept", pl.col("got") == "accept"
    return rows.with_columns(
        verdict=pl.when(sound & accepted)
        .then(pl.lit("passed"))
        .when(sound)
        .then(pl.lit("refused"))
        .when(accepted)
        .then(pl.lit("missed"))
        .when(right)
        .then(pl.lit("found"))
        .otherwise(pl.lit("misnamed"))
    )


def _bad_files(result: Path, key: Path) -> tuple[int, tuple[tuple[str, str], ...]]:
    """How many planted unreadable files the findings name rightly, and the others with their problem."""
    findings, made = result / "findings.parquet", key.with_name("synth.json")
    if not (result.is_dir() and findings.exists() and made.exists()):
        return 0, ()
    planted = {(bad["file"], bad["problem"]) for bad in json.loads(made.read_text(encoding="utf-8"))["bad_files"]}
    named = planted & set(_read(findings).select("file", "code").rows())
    return len(named), tuple(sorted(planted - named))


def _read(path: Path) -> pl.DataFrame:
    try:
        if path.suffix == ".parquet":
            return pl.read_parquet(path)
        text = pl.read_csv(path, infer_schema=False).with_columns(pl.col(pl.String).fill_null(""))
        return text.with_columns(pl.col("row").cast(pl.Int64))
    except (OSError, pl.exceptions.PolarsError) as error:
        raise ScoreUnreadable(path) from error


def _with_place(rows: pl.DataFrame) -> pl.DataFrame:
    text_file = pl.col("file").str.to_lowercase().str.contains(TEXT_FILES)
    sheet = pl.when(text_file).then(pl.lit("")).otherwise(pl.col("sheet").fill_null(""))
    return rows.with_columns(place=pl.concat_str("file", sheet, separator="#"))


def _by_kind(rows: pl.DataFrame) -> dict[str, int]:
    return dict(sorted(Counter(rows["kind"].to_list()).items()))


def _places(rows: pl.DataFrame) -> tuple[Place, ...]:
    return tuple(rows.sort("file", "sheet", "row").select("file", "sheet", "row", "kind").head(EXAMPLES).rows())
