"""The result folder of ``payung people``: what lies in it, and how a later command finds it again."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import polars as pl

from payung.actions.gather_records import RECORD_TYPES
from payung.actions.staging import MARK
from payung.core.basis.errors import TELL_ADMINISTRATOR, PayungError
from payung.core.basis.text import Text
from payung.core.linkage.decisions import Decision, Verdict, in_force, read_decisions, written
from payung.core.linkage.model import Model, read_model
from payung.gateways.ask_answers import read_answers

KIND = "people"
"""What ``run.json`` says of such a folder, with the version of its tables."""
TABLES = 1

RECORDS, PREPARED, PEOPLE, PAIRS = (f"{name}.parquet" for name in ("records", "prepared", "people", "pairs"))
DECISIONS, MODEL, ASK = "decisions.csv", "model.json", "ask.xlsx"
UNSIGNED = "?"
"""Stands for who has not signed an answer yet."""

PLACE = {"file": pl.String, "sheet": pl.String, "row": pl.Int64}
"""Where a record stands: row as a spreadsheet shows it, the heading being row 1 of a list."""

PEOPLE_COLUMNS = ("source", *PLACE, "record_key", "person_key")
PAIR_TYPES = {"pair": pl.Int64, "left": pl.Int64, "right": pl.Int64, "left_key": pl.String, "right_key": pl.String}


class PeopleFolderWrong(PayungError):
    """The folder, or a table of it, is no result of ``payung people link``."""

    code = "people-folder-wrong"
    exit_code = 93

    def __init__(self, path: Path) -> None:
        super().__init__(
            Text(
                id=f"'{path.name}' bukan hasil pembandingan orang, atau dari versi lain.",
                en=f"'{path.name}' is no result of comparing people, or one of another version.",
            ),
            Text(
                id="Berikan folder --out dari `payung people link`; untuk --out pilih folder baru.",
                en="Give the --out folder of `payung people link`; for --out choose a new folder.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )


class PairUnknown(PayungError):
    """No such pair, or one whose two records cannot be told apart."""

    code = "people-pair-unknown"
    exit_code = 94

    def __init__(self, number: int) -> None:
        super().__init__(
            Text(
                id=f"Tidak ada pasangan nomor {number} yang dapat diputuskan.",
                en=f"There is no pair {number} to decide about.",
            ),
            Text(
                id="Nomor pasangan: `payung people ask DIR`, atau kolom pair dalam pairs.csv.",
                en="Numbers of pairs: `payung people ask DIR`, or the column pair of pairs.csv.",
            ),
            on_page=Text(id="Pilih pasangan dari halaman Pasangan.", en="Choose a pair from the page Pairs."),
        )


class AnswersWaiting(PayungError):
    """The workbook in the result holds answers that no decision was made of; a new result would lose them."""

    code = "people-answers-waiting"
    exit_code = 96

    def __init__(self, path: Path, count: int) -> None:
        take = f"`payung people decide {path.name} --from {path.name}/{ASK}`"
        super().__init__(
            Text(
                id=f"'{ASK}' di '{path.name}' berisi {count} jawaban yang belum diputuskan; tidak ada yang diubah.",
                en=f"'{ASK}' in '{path.name}' holds {count} answers that were not taken yet; nothing was changed.",
            ),
            Text(
                id=f"Ambil dahulu: {take}, atau pindahkan berkas itu.",
                en=f"Take them first: {take}, or move the file.",
            ),
            on_page=TELL_ADMINISTRATOR,
        )


@dataclass(frozen=True)
class PeopleFolder:
    """A result that was read: its mark (``run.json``), the model, and what persons decided. Tables are read when used.

    ``people``: ``PEOPLE_COLUMNS``, line by line the positions of ``records`` (``core.linkage.record.COLUMNS`` and
    ``PLACE``). ``pairs``: ``PAIR_TYPES`` and what ``engines.likeness.link`` says, suggestion and decided (verdicts).
    """

    path: Path
    mark: Mapping[str, Any]
    model: Model
    decisions: tuple[Decision, ...]

    def table(self, name: str) -> pl.DataFrame:
        """One of the tables. Raises: PeopleFolderWrong."""
        try:
            return pl.read_parquet(self.path / name, glob=False)
        except (OSError, pl.exceptions.PolarsError) as fault:
            raise PeopleFolderWrong(self.path) from fault

    def persons(self) -> pl.DataFrame:
        """record_key and person_key of every record."""
        return self.table(PEOPLE).select("record_key", "person_key")


def read_people(path: Path) -> PeopleFolder:
    """The result in the folder ``path``. Raises: PeopleFolderWrong, ModelUnreadable, DecisionUnreadable."""
    try:
        mark = json.loads((path / MARK).read_text("utf-8"))
        model = (path / MODEL).read_text("utf-8")
        told = (path / DECISIONS).read_text("utf-8")
    except (OSError, ValueError) as fault:
        raise PeopleFolderWrong(path) from fault
    if not isinstance(mark, dict) or mark.get(KIND) != TABLES:
        raise PeopleFolderWrong(path)
    return PeopleFolder(path, mark, read_model(model), read_decisions(told))


def earlier_people(path: Path) -> PeopleFolder | None:
    """The result that is about to be replaced; None where nothing is. Raises as ``read_people``."""
    return read_people(path) if (path / MARK).exists() else None


def read_persons(path: Path) -> pl.DataFrame:
    """record_key and person_key of an earlier people.parquet. Raises: PeopleFolderWrong."""
    try:
        return pl.read_parquet(path, glob=False, columns=["record_key", "person_key"]).cast(pl.String)
    except (OSError, pl.exceptions.PolarsError) as fault:
        raise PeopleFolderWrong(path) from fault


def merged(*histories: Sequence[Decision]) -> tuple[Decision, ...]:
    """One history of several, each decision once. Where one history continues the other that is the longer; else
    they are put in the order of their days, so that the later day counts.
    """
    whole: tuple[Decision, ...] = ()
    for history in histories:
        told = tuple(history)
        shorter, longer = sorted((whole, told), key=len)
        if longer[: len(shorter)] == shorter:
            whole = longer
        else:
            whole = tuple(sorted(dict.fromkeys((*whole, *told)), key=lambda decision: decision.on))
    return whole


def refuse_waiting(folder: PeopleFolder, taken: Sequence[Decision] = ()) -> None:
    """Nothing, where each answer in the workbook of ``folder`` is in force, or will be with those ``taken`` now.

    Raises: AnswersWaiting; ReviewWorkbookWrong, where the workbook was changed and cannot be read.
    """
    book = folder.path / ASK
    if not book.exists() or sha256(book.read_bytes()).hexdigest() == folder.mark.get(ASK):
        return
    standing = in_force((*folder.decisions, *taken))
    answers = read_answers(book, UNSIGNED)
    if waiting := sum(changes(one.left_key, one.right_key, one.verdict, standing) for one in answers):
        raise AnswersWaiting(folder.path, waiting)


def changes(left: str, right: str, verdict: Verdict, standing: Mapping[tuple[str, str], Decision]) -> bool:
    """Whether ``verdict`` about a pair is other than what is in force."""
    known = standing.get((min(left, right), max(left, right)))
    return verdict != (known.verdict if known else "withdrawn")


def append_decisions(folder: PeopleFolder, added: Sequence[Decision]) -> PeopleFolder:
    """Add to the history on disk: whole or not at all, whenever the machine stops. The caller holds the lock."""
    told = (*folder.decisions, *added)
    partial = folder.path / f".{DECISIONS}.partial"
    with partial.open("w", encoding="utf-8", newline="") as file:
        file.write(written(told))
        file.flush()
        os.fsync(file.fileno())
    partial.replace(folder.path / DECISIONS)
    return replace(folder, decisions=told)


def no_records() -> pl.DataFrame:
    """An empty table of records with their places."""
    return pl.DataFrame(schema=RECORD_TYPES | PLACE)
