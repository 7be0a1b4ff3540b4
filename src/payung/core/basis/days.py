"""Days and months as Indonesian papers write them."""

import calendar
from datetime import date

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def long_day(day: date) -> str:
    """A day in full.

    >>> long_day(date(2026, 8, 17))
    '17 Agustus 2026'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def short_day(day: date) -> str:
    """A day in figures, day first.

    >>> short_day(date(2026, 8, 7))
    '07-08-2026'
    """
    return f"{day.day:02d}-{day.month:02d}-{day.year}"


def month_name(day: date) -> str:
    """Month and year.

    >>> month_name(date(2026, 11, 1))
    'November 2026'
    """
    return f"{MONTHS[day.month - 1]} {day.year}"


def months_after(day: date, months: int) -> date:
    """The same day of the month, ``months`` later, or the last day of a shorter month.

    >>> months_after(date(2026, 8, 31), 6)
    datetime.date(2027, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
