"""The NIK, the 16-digit national identity number, taken apart. For whole tables see ``nik_columns``.

Digits: district of first issue 6 (province, regency, district), day of birth 2 (plus 40 for women), month 2, year 2,
serial 4. There is no check digit, and the number stays when its owner moves or the district is split.
"""

from dataclasses import dataclass
from datetime import date

DIGITS = 16
WOMAN_DAY = 40
"""Added to the day of birth in the NIK of a woman."""

PLAUSIBLE_AGES = (15, 100)
"""The century of a NIK's two-digit year is the one that makes its owner this old, both ages included."""


@dataclass(frozen=True)
class NikParts:
    """What the digits say, judged no further than that they are digits."""

    district: str  # 6 digits, as numbered when the NIK was issued
    woman: bool
    day: int
    month: int
    year: int  # 0–99
    serial: int

    @property
    def sex(self) -> str:
        """L or P, as rosters write it."""
        return "P" if self.woman else "L"


def nik_parts(nik: str) -> NikParts | None:
    """The parts of ``nik``; None when it is not 16 digits.

    >>> nik_parts("1571014107870001")
    NikParts(district='157101', woman=True, day=1, month=7, year=87, serial=1)
    """
    if len(nik) != DIGITS or not (nik.isascii() and nik.isdigit()):
        return None
    day = int(nik[6:8])
    woman = day > WOMAN_DAY
    return NikParts(nik[:6], woman, day - WOMAN_DAY if woman else day, int(nik[8:10]), int(nik[10:12]), int(nik[12:]))


def nik_birth_date(nik: str, on: date, written: date | None = None) -> date | None:
    """The birth date in ``nik``, as seen on day ``on``; None when those digits are no date.

    The century is the one giving an age in ``PLAUSIBLE_AGES``. When neither does (a child, or a number that is no
    NIK), it is that of the date ``written`` beside the NIK, and without one the later century that is not ahead of
    ``on``: children are many, people over a hundred few.

    >>> nik_birth_date("1571014107870001", date(2026, 11, 1))
    datetime.date(1987, 7, 1)
    >>> nik_birth_date("1571010107050001", date(2026, 11, 1))
    datetime.date(2005, 7, 1)
    """
    parts = nik_parts(nik)
    if parts is None:
        return None
    older, younger = (century * 10_000 + _short(parts) for century in (1900, 2000))
    if _plausible(younger, on) or (not _plausible(older, on) and _later_century(younger, on, written)):
        return _real(younger)
    return _real(older)


def years_between(born: int, day: int) -> int:
    """Completed years from ``born`` to ``day``, both written yyyymmdd; who is born on 29 February ages on 1 March.

    >>> years_between(2000_02_29, 2026_02_28), years_between(2000_02_29, 2026_03_01)
    (25, 26)
    """
    return (day - born) // 10_000


def day_number(day: date) -> int:
    """``day`` as the number yyyymmdd.

    >>> day_number(date(2026, 11, 1))
    20261101
    """
    return day.year * 10_000 + day.month * 100 + day.day


def _short(parts: NikParts) -> int:
    return parts.year * 10_000 + parts.month * 100 + parts.day


def _plausible(born: int, on: date) -> bool:
    youngest, oldest = PLAUSIBLE_AGES
    return youngest <= years_between(born, day_number(on)) <= oldest


def _later_century(younger: int, on: date, written: date | None) -> bool:
    if written is not None:
        return written.year >= 2000
    return younger <= day_number(on)


def _real(number: int) -> date | None:
    try:
        return date(number // 10_000, number // 100 % 100, number % 100)
    except ValueError:
        return None
