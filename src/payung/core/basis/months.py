"""Months as whole numbers yyyymm: the next one, those between two, and how papers name them."""

from datetime import date

from payung.core.basis.days import month_name, months_after


def first_day(month: int) -> date:
    """The first day of ``month`` (yyyymm).

    >>> first_day(202612)
    datetime.date(2026, 12, 1)
    """
    return date(month // 100, month % 100, 1)


def later(month: int, months: int) -> int:
    """The month ``months`` after ``month``, both yyyymm.

    >>> later(202612, 1), later(202601, -1)
    (202701, 202512)
    """
    day = months_after(first_day(month), months)
    return day.year * 100 + day.month


def between(first: int, last: int) -> tuple[int, ...]:
    """Every month from ``first`` to ``last``, both counted; none where ``last`` is earlier.

    >>> between(202611, 202702)
    (202611, 202612, 202701, 202702)
    """
    count = (last // 100 - first // 100) * 12 + last % 100 - first % 100 + 1
    return tuple(later(first, ahead) for ahead in range(count))


def named(month: int) -> str:
    """The month as papers write it.

    >>> named(202612)
    'Desember 2026'
    """
    return month_name(first_day(month))


def in_english(month: int) -> str:
    """The month as an English text has it.

    >>> in_english(202612)
    'December 2026'
    """
    return f"{_ENGLISH[month % 100 - 1]} {month // 100}"


_ENGLISH = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
