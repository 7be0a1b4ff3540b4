"""A bill or a member list as it lies in a file: the figures above, the lines below, and what cannot be read of them."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

from payung.core.cover.bill import BillHead, BillProblem, portions
from payung.core.cover.list_headings import column_of, head_field_of, is_total
from payung.core.cover.month_cells import months_from, months_said
from payung.core.roster.amount_cells import CellWrong, amount
from payung.core.roster.cells import NIK_DIGITS, any_text, nik, text
from payung.core.roster.sheet import Cell, ErrorCell, NumberCell, Sheet

HEADING_WITHIN = 60
"""Rows from the top of a sheet among which the headings must stand."""

MOST_OF_LINE = 10**12
"""Rupiah of one line; more is a mistake, and a million such lines still fit into 64 bits."""

UNREADABLE = 0
"""Stands for a month that cannot be read; no decree has it."""

WHO = ("nik", "membership_number", "name")
PARTS = ("amount_jkk", "amount_jkm", "amount_jht")
Wanted = Literal["bill", "members"]
Price = Callable[[int], int]
Row = Mapping[str, Cell]


@dataclass
class NamedList:
    """What was read. The lists in ``columns`` are as long as there are person-months; ``places``: line -> (sheet, row).

    ``columns``: line, nik, membership_number, name, month and (of a bill) amount. ``head``: what the file states.
    ``skipped``: rows below the headings that are no line.
    """

    columns: dict[str, list[object]]
    head: BillHead = field(default_factory=BillHead)
    problems: list[BillProblem] = field(default_factory=list)
    places: list[tuple[str, int]] = field(default_factory=list)
    skipped: list[tuple[str, int]] = field(default_factory=list)

    @property
    def named(self) -> bool:
        """Whether any line says for whom it is."""
        return any(value is not None for name in WHO for value in self.columns[name])


def read_named_list(
    sheets: Sequence[Sheet], wanted: Wanted, *, months: tuple[int, ...] = (), price: Price = lambda month: 1
) -> NamedList:
    """The lines of every sheet that has headings, counted from 1 over the whole file.

    ``months``: of the bill or list as entered; they stand where the file names none, and give their year to a month
    without one. ``price``: contribution of a month, 0 where none is known, by which an amount for several months is
    divided. A line whose month or amount cannot be read stands with a problem, in the month ``UNREADABLE`` or with
    nought rupiah.
    """
    head = _head(sheets, months)
    names = ("line", *WHO, "month", *(("amount",) if wanted == "bill" else ()))
    read = NamedList({name: [] for name in names}, head)
    for sheet in sheets:
        heading = _headings(sheet)
        if heading is None:
            continue
        at, places = heading
        below = _Lines(read, wanted, months or head.months, price, sheet.name)
        for down in range(at + 1, len(sheet.rows)):
            row = sheet.rows[down]
            below.take(
                {name: row[place] for name, place in places.items() if place < len(row)}, row, sheet.first_row + down
            )
    return read


def _headings(sheet: Sheet) -> tuple[int, dict[str, int]] | None:
    """The first row near the top that heads somebody's number or name beside another column.

    Of several columns for one thing the first counts, but of amounts the last: the total stands to the right.
    """
    for at, row in enumerate(sheet.rows[:HEADING_WITHIN]):
        places: dict[str, int] = {}
        for place, cell in enumerate(row):
            found = column_of(any_text(cell)) if isinstance(cell, str) else None
            if found == "amount":
                places[found] = place
            elif found:
                places.setdefault(found, place)
        if len(places) >= 2 and any(name in places for name in WHO):
            return at, places
    return None


def _head(sheets: Sequence[Sheet], months: tuple[int, ...]) -> BillHead:
    """What stands beside a label above the headings, or anywhere on a sheet without any."""
    said: dict[str, object] = {}
    for sheet in sheets:
        heading = _headings(sheet)
        for row in sheet.rows[: heading[0] if heading else HEADING_WITHIN]:
            for name, value in _labelled(row):
                found = _head_value(name, value, months)
                if found is not None:
                    said.setdefault(name, found)
    return BillHead(**said)  # type: ignore[arg-type]


def _labelled(row: Sequence[Cell]) -> list[tuple[str, Cell]]:
    """Fields and values of a row: "Kode Iuran : 123" in one cell, or the label and, further right, its value."""
    found: list[tuple[str, Cell]] = []
    for place, cell in enumerate(row):
        if not isinstance(cell, str):
            continue
        label, colon, value = any_text(cell).partition(":")
        name = head_field_of(label)
        if name is None:
            continue
        if colon and value.strip():
            found.append((name, value.strip()))
        else:
            beside = (other for other in row[place + 1 :] if any_text(other).strip(" :"))
            found.append((name, next(beside, None)))
    return found


def _head_value(name: str, cell: Cell, months: tuple[int, ...]) -> object:
    if name == "months":
        return months_said(cell, months)
    said = any_text(cell).lstrip(": ").strip()
    if name == "billing_code":
        code = re.sub(r"[\s.\-]", "", said)
        return code if 4 <= len(code) <= 40 and any(map(str.isdigit, code)) else None
    if name == "people":
        found = re.fullmatch(r"(\d[\d.,]*)\s*(?:orang|org|tk|peserta|tenaga kerja|jiwa)?\.?", said, re.IGNORECASE)
        digits = re.sub(r"[.,]", "", found[1]) if found else ""
        return int(digits) if digits and len(digits) <= 9 else None
    try:
        return amount(cell if isinstance(cell, NumberCell) else said)
    except CellWrong:
        return None


@dataclass
class _Lines:
    """Takes the rows below one row of headings."""

    read: NamedList
    wanted: Wanted
    months: tuple[int, ...]
    price: Price
    sheet: str
    summed: bool = False  # a row of sums was met: what follows without numbers are signatures

    def take(self, cells: Row, row: Sequence[Cell], at: int) -> None:
        who = {name: self._who(name, cells.get(name)) for name in WHO}
        if all(cell is None for cell in row):
            return
        if _repeats_headings(cells) or not self._is_line(who, cells, row):
            self.read.skipped.append((self.sheet, at))
            return
        self.read.places.append((self.sheet, at))
        line = len(self.read.places)
        if _nik_damaged(cells.get("nik")):
            self._problem("nik_damaged", line)
        months = self._months(cells, line)
        amounts = self._amounts(cells, line, months) if self.wanted == "bill" else ()
        columns = self.read.columns
        columns["line"] += [line] * len(months)
        for name, value in who.items():
            columns[name] += [value] * len(months)
        columns["month"] += months
        if self.wanted == "bill":
            columns["amount"] += amounts

    def _is_line(self, who: Mapping[str, str | None], cells: Row, row: Sequence[Cell]) -> bool:
        """A row that names somebody by a number, or carries money, or stands where the lines do and has a name."""
        if who["nik"] is None and who["membership_number"] is None:
            if any(isinstance(cell, str) and is_total(any_text(cell)) for cell in row):
                self.summed = True
                return False
            if any(text(cells.get(name)) is not None for name in ("amount", *PARTS)):
                return True
            return who["name"] is not None and not self.summed and sum(cell is not None for cell in row) > 1
        return True

    def _who(self, name: str, cell: Cell) -> str | None:
        if name == "nik":
            return None if _nik_damaged(cell) else nik(cell)[0]
        said = text(cell)
        if name == "membership_number" and said is not None:
            return re.sub(r"[\s.\-']", "", said).upper() or None
        return said

    def _months(self, cells: Row, line: int) -> tuple[int, ...]:
        period = self.months
        if "month_from" in cells and "month_to" in cells:
            first, last = (months_said(cells[name], period) for name in ("month_from", "month_to"))
            found = months_from(first[0], last[-1]) if first and last else ()
        elif text(cells.get("month")) is not None:
            found = months_said(cells["month"], period) or ()
        elif text(cells.get("month_count")) is not None:
            found = period if any_text(cells["month_count"]) == str(len(period)) else ()
        else:
            found = period
        if found:
            return found
        self._problem("month_unreadable", line)
        return (UNREADABLE,)

    def _amounts(self, cells: Row, line: int, months: tuple[int, ...]) -> tuple[int, ...]:
        whole = self._amount(cells.get("amount"), line)
        parts = [self._amount(cells[name], line) for name in PARTS if text(cells.get(name)) is not None]
        if parts and None not in parts:
            added = sum(part or 0 for part in parts)
            if text(cells.get("amount")) is None:
                whole = added
            elif whole is not None and whole != added:
                self._problem("parts_differ", line, added, whole)
        return _portions(whole or 0, months, self.price)

    def _amount(self, cell: Cell, line: int) -> int | None:
        """Whole rupiah; None where the cell is empty, or cannot be read, which is a problem of the line."""
        if text(cell) is None and not isinstance(cell, ErrorCell):
            return None
        try:
            found = amount(cell)
        except CellWrong:
            found = -1
        if 0 <= found < MOST_OF_LINE:
            return found
        self._problem("amount_unreadable", line)
        return None

    def _problem(self, code: str, line: int, found: int | None = None, expected: int | None = None) -> None:
        self.read.problems.append(BillProblem(code, line, None, found, expected))


@lru_cache(maxsize=4096)
def _portions(whole: int, months: tuple[int, ...], price: Price) -> tuple[int, ...]:
    return portions(whole, tuple(max(1, price(month)) for month in months))


def _repeats_headings(cells: Row) -> bool:
    """A row of headings again, on the next page, or one that numbers the columns."""
    said = [(name, any_text(cell)) for name, cell in cells.items() if cell is not None]
    again = sum(column_of(words) == name for name, words in said)
    counted = all(re.fullmatch(r"\(?\d{1,2}\)?", words) for _, words in said)
    return bool(said) and (again >= 2 or (counted and len(said) >= 3))


def _nik_damaged(cell: Cell) -> bool:
    """Whether a spreadsheet may have lost the last digit: it keeps fifteen, and writes a nought for the others."""
    if not isinstance(cell, NumberCell):
        return nik(cell)[1] == "scientific"
    said, _ = nik(cell)
    return said is not None and len(said) >= NIK_DIGITS and said.endswith("0")
