"""A spreadsheet of cases as an office keeps it: title rows, a row of headings, one case a row, notes of its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.claims.case_cells import CaseCellWrong, FieldWrong, empty, expected_amount, question_values
from payung.core.claims.case_columns import EXPECTED, field_of
from payung.core.roster.amount_cells import AMOUNT
from payung.core.roster.cells import any_text
from payung.core.roster.sheet import Cell, Sheet
from payung.gateways.workbooks.problems import FileProblem
from payung.gateways.workbooks.sheets import read_sheets

HEADING_WITHIN = 60
"""Rows from the top of a sheet among which the headings must stand."""

MOST_CASES = 20_000


class CaseSheetUnreadable(PayungError):
    """A spreadsheet of cases that cannot be opened, or holds no table of cases."""

    code = "case-sheet-unreadable"
    exit_code = 54

    def __init__(self, file: str, says: Text, do: Text) -> None:
        super().__init__(Text(id=f"'{file}': {says.id}", en=f"'{file}': {says.en}"), do)


@dataclass(frozen=True)
class CaseRow:
    """One case: what it asks, what it expects to the rupiah (by keys of ``EXPECTED``), and where each field stands.

    ``wrong``: set where a cell cannot be read; then the row asks nothing.
    """

    sheet: str
    row: int
    values: Mapping[str, object]
    expected: Mapping[str, int]
    source: str
    headings: Mapping[str, str]  # field -> the heading as the office wrote it
    wrong: CaseCellWrong | None = None

    def wrong_at(self, field: str, expected: Text) -> CaseCellWrong:
        """The error that ``field`` of this row should hold ``expected``."""
        return CaseCellWrong(self.sheet, self.row, self.headings.get(field, field), expected)


@dataclass(frozen=True)
class CaseSheet:
    """All cases of a file, in its order; ``unused``: headings nobody reads; ``skipped``: rows that are no case."""

    cases: tuple[CaseRow, ...]
    unused: tuple[str, ...]
    skipped: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class _Headings:
    at: int  # place of the row in the sheet's rows
    columns: Mapping[str, tuple[int, ...]]  # field -> places in a row
    said: Mapping[str, str]
    unused: tuple[str, ...]


def read_case_sheet(path: Path) -> CaseSheet:
    """The cases of every visible sheet of ``path`` that has a row of headings. Raises: CaseSheetUnreadable."""
    sheets = read_sheets(path)
    if isinstance(sheets, FileProblem):
        raise CaseSheetUnreadable(path.name, sheets.says, sheets.do)
    cases: list[CaseRow] = []
    unused: dict[str, None] = {}
    skipped: list[tuple[str, int]] = []
    for sheet in sheets:
        headings = _headings(path.name, sheet)
        if headings is None:
            continue
        unused |= dict.fromkeys(headings.unused)
        for at in range(headings.at + 1, len(sheet.rows)):
            row, cells = sheet.first_row + at, _cells(sheet.rows[at], headings)
            if _is_case(cells):
                cases.append(_case(sheet.name, row, cells, headings))
            elif cells:
                skipped.append((sheet.name, row))
    if not cases:
        raise CaseSheetUnreadable(path.name, _NO_CASES, _HOW_TO)
    if len(cases) > MOST_CASES:
        raise CaseSheetUnreadable(path.name, _TOO_MANY, _HOW_TO)
    return CaseSheet(tuple(cases), tuple(unused), tuple(skipped))


_NO_CASES = Text(
    id="tidak ada lembar dengan baris judul jenis klaim, mulai perlindungan dan santunan, lalu baris kasus.",
    en="no sheet has a row of headings with the kind of claim, the start of cover and the benefit, and cases below.",
)
_TOO_MANY = Text(id=f"lebih dari {MOST_CASES} kasus.", en=f"more than {MOST_CASES} cases.")
_HOW_TO = Text(
    id="Beri judul kolom 'Jenis klaim', 'Mulai perlindungan', 'Tanggal meninggal' atau 'Tanggal kecelakaan', dan "
    "'Santunan'; satu baris satu kasus.",
    en="Head the columns 'Jenis klaim', 'Mulai perlindungan', 'Tanggal meninggal' or 'Tanggal kecelakaan', and "
    "'Santunan'; one row a case.",
)


def _headings(file: str, sheet: Sheet) -> _Headings | None:
    """The first row near the top that heads the fields a case needs. Raises: CaseSheetUnreadable."""
    for at, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        columns: dict[str, tuple[int, ...]] = {}
        said: dict[str, str] = {}
        unused: list[str] = []
        for place, cell in enumerate(row):
            heading = any_text(cell) if isinstance(cell, str) else ""
            field = field_of(heading)
            if field is None:
                unused += [heading] if heading else []
                continue
            if field in columns and field != "children":
                raise CaseSheetUnreadable(file, _twice(sheet, at, said[field], heading), _HOW_TO)
            columns[field] = (*columns.get(field, ()), place)
            said.setdefault(field, heading)
        if {"kind", "started"} <= columns.keys() and columns.keys() & EXPECTED.keys():
            return _Headings(at, columns, said, tuple(unused))
    return None


def _twice(sheet: Sheet, at: int, first: str, second: str) -> Text:
    row = sheet.first_row + at
    return Text(
        id=f"lembar '{sheet.name}', baris {row}: kolom '{first}' dan '{second}' berarti sama.",
        en=f"sheet '{sheet.name}', row {row}: the columns '{first}' and '{second}' mean the same.",
    )


def _cells(row: Sequence[Cell], headings: _Headings) -> dict[str, list[Cell]]:
    """The filled cells of a row, by field."""
    found: dict[str, list[Cell]] = {}
    for field, places in headings.columns.items():
        held = [row[place] for place in places if place < len(row) and not empty(row[place])]
        if held:
            found[field] = held
    return found


def _is_case(cells: Mapping[str, Sequence[Cell]]) -> bool:
    """A row of sums or notes has neither a kind of claim nor a first day of cover, or nothing else; headings repeat."""
    if len(cells) < 2 or not ("kind" in cells or "started" in cells):
        return False
    return not ("kind" in cells and field_of(any_text(cells["kind"][0])) == "kind")


def _case(sheet: str, row: int, cells: Mapping[str, Sequence[Cell]], headings: _Headings) -> CaseRow:
    source = any_text(cells["source"][0]) if "source" in cells else ""
    case = CaseRow(sheet, row, {}, {}, source, headings.said)
    try:
        values = question_values(cells)
        expected = {field: expected_amount(field, cells[field][0]) for field in EXPECTED if field in cells}
    except FieldWrong as wrong:
        return replace(case, wrong=case.wrong_at(wrong.field, wrong.expected))
    if not expected:
        first = next(field for field in EXPECTED if field in headings.said)
        return replace(case, wrong=case.wrong_at(first, AMOUNT))
    return replace(case, values=values, expected=expected)
