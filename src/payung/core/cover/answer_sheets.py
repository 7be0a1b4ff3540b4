"""BPJS's answer file, read: its sheets as they lie become one line for each person it speaks of.

A table begins at a heading row and ends at the next one; there may be several, side by side on sheets or one below the
other. Which state a line has is said by its status; where the table has no such column, by the sheet's name or the
title above it, or by a membership number or a reason standing there. What cannot be understood is told by its cell,
and then the file is not used at all.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from payung.core.basis.text import Text
from payung.core.cover.answer_line import Line, answer_line
from payung.core.cover.answer_words import ANSWERS, field_of, title_says
from payung.core.cover.rejections import NO_PHRASES, Phrases
from payung.core.roster import cells, row_kinds
from payung.core.roster.sheet import Cell, Sheet

MOST_COLUMNS = 256
"""Columns of a sheet that are looked at."""

MOST_HEADINGS = 2_000
"""Rows of a file that may look like headings; repeated ones do not count."""

MOST_HEADING_LENGTH = 100
_MAY_HEAD = re.compile(r"N\W?I\W?K|KTP|NAM[AE]|IDENTITAS|KEPEND|PESERTA|PEKERJA", re.IGNORECASE)
NO_ANSWERS = "no_answers"
"""The kind of a row that stands in a list in which nothing is answered, such as a copy of what was sent."""


@dataclass(frozen=True)
class SheetRead:
    """What was made of one sheet: ``rows`` = ``answers`` + the sum of ``not_data`` (kind -> rows)."""

    sheet: str
    rows: int
    answers: int
    not_data: Mapping[str, int]
    other: tuple[int, ...]  # rows that are neither a person nor anything a list usually has; counted in not_data


@dataclass(frozen=True)
class AnswersRead:
    """Lines in the order of the file. With ``wrong`` (what, and in which cell) the file must not be used."""

    lines: tuple[Line, ...]
    sheets: tuple[SheetRead, ...]
    wrong: tuple[Text, ...]


@dataclass
class _Table:
    """A table that has begun: field -> its columns, and what its title says of every row."""

    columns: Mapping[str, tuple[int, ...]]
    says: str | None
    heading: list[list[Cell]]  # its rows
    signed: bool = False  # a signature block has begun below it

    @property
    def depth(self) -> int:
        return len(self.heading)

    @property
    def answers(self) -> bool:
        return self.says is not None or any(name in self.columns for name in ANSWERS)


@dataclass
class _Reading:
    sheet: Sheet
    on: date
    phrases: Phrases
    lines: list[Line] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    other: list[int] = field(default_factory=list)
    wrong: list[Text] = field(default_factory=list)
    headings: int = 0


NO_TABLE = Text(
    id="Tidak ada tabel dengan kolom NIK atau nama dan kolom status, nomor KPJ atau alasan.",
    en="No table has a column of NIKs or names and one of status, membership number or reason.",
)
HIDDEN = Text(
    id="Lembar {sheet} berisi jawaban tetapi disembunyikan.", en="The sheet {sheet} holds answers but is hidden."
)
TOO_MANY = Text(
    id="Lembar {sheet} berisi terlalu banyak baris yang mirip judul kolom.",
    en="The sheet {sheet} has too many rows that look like headings.",
)
NO_HEADING = Text(
    id="Sel {cell}: ada NIK di luar tabel yang berjudul kolom.",
    en="Cell {cell}: a NIK outside any table with headings.",
)


def read_answers(
    sheets: Iterable[Sheet], on: date, phrases: Phrases = NO_PHRASES, hidden: Iterable[Sheet] = ()
) -> AnswersRead:
    """The lines of ``sheets``. ``on`` decides the century of two-digit years; nothing a sheet holds raises."""
    lines: list[Line] = []
    counts: list[SheetRead] = []
    wrong = [HIDDEN.filled(sheet=sheet.name) for sheet in hidden if _read(sheet, on, phrases).lines]
    for sheet in sheets:
        read = _read(sheet, on, phrases)
        lines += read.lines
        wrong += read.wrong
        rows = sum(1 for row in sheet.rows if row)
        counts.append(SheetRead(sheet.name, rows, len(read.lines), dict(read.kinds), tuple(read.other)))
    if not lines and not wrong:
        wrong.append(NO_TABLE)
    return AnswersRead(tuple(lines), tuple(counts), tuple(wrong))


def _read(sheet: Sheet, on: date, phrases: Phrases) -> _Reading:
    reading = _Reading(sheet, on, phrases)
    named = title_says(sheet.name)
    table: _Table | None = None
    titles: list[str] = []
    skip = -1
    for at, row in enumerate(sheet.rows):
        if not row:
            continue
        if at <= skip:
            reading.kinds[row_kinds.HEADING] += 1
            continue
        if table is not None and _is_person(row, table):
            _take(reading, table, at)
            titles.clear()
            continue
        if table is not None and sheet.rows[at : at + table.depth] == table.heading:  # repeated, as on a new page
            table = replace(table, says=_said_above(titles, named, table), signed=False)
            titles.clear()
            skip = at + table.depth - 1
            reading.kinds[row_kinds.HEADING] += 1
            continue
        found, depth = _heading(reading, at)
        if found:
            table = _Table(found, _said_above(titles, named, table), sheet.rows[at : at + depth])
            titles.clear()
            skip = at + depth - 1
            reading.kinds[row_kinds.HEADING] += 1
            continue
        _leave_out(reading, table, at, titles)
        if reading.headings > MOST_HEADINGS:
            reading.wrong.append(TOO_MANY.filled(sheet=sheet.name or "-"))
            break
    return reading


def _said_above(titles: Sequence[str], named: str | None, before: _Table | None) -> str | None:
    """The state of the rows below a heading: of the title above, of the table it goes on with, of the sheet's name."""
    said = {state for title in titles if (state := title_says(title))}
    if before is not None:
        return before.says if not said else said.pop() if len(said) == 1 else None
    if named is not None:
        said.add(named)
    return said.pop() if len(said) == 1 else None


def _take(reading: _Reading, table: _Table, at: int) -> None:
    sheet = reading.sheet
    if not table.answers:
        reading.kinds[NO_ANSWERS] += 1
        return
    taken = {
        name: tuple(sheet.rows[at][place] if place < len(sheet.rows[at]) else None for place in places)
        for name, places in table.columns.items()
    }
    line = answer_line(sheet.name, sheet.first_row + at, taken, table.says, reading.on, reading.phrases)
    if isinstance(line, Line):
        reading.lines.append(line)
        return
    place = next(places[line.turn] for name, places in table.columns.items() if name == line.field)
    reading.wrong.append(line.says.filled(cell=_cell(sheet, at, place)))


def _leave_out(reading: _Reading, table: _Table | None, at: int, titles: list[str]) -> None:
    """Count a row that is nobody's; a NIK in it is a row that was missed."""
    row = reading.sheet.rows[at]
    stray = next((place for place, cell in enumerate(row[:MOST_COLUMNS]) if _is_bare_nik(cell)), None)
    if stray is not None:
        reading.wrong.append(NO_HEADING.filled(cell=_cell(reading.sheet, at, stray)))
        return
    texts = [said for cell in row[:MOST_COLUMNS] if (said := cells.any_text(cell))]
    titles += [said for said in texts if len(said) <= MOST_HEADING_LENGTH]
    if table is None:
        kind = row_kinds.TITLE
    elif len(texts) > 1 and all(said.strip(".)").isdigit() and len(said) < 4 for said in texts):
        kind = row_kinds.NUMBERING
    else:
        kind = row_kinds.kind_of_rest(row, _numbered(row, table))
    if table is not None and table.signed and kind == row_kinds.OTHER:
        kind = row_kinds.SIGNATURE  # who signs stands below the office, the names side by side
    if row_kinds.is_total(row):
        titles.clear()  # "JUMLAH DITOLAK: 184" closes a table and names none
    if table is not None and kind == row_kinds.SIGNATURE:
        table.signed = True
    reading.kinds[kind] += 1
    if kind == row_kinds.OTHER:
        reading.other.append(reading.sheet.first_row + at)


def _numbered(row: Sequence[Cell], table: _Table) -> bool:
    return any(place < len(row) and row[place] is not None for place in table.columns.get("number", ()))


def _is_person(row: Sequence[Cell], table: _Table) -> bool:
    """Whether the row speaks of one person: has a NIK, or a name with something said of its bearer."""

    def held(*names: str) -> list[Cell]:
        return [
            row[at] for name in names for at in table.columns.get(name, ()) if at < len(row) and row[at] is not None
        ]

    niks = held("nik")
    if any(map(_is_nik, niks)):
        return True
    if row_kinds.is_total(row):
        return False
    if any(map(row_kinds.attempts_nik, niks)):
        return True
    if not any(map(row_kinds.is_person_name, held("name"))):
        return False
    if any(field_of(cells.any_text(cell)) in ("name", "nik") for cell in held("name")):
        return False
    if held("birth_date"):
        return True
    if table.signed:
        return False
    answered = any(map(cells.text, held(*ANSWERS)))
    return answered and not row_kinds.signs_off([*held("name"), *niks])


def _is_nik(cell: Cell) -> bool:
    if type(cell) is str and (len(cell) < cells.NIK_DIGITS or len(cell) > 2 * cells.NIK_DIGITS):
        return False
    said, _ = cells.nik(cell)
    return said is not None and len(said) == cells.NIK_DIGITS and said.isascii() and said.isdigit()


def _is_bare_nik(cell: Cell) -> bool:
    """A NIK without a word before it; "NIK 1571…" may stand in a signature."""
    return _is_nik(cell) and not (isinstance(cell, str) and any(map(str.isalpha, cell)))


def _heading(reading: _Reading, at: int) -> tuple[dict[str, tuple[int, ...]], int]:
    """The columns of the heading that begins in row ``at`` and how many rows it has; nothing when none does."""
    row, *below = reading.sheet.rows[at : at + 2]
    if not _may_head(row) or not any(_names(part) for part in (row, *below)):
        return {}, 0
    reading.headings += 1
    alone = _columns([row])
    if not below or not _may_head(below[0]):
        return (alone, 1) if _heads_a_list(alone) else ({}, 0)
    both, next_alone = _columns([row, below[0]]), _columns(below)
    if _heads_a_list(both) and len(both) > max(len(alone), len(next_alone)):
        return both, 2
    return (alone, 1) if _heads_a_list(alone) else ({}, 0)


def _names(row: Sequence[Cell]) -> bool:
    return any(isinstance(cell, str) and bool(_MAY_HEAD.search(cell[:MOST_HEADING_LENGTH])) for cell in row)


def _may_head(row: Sequence[Cell]) -> bool:
    """Whether the row has texts, and nothing a heading never has: long numbers, days."""
    return any(isinstance(cell, str) for cell in row[:MOST_COLUMNS]) and not any(
        isinstance(cell, date) or (isinstance(cell, str) and sum(map(str.isdigit, cell)) >= 8)
        for cell in row[:MOST_COLUMNS]
    )


def _columns(parts: Sequence[Sequence[Cell]]) -> dict[str, tuple[int, ...]]:
    found: dict[str, list[int]] = {}
    above = ""
    for place in range(min(MOST_COLUMNS, max(map(len, parts)))):
        texts = [cells.any_text(part[place]) if place < len(part) else "" for part in parts]
        above = texts[0] or above
        said = " ".join(text for text in texts if text)
        options = [said] if len(parts) == 1 else [texts[-1], said, f"{above} {texts[-1]}" if texts[-1] else ""]
        name = next((name for option in options if option and (name := field_of(option))), None)
        if name:
            found.setdefault(name, []).append(place)
    return {name: tuple(places) for name, places in found.items()}


def _heads_a_list(found: Mapping[str, object]) -> bool:
    return ("nik" in found or "name" in found) and len(found.keys() - {"number"}) >= 2


def _cell(sheet: Sheet, at: int, place: int) -> str:
    letters, column = "", sheet.first_column + place
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{sheet.name}!{letters}{sheet.first_row + at}" if sheet.name else f"{letters}{sheet.first_row + at}"
