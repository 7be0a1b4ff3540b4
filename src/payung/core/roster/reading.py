"""Read the sheets of one file: which rows are workers, what they say, and what every other row is."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from payung.core.basis.text import Text
from payung.core.roster import row_kinds as kinds
from payung.core.roster.cells import any_text, nik
from payung.core.roster.headings import plain
from payung.core.roster.inference import inferred_heading, settled
from payung.core.roster.layout import Heading, filled_down, find_heading, heading_at, is_numbering, lists_of
from payung.core.roster.records import EMPTY_RECORD, Record, cell_of, facts, record_of
from payung.core.roster.sheet import Cell, Sheet
from payung.core.roster.table import COLUMNS
from payung.core.roster.template import HIDDEN_SHEET, KEY_VILLAGE_CODE

NOT_READ = ("position", "file", "village_code")
"""Columns of the roster table that are known outside the file."""

HELP_SHEETS = ("PETUNJUK", "CONTOH", "PANDUAN", "PILIHAN", "REFERENSI", "INSTRUKSI", "CARA ", "SAMPLE", "README")
MOST_TITLES = 40
NIK_DIGITS = 16
FEWEST_ZEROS, MOST_BY_NATURE = 6, 0.9
"""A column of NIKs is taken for damaged from six that end in 0, and nine in ten: by chance once in a million lists."""

NIK_COLUMN_DAMAGED = Text(
    id="{n} NIK berakhiran 0: kolomnya pernah disimpan Excel sebagai angka dan digit ke-16 hilang. Minta berkas asli, "
    "atau ketik ulang NIK dalam kolom berformat Teks.",
    en="{n} NIKs end in 0: Excel once held the column as numbers and the 16th digit is lost. Ask for the original, "
    "or type the NIKs again in a column formatted as Text.",
)
LONGEST_NUMBER = 9
LONG_NIK = 12
"""Digits in the NIK column that no heading, numbering or total has."""

HIDDEN_SHEET_NOT_READ = Text(
    id="Lembar tersembunyi '{sheet}' berisi daftar dan tidak dibaca. Tampilkan lembarnya bila memang dimaksud.",
    en="The hidden sheet '{sheet}' holds a list and was not read. Unhide it if it is meant.",
)
SHEET_NOT_READ = Text(
    id="Lembar '{sheet}' seperti daftar orang tetapi tidak dibaca: contoh, rujukan, atau tanpa kolom NIK.",
    en="The sheet '{sheet}' looks like a list of people but was not read: an example, a reference, or without NIKs.",
)
ROW_NOT_READ = Text(
    id="Baris ini berisi NIK tetapi dianggap bukan pekerja (contoh, jumlah, atau tanda tangan).",
    en="This row holds a NIK but was taken for no worker (an example, a total or a signature).",
)
HIDDEN_ROWS_READ = Text(
    id="{n} baris tersembunyi ikut dibaca. Hapus barisnya bila tidak dimaksud.",
    en="{n} hidden rows were read too. Delete them if they are not meant.",
)
FOUND: Mapping[str, tuple[str, Text]] = {
    "hidden_rows": ("info", HIDDEN_ROWS_READ),
    "hidden_sheet": ("info", HIDDEN_SHEET_NOT_READ),
    "nik_column_damaged": ("block", NIK_COLUMN_DAMAGED),
    "row_not_read": ("warn", ROW_NOT_READ),
    "sheet_not_read": ("info", SHEET_NOT_READ),
}
"""Code of everything that reading can find -> severity, and what it says."""


@dataclass(frozen=True)
class SheetCount:
    """What became of a sheet's rows. ``rows_read`` (rows that are not empty) = ``workers`` + all of ``not_data``."""

    name: str
    rows_read: int
    workers: int
    not_data: dict[str, int]
    used: bool


@dataclass(frozen=True)
class ReadingFinding:
    """Something met while reading that the village should know."""

    sheet: str | None
    row: int | None
    code: str
    severity: str
    message: Text


@dataclass(frozen=True)
class WorkbookReading:
    """One file. ``columns`` are those of the roster table except ``NOT_READ``, a value for each worker."""

    columns: dict[str, list[object]]
    sheets: list[SheetCount]
    template_code: str | None
    titles: tuple[str, ...]
    findings: list[ReadingFinding]


def read_workbook(sheets: list[Sheet], *, on: date) -> WorkbookReading:
    """Read every list in ``sheets``. ``on`` decides the century of two-digit years. Never raises."""
    reading = WorkbookReading(
        columns={name: [] for name in COLUMNS if name not in NOT_READ},
        sheets=[],
        template_code=_template_code(sheets),
        titles=(),
        findings=[],
    )
    headings = {id(sheet): _heading(sheet, on) for sheet in sheets}
    with_nik = any("nik" in found.columns for sheet in sheets if sheet.visible and (found := headings[id(sheet)]))
    others_list = any(sheet.visible and not _is_help(sheet) and headings[id(sheet)] for sheet in sheets)
    used: list[list[_Body]] = []
    for sheet in sheets:
        heading = headings[id(sheet)]
        wanted = heading is not None and sheet.visible and not (_is_help(sheet) and others_list)
        if heading is None or not wanted or (with_nik and "nik" not in heading.columns):
            reading.sheets.append(_unread(sheet))
            if heading is not None:
                code = "sheet_not_read" if sheet.visible else "hidden_sheet"
                reading.findings.append(_finding(code, sheet.name, sheet=sheet.name))
            continue
        bodies = [_Body(filled_down(part, own), own, on) for part, own in _lists(sheet, heading, on)]
        for body in bodies:
            body.read()
        used.append(bodies)
        reading.sheets.append(_count_of(bodies))
    several = len({plain(said) for bodies in used for body in bodies for said in body.villages if said}) > 1
    for bodies in used:
        _add(reading, bodies, several)
    titles = [title for bodies in used for body in bodies for title in body.titles]
    titles += [title for bodies in used for body in bodies for title in body.village_titles if several]
    return WorkbookReading(
        reading.columns, reading.sheets, reading.template_code, tuple(titles[:MOST_TITLES]), reading.findings
    )


@dataclass
class _Body:
    """One sheet being read from the top down."""

    sheet: Sheet
    heading: Heading
    on: date
    counts: Counter[str] = field(default_factory=Counter)
    workers: list[tuple[int, Record]] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    rows_read: int = 0
    signed_off: bool = False
    numbered: int = 0  # workers so far whose number column is filled
    last_number: int = 0
    last_nik: int = -1  # index of the last row with a NIK: what comes below it must look more like a worker
    weighed: tuple[list[Cell] | None, bool] = (None, False)  # a row and whether it has a long NIK
    villages: list[str | None] = field(default_factory=list)  # for each worker, the village told above it
    village: str | None = None
    village_titles: list[str] = field(default_factory=list)  # rows between workers that name a village
    doubted: list[int] = field(default_factory=list)  # rows with a NIK that were taken for no worker

    def read(self) -> None:
        """Go through all rows."""
        at, rows = 0, self.sheet.rows
        self._look_ahead()
        while at < len(rows):
            again = self.heading if at == self.heading.start else self._again(at)
            if again and again.end > at:
                for heading_row in rows[at : again.end]:
                    self._count(heading_row, kinds.HEADING)
                self.heading, self.signed_off, at = again, False, again.end
                self.last_number, self.weighed = 0, (None, False)
                self._look_ahead()
                continue
            if any(any_text(cell) for cell in rows[at]):
                self._read_row(at)
            at += 1

    def _look_ahead(self) -> None:
        column = self.heading.columns.get("nik")
        rows = self.sheet.rows if column is not None else []
        tried = (
            at
            for at in reversed(range(len(rows)))
            if kinds.attempts_nik(cell_of(rows[at], self.heading.columns, "nik"))
        )
        self.last_nik = len(self.sheet.rows) if column is None else next(tried, -1)

    def _again(self, at: int) -> Heading | None:
        """A heading below the first: repeated on a new page, or of another table."""
        if at < self.heading.end or self._has_long_nik(self.sheet.rows[at]):
            return None  # most rows are workers: not looking twice is what keeps long lists quick
        found = heading_at(self.sheet, at)
        return settled(self.sheet, found, self.on) if found else None

    def _has_long_nik(self, row: list[Cell]) -> bool:
        if row is not self.weighed[0]:  # asked several times of each row
            said, _ = nik(cell_of(row, self.heading.columns, "nik"))
            self.weighed = (row, said is not None and len(said) >= LONG_NIK and said.isdigit())
        return self.weighed[1]

    def _read_row(self, at: int) -> None:
        row = self.sheet.rows[at]
        if at < self.heading.start and not self._is_above(row):
            title = " ".join(said for cell in row if (said := any_text(cell)))
            self.titles.append(title)
            self.village = kinds.village_named(title) or self.village
            self._count(row, kinds.TITLE)
        elif not self._has_long_nik(row) and is_numbering(row):
            self._count(row, kinds.NUMBERING)
        elif self._has_worker(row, at > self.last_nik):
            self.rows_read += 1
            self.numbered += self._filled(row, "number")
            self.last_number = self._number(row) or self.last_number
            self.villages.append(self.village)
            self.signed_off = False  # the list goes on
            self.workers.append((self.sheet.first_row + at, record_of(row, self.heading.columns, self.on)))
        else:
            kind = kinds.kind_of_rest(row, self._filled(row, "number"))
            if kinds.is_example(row) or kinds.is_hint(row):
                kind = kinds.EXAMPLE
            if self._has_long_nik(row):
                self.doubted.append(self.sheet.first_row + at)
            below = at > self.last_nik
            ends = kind == kinds.SIGNATURE or (below and (kind == kinds.NOTE or kinds.heads_another_table(row)))
            self.signed_off = self.signed_off or ends
            if kind in (kinds.GROUP, kinds.TITLE):
                title = " ".join(map(any_text, row))
                if village := kinds.village_named(title):
                    self.village = village
                    self.village_titles.append(title)
            self._count(row, kinds.SIGNATURE if self.signed_off and kind != kinds.NOTE else kind)

    def _number(self, row: list[Cell]) -> int:
        said = any_text(cell_of(row, self.heading.columns, "number")).strip("(). ")
        return int(said) if said.isdecimal() and len(said) < 7 else 0

    def _is_above(self, row: list[Cell]) -> bool:
        """Whether a row above the first heading is a worker all the same: a list whose first page has no heading."""
        whole, name = self._has_long_nik(row), cell_of(row, self.heading.columns, "name")
        return whole and kinds.is_person_name(name) and facts(row, self.heading.columns) > 0

    def _is_numbered(self, row: list[Cell]) -> bool:
        """Whether the number column holds a number, and not the letter or the name of a group."""
        said = any_text(cell_of(row, self.heading.columns, "number"))
        return any(map(str.isdigit, said)) and len(said) < LONGEST_NUMBER and not kinds.names_group(said)

    def _has_worker(self, row: list[Cell], below: bool) -> bool:
        """Whether the row is a worker: when in doubt inside the list it is, below a signature it is not.

        ``below``: no row from here on has a NIK; a name with a number alone must then go on counting.
        """
        columns = self.heading.columns
        name = cell_of(row, columns, "name")
        tries, named = kinds.attempts_nik(cell_of(row, columns, "nik")), kinds.is_person_name(name)
        whole = tries and self._has_long_nik(row)
        if whole and named and not self.signed_off:
            return not kinds.is_example(row)
        numbered, known = self._is_numbered(row), facts(row, columns)
        if kinds.is_example(row) or (not whole and kinds.is_hint(row)):
            return False
        if kinds.is_total(row) and not (whole and named) and not (numbered and (tries or known >= 2)):
            return False
        if tries and (named or known or numbered):
            return not self.signed_off or (named and (known > 0 or numbered))
        if self.signed_off:
            return not below and named and known > 0 and numbered and self._number(row) > self.last_number
        if tries:
            return whole and not kinds.signs_off(row)
        if not named:
            born = any_text(cell_of(row, columns, "birth_date")) + any_text(
                cell_of(row, columns, "birth_place_and_date")
            )
            return numbered and known >= 2 and any(map(str.isdigit, born))
        said = any_text(name)
        if kinds.is_office(said):
            counts_on = not below and self._number(row) == self.last_number + 1
            return numbered and known >= (1 if counts_on else 2)
        if kinds.names_group(said) and known == 0:
            return False
        expected = self.numbered * 2 < len(self.workers) or numbered or "number" not in columns
        goes_on = (
            numbered and (not below or self._number(row) > self.last_number) and not kinds.heads_another_table(row)
        )
        return (known > 0 and (expected or known >= 3)) or (goes_on and "nik" in columns)

    def _filled(self, row: list[Cell], *fields: str) -> bool:
        return any(any_text(cell_of(row, self.heading.columns, name)) for name in fields)

    def _count(self, row: list[Cell], kind: str) -> None:
        if any(any_text(cell) for cell in row):
            self.rows_read += 1
            self.counts[kind] += 1


def _lists(sheet: Sheet, heading: Heading, on: date) -> list[tuple[Sheet, Heading]]:
    return (
        [(part, settled(part, own, on)) for part, own in lists_of(sheet, heading)]
        if heading.beside
        else [(sheet, heading)]
    )


def _count_of(bodies: list[_Body]) -> SheetCount:
    """Lists side by side each count their own rows."""
    counts: Counter[str] = sum((body.counts for body in bodies), Counter())
    rows_read, workers = sum(body.rows_read for body in bodies), sum(len(body.workers) for body in bodies)
    return SheetCount(bodies[0].sheet.name, rows_read, workers, dict(sorted(counts.items())), True)


def _add(reading: WorkbookReading, bodies: list[_Body], several: bool) -> None:
    """Put a sheet's workers and findings into the file's.

    ``several``: the file has lists of several villages, so each row is given the one told above it.
    """
    name, hidden_rows = bodies[0].sheet.name, bodies[0].sheet.hidden_rows
    workers = [worker for body in bodies for worker in body.workers]
    zeros = _ends_in_zeros([record for _, record in workers])
    if zeros:
        reading.findings.append(_finding("nik_column_damaged", name, n=zeros))
    villages = [village for body in bodies for village in body.villages]
    for (row, record), village in zip(workers, villages, strict=True):
        record["sheet"], record["row"] = name, row
        if several and record["village_text"] is None:
            record["village_text"] = village
    for column, values in reading.columns.items():
        otherwise = EMPTY_RECORD.get(column)
        values.extend(record.get(column, otherwise) for _, record in workers)
    for row in (row for body in bodies for row in body.doubted):
        reading.findings.append(_finding("row_not_read", name, row))
    hidden = sum(row in hidden_rows for row, _ in workers)
    if hidden:
        reading.findings.append(_finding("hidden_rows", name, n=hidden))


def _finding(code: str, where: str, row: int | None = None, **values: object) -> ReadingFinding:
    """What ``FOUND`` says of ``code``, about the sheet ``where``."""
    severity, says = FOUND[code]
    return ReadingFinding(where, row, code, severity, says.filled(**values))


def _ends_in_zeros(records: list[Record]) -> int:
    """How many NIKs end in 0, where nearly all do; those are marked as numbers, which is what they once were.

    One NIK in ten ends in 0 by nature. A column that Excel once held as numbers and somebody turned into text again
    looks sound cell by cell; only together do its NIKs show that each has lost its last digit.
    """
    whole = [record for record in records if len(str(record["nik"])) == NIK_DIGITS and record["nik_form"] == "text"]
    ending = [record for record in whole if str(record["nik"]).endswith("0")]
    if len(ending) < FEWEST_ZEROS or len(ending) < MOST_BY_NATURE * len(whole):
        return 0
    for record in ending:
        record["nik_form"] = "number"
    return len(ending)


def _heading(sheet: Sheet, on: date) -> Heading | None:
    if sheet.name == HIDDEN_SHEET:
        return None
    found = find_heading(sheet)
    return settled(sheet, found, on) if found else inferred_heading(sheet, on)


def _is_help(sheet: Sheet) -> bool:
    """Sheets of instructions and choices may show an example list; where no other sheet has one, it is the list."""
    return plain(sheet.name).startswith(HELP_SHEETS)


def _unread(sheet: Sheet) -> SheetCount:
    count = sum(1 for row in sheet.rows if any(any_text(cell) for cell in row))
    kind = kinds.OTHER_SHEET if sheet.visible else kinds.HIDDEN_SHEET
    return SheetCount(sheet.name, count, 0, {kind: count} if count else {}, False)


def _template_code(sheets: list[Sheet]) -> str | None:
    """The village code of our own template's hidden sheet."""
    for sheet in sheets:
        if sheet.name == HIDDEN_SHEET:
            for row in sheet.rows:
                if len(row) > 1 and any_text(row[0]) == KEY_VILLAGE_CODE:
                    return any_text(row[1]) or None
    return None
