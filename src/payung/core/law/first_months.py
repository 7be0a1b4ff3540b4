"""The day from which an informal worker's death is paid in full, after the first months of membership."""

from collections.abc import Mapping
from datetime import date, timedelta

from payung.core.basis.days import months_after
from payung.core.law.book import Law

MONTHS = "bpu/jkm/first_months/months"
EDGE = "bpu/jkm/first_months/edge"
DAYS_A_MONTH = 30


def full_from(law: Law, started: date) -> Mapping[str, date]:
    """Reading of ``EDGE`` -> first day with the full death benefit, for a membership that began on ``started``.

    All readings give ``started`` itself where the law of ``law.day`` knows no first months.
    Source: parameters bpu/jkm/first_months/months and edge. Raises: NoValueInForce.

    >>> from payung.core.law.book import LawBook
    >>> days = full_from(LawBook.read().on(date(2026, 5, 1)), date(2026, 1, 31))
    >>> {reading: day.isoformat() for reading, day in days.items()}  # doctest: +NORMALIZE_WHITESPACE
    {'calendar_months': '2026-04-30', 'days_90': '2026-05-01', 'contribution_months': '2026-04-01',
     'more_than_months': '2026-05-01'}
    """
    months = law[MONTHS].amount
    if months == 0:
        return dict.fromkeys(law.reading(EDGE).readings, started)
    complete = months_after(started, months)
    return {
        "calendar_months": complete,
        "days_90": started + timedelta(days=DAYS_A_MONTH * months),
        "contribution_months": complete.replace(day=1),
        "more_than_months": complete + timedelta(days=1),
    }
