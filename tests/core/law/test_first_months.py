"""The day from which a death is paid in full, in each of the four ways the sentence can be read."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from payung.core.law.book import LawBook
from payung.core.law.first_months import full_from

BOOK = LawBook.read()
READINGS = ("calendar_months", "days_90", "contribution_months", "more_than_months")

# started, then the first day in full by each reading. Three months; 31sts, leap days, the end of a year.
DRAWN = """
2026-01-01 | 2026-04-01 | 2026-04-01 | 2026-04-01 | 2026-04-02
2026-01-15 | 2026-04-15 | 2026-04-15 | 2026-04-01 | 2026-04-16
2026-01-31 | 2026-04-30 | 2026-05-01 | 2026-04-01 | 2026-05-01
2026-02-28 | 2026-05-28 | 2026-05-29 | 2026-05-01 | 2026-05-29
2026-03-31 | 2026-06-30 | 2026-06-29 | 2026-06-01 | 2026-07-01
2027-11-30 | 2028-02-29 | 2028-02-28 | 2028-02-01 | 2028-03-01
2026-11-30 | 2027-02-28 | 2027-02-28 | 2027-02-01 | 2027-03-01
2027-11-29 | 2028-02-29 | 2028-02-27 | 2028-02-01 | 2028-03-01
2028-02-29 | 2028-05-29 | 2028-05-29 | 2028-05-01 | 2028-05-30
2028-01-01 | 2028-04-01 | 2028-03-31 | 2028-04-01 | 2028-04-02
2026-12-31 | 2027-03-31 | 2027-03-31 | 2027-03-01 | 2027-04-01
""".strip().splitlines()


@pytest.mark.parametrize("line", DRAWN)
def test_the_first_day_in_full_by_each_reading(line):
    started, *days = (date.fromisoformat(cell.strip()) for cell in line.split("|"))
    assert dict(full_from(BOOK.on(date(2026, 5, 1)), started)) == dict(zip(READINGS, days, strict=True))


@pytest.mark.parametrize(
    ("day", "full"), [("2015-07-01", "2025-01-10"), ("2025-02-23", "2025-01-10"), ("2025-02-24", "2025-04-10")]
)
def test_the_rule_of_the_day_asked_about_decides(day, full):
    found = full_from(BOOK.on(date.fromisoformat(day)), date(2025, 1, 10))
    assert found["calendar_months"] == date.fromisoformat(full)
    assert len(set(found.values())) == (1 if full == "2025-01-10" else 3)
    assert set(found) == set(READINGS) == set(BOOK.on(date(2026, 1, 1)).reading("bpu/jkm/first_months/edge").readings)


@given(st.dates(date(2015, 7, 1), date(2100, 1, 1)))
def test_the_readings_lie_within_five_weeks_of_each_other_and_never_before_two_months(started):
    days = full_from(BOOK.on(date(2026, 5, 1)), started).values()
    assert max(days) - min(days) <= timedelta(days=35)
    assert min(days) - started >= timedelta(days=59)
    assert max(days) - started <= timedelta(days=93)
