"""What the cells of a spreadsheet of cases say: days, amounts, children, as offices type them. Nothing is guessed."""

import re
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from payung.core.basis.errors import PayungError
from payung.core.basis.text import Text
from payung.core.claims.case_columns import AMOUNTS, DAYS, KINDS
from payung.core.roster.amount_cells import MOST_WHOLE, CellWrong, amount
from payung.core.roster.cells import MONTH_NAMES, MONTHS, any_text, text
from payung.core.roster.headings import plain
from payung.core.roster.sheet import Cell, ErrorCell, NumberCell

_EXCEL_DAY_0 = date(1899, 12, 30)
_EXCEL_DAYS = range(20_000, 80_000)
_DAY_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{1,2})")
_NAMED = re.compile(r"(\d{1,2})[\s-]*([A-Za-z]{3,9})\.?[\s-]*(\d{4})")
_UNTIL = re.compile(r"\s*(?:\.\.|\bs\s*[./]?\s*d\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b|–|—)\s*", re.IGNORECASE)
_COMMA = re.compile(r"\s*,\s*")
_BETWEEN = re.compile(r"[;\n]+")
_DAY_AHEAD = re.compile(rf"(?:{_YEAR_FIRST.pattern}|{_DAY_FIRST.pattern}|{_NAMED.pattern})(?=[\s,]|$)")

_NO_ERROR = Text(id="isi, bukan rumus yang gagal", en="a value, not a formula that failed")
DAY = Text(id="tanggal, seperti 2026-01-31 atau 31/01/2026", en="a day, like 2026-01-31 or 31/01/2026")


class CaseCellWrong(PayungError):
    """A row of a spreadsheet of cases cannot be asked: one of its cells is empty or cannot be read."""

    code = "case-cell-wrong"
    exit_code = 55

    def __init__(self, sheet: str, row: int, column: str, expected: Text) -> None:
        where = Text(
            id=f"Lembar '{sheet}', baris {row}, kolom '{column}'", en=f"Sheet '{sheet}', row {row}, column '{column}'"
        )
        self.sheet, self.row, self.column = sheet, row, column
        super().__init__(
            says=Text(id=f"{where.id}: isinya salah atau kosong.", en=f"{where.en}: wrong or empty."),
            do=Text(id=f"Harus {expected.id}.", en=f"It must be {expected.en}."),
        )


def question_values(cells: Mapping[str, Sequence[Cell]]) -> dict[str, object]:
    """The question a row asks, by field of ``core.claims.question``; ``cells`` by field of ``FIELDS``.

    Empty cells are left out, ``expect.`` and ``source`` are no part of a question. Raises: FieldWrong.
    """
    values: dict[str, object] = {}
    costs: dict[str, object] = {}
    for field, held in cells.items():
        said = [cell for cell in held if not empty(cell)]
        if not said or field.startswith("expect.") or field == "source":
            continue
        try:
            if field.startswith("costs."):
                costs[field.removeprefix("costs.")] = amount(said[0])
            else:
                values[field] = _value(field, said)
        except CellWrong as wrong:
            raise FieldWrong(field, wrong.expected) from None
    return {**values, **({"costs": costs} if costs else {})}


def expected_amount(field: str, cell: Cell) -> int:
    """The sum a row expects for ``field``. Raises: FieldWrong."""
    try:
        return amount(cell)
    except CellWrong as wrong:
        raise FieldWrong(field, wrong.expected) from None


class FieldWrong(CellWrong):
    """As ``CellWrong``, with the field the cell was read for."""

    def __init__(self, field: str, expected: Text) -> None:
        self.field = field
        super().__init__(expected)


def empty(cell: Cell) -> bool:
    """Whether a cell says nothing; a nought says something, and so does a formula that failed."""
    if cell is None or not isinstance(cell, str):
        return cell is None
    return text(cell) is None and not cell.strip().startswith(("0", "#"))


def _value(field: str, said: Sequence[Cell]) -> object:
    cell = said[0]
    if isinstance(cell, ErrorCell) or (isinstance(cell, str) and cell.strip().startswith("#")):
        raise CellWrong(_NO_ERROR)
    if field in DAYS:
        return day(cell)
    if field in AMOUNTS:
        return amount(cell)
    if field == "kind":
        return KINDS.get(plain(any_text(cell)), any_text(cell))
    if field == "children":
        return [child for held in said for child in map(_child, _parts(held)) if child]
    if field == "absent":
        return [_span(part) for part in _parts(cell)]
    if isinstance(cell, bool):
        return cell
    if isinstance(cell, NumberCell) and abs(cell.value) < MOST_WHOLE and cell.value == int(cell.value):
        return int(cell.value)
    if field == "paid" and isinstance(cell, date):
        return f"{cell:%Y-%m}"
    return [one for part in _parts(cell) for one in _COMMA.split(part) if one] if field in _LISTS else any_text(cell)


_LISTS = ("paid", "losses", "heirs", "readings")


def day(cell: Cell) -> date:
    """A day: a date cell, an Excel day number, or text with the day, month and four-digit year. Raises: CellWrong.

    >>> day("31/01/2026"), day("7 Agustus 2025"), day(NumberCell(45000.0))
    (datetime.date(2026, 1, 31), datetime.date(2025, 8, 7), datetime.date(2023, 3, 15))
    """
    if isinstance(cell, date):
        return cell
    if isinstance(cell, NumberCell):
        whole = abs(cell.value) < MOST_WHOLE and cell.value == int(cell.value)
        if whole and int(cell.value) in _EXCEL_DAYS:  # a range looks for a float number by number
            return _EXCEL_DAY_0 + timedelta(days=int(cell.value))
        raise CellWrong(DAY)
    said = " ".join(any_text(cell).split())
    try:
        if found := _YEAR_FIRST.fullmatch(said):
            return date(*map(int, found.groups()))
        if found := _DAY_FIRST.fullmatch(said):
            return date(int(found[3]), int(found[2]), int(found[1]))
        if found := _NAMED.fullmatch(said):
            return date(int(found[3]), _month(found[2]), int(found[1]))
    except ValueError:
        pass  # no such day
    raise CellWrong(DAY)


def _month(name: str) -> int:
    """1 to 12. Raises: ValueError."""
    said = name.casefold()
    known = said in MONTHS or said == "sept" or said in (*MONTH_NAMES, "maret", "april", "juni", "juli")
    if not known:
        raise ValueError(name)
    return MONTHS[said[:3]]


def _parts(cell: Cell) -> list[str]:
    """The things one cell lists, a semicolon or a line each."""
    said = cell.isoformat() if isinstance(cell, date) else str(cell) if isinstance(cell, str) else any_text(cell)
    return [" ".join(part.split()) for part in _BETWEEN.split(said) if part.strip(" -–")]


def _span(said: str) -> str:
    """``from..until`` of two days written in any way."""
    return "..".join(day(part).isoformat() for part in _UNTIL.split(said))


_CLASS = re.compile(r"\b(?:kelas|kls|tahun|thn|ke)\b[\s-]*", re.IGNORECASE)
_CHILD = Text(
    id="TANGGAL LAHIR, JENJANG dan TAHUN KE-, seperti '02/04/2015 SD 3'; beberapa anak dipisah titik koma",
    en="birth date, level and year, like '2015-04-02 primary 3'; several children with semicolons between",
)


def _child(said: str) -> str:
    """``BIRTH LEVEL YEAR`` with the birth date written in any way."""
    found = _DAY_AHEAD.match(said)
    if not found:
        raise CellWrong(_CHILD)
    rest = _CLASS.sub("", said[found.end() :].strip(" ,")).replace(",", " ").split()
    return " ".join([day(found[0]).isoformat(), *map(_year_of_level, ["", *rest], rest)])


def _year_of_level(level: str, said: str) -> str:
    """Classes are counted through from primary school: 7 to 9 are the years of SMP, 10 to 12 those of SMA."""
    years = _CLASSES.get(level.upper(), ())
    return str(years.index(said) + 1) if said in years else said


_CLASSES = {"SMP": ("7", "8", "9"), "SMA": ("10", "11", "12"), "SMK": ("10", "11", "12")}
