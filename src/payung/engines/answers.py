"""BPJS's answers settled on this machine: names made comparable, the rules run on Polars, every row accounted for."""

from collections.abc import Mapping
from dataclasses import dataclass

import narwhals as nw
import polars as pl

from payung.core.cover import answer_changes, answers
from payung.core.cover.answer_words import REJECTED, STATES, UNANSWERED, phrase, status_of, unclear_alone
from payung.core.cover.rejections import NO_PHRASES, UNKNOWN, Phrases, reason_codes
from payung.core.linkage.names import name_words

LINE = ("line", "sheet", "nik", "name", "birth_date", "status", "membership_number", "reason")


@dataclass(frozen=True)
class Settled:
    """What a file of answers says of everyone sent. ``answer`` is the place of a line in the file, from 0.

    ``states``: enrolment, person, state, membership_number, reason, reason_codes (``;`` between them, null unless
    rejected), line, sheet: one row an enrolment, by enrolment. ``lines``: answer, line, sheet, nik, name, birth_date,
    status, membership_number, reason, kind, why, enrolment: one row a line. ``candidates``: answer, line, sheet,
    enrolment: who an unknown or ambiguous line may mean. ``notices``: answer, line, sheet, enrolment, notice.
    ``unknown_reasons``: phrase, people: each text nobody has explained yet, once: of the rejected, and of the
    unanswered where it may be what rejects or accepts them.
    """

    states: pl.DataFrame
    lines: pl.DataFrame
    candidates: pl.DataFrame
    notices: pl.DataFrame
    unknown_reasons: pl.DataFrame

    @property
    def counts(self) -> Mapping[str, int]:
        """State -> people, and kind -> lines; the first sum to those sent, the second to the lines of the file."""
        return _counted(self.states["state"], STATES) | _counted(self.lines["kind"], tuple(answers.KINDS))


def settle(exported: pl.DataFrame, said: pl.DataFrame, phrases: Phrases = NO_PHRASES) -> Settled:
    """``exported`` (at least enrolment, person, nik, name, birth_date) against ``said`` (``answer_files.ANSWERS``).

    Every enrolment gets exactly one state, every line exactly one kind; nobody is guessed. ``sheet`` may be missing.
    Raises: ValueError where an enrolment stands twice.
    """
    if exported["enrolment"].n_unique() != exported.height:
        raise ValueError("an enrolment stands twice among those sent")
    sent, told = _prepared(exported, said)
    fates = _collected(answers.with_fates(_frame(sent), _frame(told))).sort("answer")
    where = fates.select("answer", "line", "sheet")
    states = (
        _collected(answers.states(_frame(sent), _frame(fates)))
        .join(sent.select("enrolment", "person", "name"), on="enrolment", how="left")
        .join(where, on="answer", how="left")
        .sort("enrolment")
    )
    codes = _codes(states, phrases)
    states = states.with_columns(codes).select(
        "enrolment", "person", "state", "membership_number", "reason", "reason_codes", "line", "sheet", "name"
    )
    listed = {
        name: _collected(made(_frame(sent), _frame(fates)))
        .join(where, on="answer", how="left")
        .sort("answer", "enrolment")
        for name, made in (("candidates", answers.candidates), ("notices", answers.notices))
    }
    return Settled(
        states.drop("name"),
        fates.select("answer", *LINE, "kind", "why", "enrolment"),
        listed["candidates"].select("answer", "line", "sheet", "enrolment"),
        listed["notices"]
        .sort("answer", "enrolment", "notice")
        .select("answer", "line", "sheet", "enrolment", "notice"),
        _unknown(states, phrases),
    )


def changes(settled: Settled, standing: pl.DataFrame) -> pl.DataFrame:
    """What ``settled`` changes in ``standing`` (enrolment, person, state, membership_number, reason).

    One row an enrolment of ``settled``, by enrolment: see ``core.cover.answer_changes.changes``.
    """
    states = _frame(settled.states)
    return _collected(answer_changes.changes(states, _frame(standing), states)).sort("enrolment")


def name_keys(names: pl.Series) -> pl.Series:
    """``names`` in one spelling, titles left out; null where there is no name."""
    known = names.drop_nulls().unique().to_list()
    keys = [" ".join(word for word in name_words(name) if word) or None for name in known]
    table = dict(zip(known, keys, strict=True))
    return pl.Series("name_key", [table.get(name) for name in names.to_list()], pl.String)


def _prepared(exported: pl.DataFrame, said: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    sent = exported.select("enrolment", "person", "nik", "name", "birth_date").with_columns(name_keys(exported["name"]))
    sheet = pl.col("sheet") if "sheet" in said.columns else pl.lit("").alias("sheet")
    told = said.with_columns(sheet).select(LINE).with_columns(name_keys(said["name"]))
    return sent, told.with_row_index("answer").with_columns(pl.col("answer").cast(pl.Int64))


def _codes(states: pl.DataFrame, phrases: Phrases) -> pl.Series:
    rows = states.select("state", "reason", "name").iter_rows()
    codes = [reason_codes(reason, name, phrases) if state == "rejected" else None for state, reason, name in rows]
    return pl.Series("reason_codes", codes, pl.String)


def _unknown(states: pl.DataFrame, phrases: Phrases) -> pl.DataFrame:
    """The phrases nobody has explained, of rejections and beside people not answered, the commonest first."""
    rows = states.filter(pl.col("reason").is_not_null()).select("state", "reason", "name").iter_rows()
    said = [phrase(reason, name) for state, reason, name in rows if _open(state, reason, name, phrases)]
    counted = pl.Series("phrase", said, pl.String).to_frame().group_by("phrase").agg(people=pl.len().cast(pl.Int64))
    return counted.sort(["people", "phrase"], descending=[True, False])


def _open(state: str, reason: str, name: str | None, phrases: Phrases) -> bool:
    """Whether somebody has still to say what ``reason`` means."""
    if reason_codes(reason, name, phrases) != UNKNOWN:
        return False
    if state == REJECTED:
        return True
    told = phrase(reason) in phrases.states or (status_of(reason) is not None and not unclear_alone(reason))
    return state == UNANSWERED and not told


def _counted(column: pl.Series, words: tuple[str, ...]) -> dict[str, int]:
    there = dict(column.value_counts().iter_rows())
    return {word: int(there.get(word, 0)) for word in words}


def _frame(rows: pl.DataFrame) -> answers.Frame:
    return nw.from_native(rows.lazy())


def _collected(frame: answers.Frame) -> pl.DataFrame:
    rows: pl.DataFrame = frame.collect(backend="polars").to_native()
    return rows
