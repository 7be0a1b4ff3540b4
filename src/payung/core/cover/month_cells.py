"""What a cell says about months of contribution: 202510, Okt-25, 10/2025, Oktober s.d. Desember 2025. No guessing."""

import re
from datetime import date, timedelta

from payung.core.roster.cells import MONTH_NAMES, MONTHS, any_text
from payung.core.roster.sheet import Cell, NumberCell

FIRST_YEAR, LAST_YEAR = 2015, 2099
MOST_MONTHS = 36
"""Of one range; a longer one is a mistake in a year."""

_EXCEL_DAY_0 = date(1899, 12, 30)
_EXCEL_DAYS = range(40_000, 75_000)  # 2009 to 2105
_UNTIL = re.compile(
    r"\s*(?:\.\.+|\bs\s*[./]?\s*d\b\.?|\bsampai(?:\s+dengan)?\b|\bhingga\b|–|—|\bto\b|\s-\s|(?<=[a-z])-(?=[a-z]))\s*",
    re.I,
)
_AND = re.compile(r"\s*(?:,|;|&|\bdan\b)\s*", re.I)
_DAY = re.compile(r"\d{1,2}[-/. ](\d{1,2})[-/. ](\d{4})|(\d{4})[-/.](\d{1,2})[-/.]\d{1,2}")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/. ]?\s*(\d{1,2})")
_MONTH_FIRST = re.compile(r"(\d{1,2})\s*[-/. ]?\s*(\d{4})")
_NAMED = re.compile(r"([a-z]{3,9})\.?\s*[-/' .]?\s*(\d{4}|\d{2})?", re.I)
_FULL_NAMES = frozenset((*MONTH_NAMES, "maret", "april", "juni", "juli", "sept"))


def months_said(cell: Cell, period: tuple[int, ...] = ()) -> tuple[int, ...] | None:
    """The months (yyyymm) a cell names, in order; None where it names none that can be read.

    ``period``: the months of the bill, which give the year to a month without one. A range runs from month to month.

    >>> months_said("Okt 2025"), months_said("102025"), months_said("10/2025 s.d. 12/2025")
    ((202510,), (202510,), (202510, 202511, 202512))
    >>> months_said("November - Desember 2025"), months_said("11", (202510, 202511)), months_said("11")
    ((202511, 202512), (202511,), None)
    """
    if isinstance(cell, bool):
        return None
    if isinstance(cell, date):
        return _kept((_number(cell.year, cell.month),))
    if isinstance(cell, NumberCell):
        if abs(cell.value) < 1e9 and cell.value == int(cell.value) and int(cell.value) in _EXCEL_DAYS:
            day = _EXCEL_DAY_0 + timedelta(days=int(cell.value))
            return (_number(day.year, day.month),)
        said = str(int(cell.value)) if abs(cell.value) < 1e9 and cell.value == int(cell.value) else ""
    else:
        said = any_text(cell)
    if not said or len(said) > 200:
        return None
    ends = [part for part in _UNTIL.split(said) if part]
    if len(ends) == 2:
        return _range(ends[0], ends[1], period)
    listed = [part for part in _AND.split(said) if part]
    return _listed(listed, period) if len(ends) == 1 and listed else None


def months_from(first: int, last: int) -> tuple[int, ...]:
    """The months (yyyymm) from ``first`` to ``last``; none where ``last`` lies before.

    >>> months_from(202511, 202601)
    (202511, 202512, 202601)
    """
    counted = range(_count(first), _count(last) + 1)
    return tuple(_number((count - 1) // 12, (count - 1) % 12 + 1) for count in counted)


def _range(one: str, other: str, period: tuple[int, ...]) -> tuple[int, ...] | None:
    """A range; the first month takes the year of the last where it has none, the year before where that is later."""
    last = _one(other, period)
    first = _one(one, ())
    if last is None:
        return None
    if first is None and (month := _month_alone(one)):
        year = last // 100 - (month > last % 100)
        first = _number(year, month)
    if first is None or not 0 <= _count(last) - _count(first) < MOST_MONTHS:
        return None
    return months_from(first, last)


def _listed(parts: list[str], period: tuple[int, ...]) -> tuple[int, ...] | None:
    """Months named one by one; one without a year has that of the last."""
    last = _one(parts[-1], period)
    if last is None:
        return None
    found = {last}
    for part in parts[:-1]:
        alone = _month_alone(part)
        month = _number(last // 100, alone) if alone else _one(part, period)
        if month is None:
            return None
        found.add(month)
    return _kept(tuple(sorted(found)))


def _one(said: str, period: tuple[int, ...]) -> int | None:
    said = said.strip(" .:")
    if found := _DAY.fullmatch(said):
        return _checked(found[2] or found[3], found[1] or found[4])
    if (found := _YEAR_FIRST.fullmatch(said)) and (month := _checked(found[1], found[2])):
        return month
    if found := _MONTH_FIRST.fullmatch(said):
        return _checked(found[2], found[1])
    found = _NAMED.fullmatch(said)
    if found and found[2] and (number := _named(found[1])):
        year = found[2] if len(found[2]) == 4 else f"20{found[2]}"
        return _checked(year, str(number))
    alone = _month_alone(said)
    within = [month for month in period if month % 100 == alone]
    return within[0] if len(within) == 1 else None


def _month_alone(said: str) -> int | None:
    """1 to 12 for a month named or numbered without its year."""
    bare = said.strip(" .:")
    if bare.isascii() and bare.isdigit() and len(bare) <= 2:
        return int(bare) if 1 <= int(bare) <= 12 else None
    return _named(bare)


def _named(word: str) -> int | None:
    said = word.casefold()
    return MONTHS[said[:3]] if said in MONTHS or said in _FULL_NAMES else None


def _checked(year: str, month: str) -> int | None:
    number = _number(int(year), int(month))
    return number if FIRST_YEAR <= int(year) <= LAST_YEAR and 1 <= int(month) <= 12 else None


def _kept(months: tuple[int, ...]) -> tuple[int, ...] | None:
    fits = len(months) <= MOST_MONTHS and all(FIRST_YEAR <= month // 100 <= LAST_YEAR for month in months)
    return months if fits else None


def _number(year: int, month: int) -> int:
    return year * 100 + month


def _count(month: int) -> int:
    return month // 100 * 12 + month % 100
