"""The answers in a filled workbook of doubtful pairs: all of them, or none and every cell that is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.linkage.decisions import VERDICTS, Verdict
from payung.core.linkage.suggestion import ANSWERS
from payung.core.roster.cells import any_text
from payung.core.roster.sheet import Sheet
from payung.gateways.ask_book import COLUMNS, KEYS_APART
from payung.gateways.workbooks.problems import FileProblem
from payung.gateways.workbooks.sheets import read_sheets

HEADINGS = {heading: field for heading, _, field in COLUMNS}
NEEDED = ("verdict", "by", "reason", "keys")
WORDS: Mapping[str, Verdict] = {
    word: verdict for verdict in VERDICTS for word in (verdict, ANSWERS[verdict].id, ANSWERS[verdict].en)
}
KEY_DIGITS = 24


class ReviewWorkbookWrong(PayungError):
    """The workbook of answers cannot be used: every wrong cell is named, and no answer was taken."""

    code = "people-answers-wrong"
    exit_code = 95

    def __init__(self, file: str, wrong: Sequence[Text]) -> None:
        super().__init__(
            Text(
                id="\n".join(
                    [f"'{file}' belum dapat dipakai; tidak ada putusan yang diambil.", *(one.id for one in wrong)]
                ),
                en="\n".join([f"'{file}' cannot be used; no decision was taken.", *(one.en for one in wrong)]),
            ),
            Text(
                id="Perbaiki sel yang disebut, simpan, lalu ulangi. Putusan: sama, berbeda, cabut, atau kosong.",
                en="Repair the cells named, save, and try again. Verdicts: same, different, withdrawn, or empty.",
            ),
        )


UNKNOWN_WORD = Text(
    id="Sel {cell}: putusan harus sama, berbeda, cabut, atau kosong.",
    en="Cell {cell}: the verdict must be same, different, withdrawn, or empty.",
)
NOBODY = Text(id="Sel {cell}: siapa yang memutuskan belum ditulis.", en="Cell {cell}: who decided is not written.")
NO_VERDICT = Text(
    id="Sel {cell}: ada nama atau alasan tanpa putusan.", en="Cell {cell}: a name or a reason without a verdict."
)
NO_KEYS = Text(
    id="Sel {cell}: kunci pasangan hilang atau berubah.", en="Cell {cell}: the keys of the pair are gone or changed."
)
TWICE = Text(
    id="Sel {cell}: pasangan ini sudah diputuskan lain di sel {first}.",
    en="Cell {cell}: this pair is decided otherwise in cell {first}.",
)
UNKNOWN_PAIR = Text(
    id="Sel {cell}: catatan pasangan ini tidak ada dalam hasil ini.",
    en="Cell {cell}: the records of this pair are not in this result.",
)
NO_TABLE = Text(
    id="Tidak ada lembar dengan judul kolom Putusan, Diputus oleh, Alasan dan Kunci.",
    en="No sheet has the headings Putusan, Diputus oleh, Alasan and Kunci.",
)


@dataclass(frozen=True)
class Answer:
    """One filled verdict and the cell it stands in."""

    cell: str
    left_key: str
    right_key: str
    verdict: Verdict
    by: str
    reason: str


def read_answers(path: Path, by: str = "") -> tuple[Answer, ...]:
    """Every answer in the workbook at ``path``, in its order; ``by`` decided where the cell is empty.

    Raises: ReviewWorkbookWrong.
    """
    sheets = read_sheets(path)
    if isinstance(sheets, FileProblem):
        raise ReviewWorkbookWrong(path.name, [sheets.says])
    wrong: list[Text] = []
    answers: list[Answer] = []
    found = [(sheet, headings) for sheet in sheets if (headings := _headings(sheet))]
    if not found:
        raise ReviewWorkbookWrong(path.name, [NO_TABLE])
    for sheet, (at, columns) in found:
        for row in range(at + 1, len(sheet.rows)):
            if answer := _answer(sheet, row, columns, by, wrong):
                answers.append(answer)
    _agree(answers, wrong)
    if wrong:
        raise ReviewWorkbookWrong(path.name, wrong)
    return tuple({(one.left_key, one.right_key): one for one in answers}.values())


def _headings(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    for at, row in enumerate(sheet.rows):
        columns = {HEADINGS[said]: place for place, cell in enumerate(row) if (said := any_text(cell)) in HEADINGS}
        if set(NEEDED) <= columns.keys():
            return at, columns
    return None


def _answer(sheet: Sheet, at: int, columns: Mapping[str, int], by: str, wrong: list[Text]) -> Answer | None:
    """The answer in row ``at`` of the sheet's rows; None where there is none or it is wrong, which is then told."""
    row = sheet.rows[at]
    said = {name: any_text(row[place]) if place < len(row) else "" for name, place in columns.items()}
    cells = {name: _cell(sheet, at, columns[name]) for name in NEEDED}
    if not any(said[name] for name in ("verdict", "by", "reason")):
        return None
    verdict = WORDS.get(said["verdict"].lower())
    if verdict is None:
        wrong.append((UNKNOWN_WORD if said["verdict"] else NO_VERDICT).filled(cell=cells["verdict"]))
        return None
    keys = said["keys"].split(KEYS_APART)
    told = len(wrong)
    if len(keys) != 2 or keys[0] == keys[1] or any(len(key) != KEY_DIGITS for key in keys):
        wrong.append(NO_KEYS.filled(cell=cells["keys"]))
    if not (said["by"] or by):
        wrong.append(NOBODY.filled(cell=cells["by"]))
    if len(wrong) > told:
        return None
    return Answer(cells["verdict"], min(keys), max(keys), verdict, said["by"] or by, said["reason"])


def _agree(answers: Sequence[Answer], wrong: list[Text]) -> None:
    first: dict[tuple[str, str], Answer] = {}
    for answer in answers:
        known = first.setdefault((answer.left_key, answer.right_key), answer)
        if known.verdict != answer.verdict:
            wrong.append(TWICE.filled(cell=answer.cell, first=known.cell))


def _cell(sheet: Sheet, at: int, place: int) -> str:
    letters, column = "", sheet.first_column + place
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{sheet.first_row + at}"
