"""BPJS's answer to an enrolment file: a workbook or text table from outside, read whole or not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from pathlib import Path

import polars as pl

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.cover.answer_sheets import SheetRead, read_answers
from payung.core.cover.rejections import NO_PHRASES, Phrases
from payung.gateways.workbooks.pool import SECONDS
from payung.gateways.workbooks.sheets import open_sheets

ANSWERS = {
    "line": pl.Int64,
    "sheet": pl.String,
    "nik": pl.String,
    "name": pl.String,
    "birth_date": pl.Date,
    "status": pl.String,
    "membership_number": pl.String,
    "reason": pl.String,
}
"""One row a line of the file, in its order; ``line`` as the spreadsheet shows it, ``sheet`` "" for a text table."""

_CELLS = attrgetter(*ANSWERS)
MOST_TOLD = 12
"""Cells that an error names; it counts the others."""


class AnswerFileUnreadable(PayungError):
    """A file of BPJS's answer that cannot be opened."""

    code = "answer-file-unreadable"
    exit_code = 22

    def __init__(self, path: Path, says: Text, do: Text) -> None:
        super().__init__(
            Text(
                id=f"Berkas jawaban BPJS '{path.name}' tidak dapat dibuka. {says.id}",
                en=f"The answer file '{path.name}' of BPJS cannot be opened. {says.en}",
            ),
            do,
        )


class AnswerFileNotUnderstood(PayungError):
    """A file of BPJS's answer in which something is not understood: each cell is named, and no answer was taken."""

    code = "answer-file-not-understood"
    exit_code = 23

    def __init__(self, path: Path, wrong: Sequence[Text]) -> None:
        told = list(dict.fromkeys(wrong))
        more = len(told) - MOST_TOLD
        extra = Text(id=f"Dan {more} sel lain.", en=f"And {more} cells more.")
        shown = [*told[:MOST_TOLD], *([extra] if more > 0 else [])]
        super().__init__(
            Text(
                id="\n".join(
                    [f"'{path.name}' tidak dipahami; tidak ada jawaban yang diambil.", *(one.id for one in shown)]
                ),
                en="\n".join([f"'{path.name}' is not understood; no answer was taken.", *(one.en for one in shown)]),
            ),
            Text(
                id="Pastikan ada baris judul dengan NIK atau Nama, dan Status, Nomor KPJ atau Alasan, di lembar yang "
                "tampil. Bila cabang memakai kata status lain, tulis kata itu di berkas kata alasan "
                "(phrase,code) dengan accepted, rejected atau unanswered.",
                en="See that a heading row has NIK or Nama, and Status, Nomor KPJ or Alasan, on a visible sheet. Where "
                "the branch uses another word for a status, write it into the file of phrases (phrase,code) with "
                "accepted, rejected or unanswered.",
            ),
        )


@dataclass(frozen=True)
class AnswerFile:
    """A file that was read. ``answers`` has the columns of ``ANSWERS``; ``sheets`` account for every row."""

    sha256: str
    answers: pl.DataFrame
    sheets: tuple[SheetRead, ...]


def read_answer_file(path: Path, *, on: date, phrases: Phrases = NO_PHRASES, seconds: int = SECONDS) -> AnswerFile:
    """BPJS's answer in the XLSX, XLS, ODS or CSV at ``path``, opened in a child process with limits.

    ``on`` decides the century of two-digit years. Hidden rows are read; a hidden sheet with answers is told as wrong.
    Raises: AnswerFileUnreadable, AnswerFileNotUnderstood.
    """
    try:
        opened = open_sheets(path, seconds)
    except OSError as error:
        why = type(error).__name__
        give = Text(id="Berikan berkas yang diterima dari BPJS.", en="Give the file that came from BPJS.")
        raise AnswerFileUnreadable(path, Text(id=f"({why})", en=f"({why})"), give) from None
    if opened.problem is not None:
        raise AnswerFileUnreadable(path, opened.problem.says, opened.problem.do)
    read = read_answers(opened.sheets, on, phrases, opened.hidden)
    if read.wrong:
        raise AnswerFileNotUnderstood(path, read.wrong)
    lines = [_CELLS(line) for line in read.lines]
    return AnswerFile(opened.sha256, pl.DataFrame(lines, ANSWERS, orient="row"), read.sheets)
