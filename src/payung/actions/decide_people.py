"""Keep what a person decided about doubtful pairs, and settle the result by it at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import polars as pl

from payung.actions.link_people import link_again
from payung.actions.people_folder import (
    PAIRS,
    RECORDS,
    PairUnknown,
    PeopleFolder,
    append_decisions,
    changes,
    read_people,
    refuse_waiting,
)
from payung.actions.staging import locked, staged
from payung.actions.watch import Unwatched, Watcher
from payung.actions.write_people import Told
from payung.core.linkage.decisions import Decision, Verdict, decide, in_force
from payung.core.roster.cells import any_text
from payung.core.roster.harmless import harmless
from payung.gateways.ask_answers import UNKNOWN_PAIR, ReviewWorkbookWrong, read_answers


@dataclass(frozen=True)
class Decided:
    """``added``: decisions that are new in the history; ``already``: answers that were in force before; ``before`` and
    ``after``: persons; ``told``: the figures of the settled result, None where it was not settled anew."""

    added: tuple[Decision, ...]
    already: int
    before: int
    told: Told | None


def decide_people(
    path: Path,
    *,
    on: date,
    pair: int | None = None,
    verdict: Verdict = "different",
    by: str = "",
    reason: str = "",
    book: Path | None = None,
    settle: bool = True,
    watcher: Watcher | None = None,
) -> Decided:
    """Append to the decisions of the result in ``path``: ``verdict`` about the ``pair`` of that number, or all answers
    of the filled workbook ``book``; then, with ``settle``, link its records again with the same model.

    The history is only added to. What was decided stays if settling fails.
    Raises: PeopleFolderWrong, PairUnknown, ReviewWorkbookWrong, AnswersWaiting, FolderBusy, ModelUnreadable,
    DecisionUnreadable.
    """
    watcher = watcher or Unwatched()
    with locked(path.absolute()):
        folder = read_people(path)
        answers = _of_book(folder, book, by, on) if book else (_of_pair(folder, pair or 0, verdict, by, reason, on),)
        standing = in_force(folder.decisions)
        added = tuple(one for one in answers if changes(one.left, one.right, one.verdict, standing))
        if added and settle:
            refuse_waiting(folder, added)
        if added:
            append_decisions(folder, added)
    told = None
    if added and settle:
        with staged(path) as fresh:
            told = link_again(path, fresh, watcher=watcher)
    return Decided(added, len(answers) - len(added), int(folder.mark["persons"]), told)


def _of_pair(folder: PeopleFolder, number: int, verdict: Verdict, by: str, reason: str, on: date) -> Decision:
    found = folder.table(PAIRS).filter(pl.col("pair") == number).select("left_key", "right_key").head(1).rows()
    if not found or found[0][0] == found[0][1]:
        raise PairUnknown(number)
    one, other = found[0]
    return decide(one, other, verdict, _kept(by), on, _kept(reason))


def _of_book(folder: PeopleFolder, book: Path, by: str, on: date) -> Sequence[Decision]:
    answers = read_answers(book, by)
    keys = pl.Series([key for one in answers for key in (one.left_key, one.right_key)], dtype=pl.String)
    records = folder.table(RECORDS)
    there = set(records.filter(pl.col("record_key").is_in(keys.implode()))["record_key"])
    if lost := [one for one in answers if not {one.left_key, one.right_key} <= there]:
        raise ReviewWorkbookWrong(book.name, [UNKNOWN_PAIR.filled(cell=one.cell) for one in lost])
    return [decide(one.left_key, one.right_key, one.verdict, _kept(one.by), on, _kept(one.reason)) for one in answers]


def _kept(text: str) -> str:
    """One clean line that a spreadsheet does not run: the history is a CSV that people open."""
    return harmless(any_text(text))
