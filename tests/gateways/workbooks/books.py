"""Workbooks as villages make them, built in a few lines; all people are made up."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter

from payung.core.roster.reading import WorkbookReading, read_workbook
from payung.gateways.workbooks.opening import open_workbook

ON = date(2026, 11, 1)
GIVEN = ("Ahmad", "Siti", "Budi", "Rohani", "Joko", "Nurhayati", "Iwan", "Maryam", "Darman", "Yusnidar")
FAMILY = ("Saputra", "Aminah", "Hartono", "Lestari", "Effendi", "Sari", "Wijaya", "Hasanah", "Nasution", "Utami")
JOBS = ("Petani", "Pedagang", "Nelayan", "Buruh harian lepas", "Ojek")


@dataclass(frozen=True)
class Person:
    """A made-up worker; people with different numbers differ in everything."""

    nik: str
    name: str
    sex: str
    born: date
    family_card: str
    job: str

    @property
    def dob(self) -> str:
        return f"{self.born:%d-%m-%Y}"


def person(number: int) -> Person:
    """Worker ``number``; even ones are men."""
    born = date(1970, 1, 5) + timedelta(days=131 * number % 12_000)
    woman = number % 2 == 1
    day = born.day + (40 if woman else 0)
    nik = f"157101{day:02d}{born:%m%y}{number + 1:04d}"
    name = f"{GIVEN[number % 10]} {FAMILY[(number * 7 + number // 10) % 10]}"
    return Person(
        nik, name, "P" if woman else "L", born, f"157101{number % 28 + 1:02d}0115{number + 1:04d}", JOBS[number % 5]
    )


def people(count: int, start: int = 0) -> list[Person]:
    """``count`` made-up workers."""
    return [person(start + number) for number in range(count)]


@dataclass
class Page:
    """One sheet: rows of cells as Python values (None: nothing), and what is done to it."""

    rows: Sequence[Sequence[object]]
    name: str = "Sheet1"
    top: int = 1  # spreadsheet row of the first of ``rows``
    left: int = 0
    merged: Iterable[str] = ()  # such as "A1:F1"; the value is that of the first cell
    hidden_rows: Iterable[int] = ()
    hidden_columns: Iterable[str] = ()
    hidden: bool = False
    formats: Mapping[int, str] = field(default_factory=dict)  # column -> number format


def write_book(path: Path, *pages: Page, stray: str = "", **options: object) -> Path:
    """Write an .xlsx with ``pages``; ``options`` go to xlsxwriter (date_1904 …).

    ``stray``: a cell of the last sheet that holds one space.
    """
    workbook = xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy", **options})
    text = workbook.add_format({"num_format": "@"})
    for page in pages:
        sheet = workbook.add_worksheet(page.name)
        formats = {column: workbook.add_format({"num_format": shown}) for column, shown in page.formats.items()}
        values = {}
        for down, row in enumerate(page.rows):
            for across, value in enumerate(row):
                at = (page.top - 1 + down, page.left + across)
                values[at] = value
                if isinstance(value, str) and value.startswith("=F:"):
                    sheet.write_formula(*at, "=" + value[3:].split("|")[0], None, value.split("|")[1])
                elif isinstance(value, str):
                    sheet.write_string(*at, value, text)
                elif isinstance(value, date):
                    sheet.write_datetime(*at, value)
                elif value is not None:
                    sheet.write(*at, value, formats.get(across))
        for area in page.merged:
            (top, left), (bottom, right) = map(_place, area.split(":"))
            sheet.merge_range(top, left, bottom, right, values.get((top, left), ""))
        for row in page.hidden_rows:
            sheet.set_row(row - 1, None, None, {"hidden": True})
        for column in page.hidden_columns:
            sheet.set_column(f"{column}:{column}", None, None, {"hidden": True})
        if page.hidden:
            sheet.hide()
    if stray:
        sheet.write_string(stray, " ")
    workbook.close()
    return path


def _place(cell: str) -> tuple[int, int]:
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]) - 1, column - 1


def read(path: Path) -> WorkbookReading:
    """What the reader makes of a file, in this process."""
    reading = read_workbook(open_workbook(path.read_bytes()), on=ON)
    for sheet in reading.sheets:
        assert sheet.rows_read == sheet.workers + sum(sheet.not_data.values()), sheet
    return reading


def rows_of(reading: WorkbookReading, *columns: str) -> list[tuple[object, ...]]:
    """The named columns, a tuple for each worker."""
    return list(zip(*(reading.columns[name] for name in columns), strict=True))


WHO = ("row", "nik", "name")


def listed(folk, first, step=1):
    """(row, nik, name) of ``folk`` standing in rows ``first``, ``first`` + ``step`` …"""
    return [(first + at * step, one.nik, one.name) for at, one in enumerate(folk)]
