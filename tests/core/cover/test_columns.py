"""Standing of many memberships: on every engine what the rule for one says."""

from datetime import date, timedelta

import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.core.basis.days import months_after
from payung.core.cover.columns import with_standing
from payung.core.cover.standing import STATES, History, standing
from payung.core.law.book import LawBook
from tests.columns import ENGINES, computed

BOOK = LawBook.read()
EDGE = "bpu/jkm/first_months/edge"
EDGES = tuple(BOOK.on(date(2026, 1, 1)).reading(EDGE).readings)
BOOKS = [BOOK.read_as("bpu/cover/lapse_comparison", "reached"), *(BOOK.read_as(EDGE, edge) for edge in EDGES)]
GIVEN = {"started": pl.Date, "paid_through": pl.Date}
ADDED = ("state", "unpaid", "lapses_on", "months", "full_from")


def one_by_one(rows: pl.DataFrame, book: LawBook, on: date) -> list[tuple[object, ...]]:
    found = []
    for started, through in rows.select(*GIVEN).iter_rows():
        if started is None or (through is not None and through < started.replace(day=1)):
            found.append((None,) * len(ADDED))
            continue
        month, paid = started.replace(day=1), []
        while through is not None and month <= through:
            paid.append(month)
            month = months_after(month, 1)
        stands = standing(book, History(started, tuple(paid)), on)
        found.append(tuple(getattr(stands, name) for name in ADDED))
    return found


def judged(engine: str, rows: pl.DataFrame, book: LawBook, on: date, folder) -> list[tuple[object, ...]]:
    found = computed(engine, rows, lambda frame: with_standing(frame, book, on), folder)
    assert found.columns == [*rows.columns, *sorted(ADDED, key=found.columns.index)]
    assert found.select("lapses_on", "full_from").dtypes == [pl.Date, pl.Date]
    assert found.select("unpaid", "months").dtypes == [pl.Int64, pl.Int64]
    return found.select(*ADDED).rows()


@pytest.mark.parametrize("engine", ENGINES)
def test_every_edge_day_of_months_31sts_and_leap_years(engine, tmp_path):
    starts = ["2026-01-31", "2025-11-30", "2027-11-30", "2028-02-29", "2027-12-31", "2025-12-01", "2026-03-31"]
    rows = pl.DataFrame(
        [
            (day, None if ahead is None else months_after(day, ahead))
            for day in map(date.fromisoformat, starts)
            for ahead in (None, -1, 0, 1, 2, 3, 4, 9)
        ]
        + [(None, date(2026, 1, 1)), (None, None), (date(2026, 1, 31), date(2025, 12, 31))],
        schema=GIVEN,
        orient="row",
    )
    days = ["2026-04-30", "2028-02-28", "2028-02-29", "2028-03-01", "2028-05-29"]
    few = engine == "spark"  # slow to start each question; the random memberships ask it the rest
    for on in map(date.fromisoformat, days[:1] if few else days):
        for book in BOOKS[2:4] if few else BOOKS:
            assert judged(engine, rows, book, on, tmp_path) == one_by_one(rows, book, on)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    rows=st.lists(
        st.tuples(
            st.none() | st.dates(date(2015, 7, 1), date(2030, 1, 1)),
            st.none() | st.dates(date(2015, 7, 1), date(2031, 1, 1)),
        ),
        max_size=30,
    ),
    on=st.dates(date(2015, 7, 1), date(2031, 1, 1)),
    book=st.sampled_from(BOOKS),
)
@pytest.mark.parametrize("engine", ["local", "check"])
def test_any_memberships_on_any_day(engine, rows, on, book, tmp_path):
    drawn = pl.DataFrame(rows, schema=GIVEN, orient="row")
    assert judged(engine, drawn, book, on, tmp_path) == one_by_one(drawn, book, on)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hundred_thousand_memberships(engine, tmp_path):
    draw, many, on = np.random.default_rng(11), 100_000, date(2026, 11, 14)
    started = np.datetime64(on) - draw.integers(-60, 500, many)
    through = started + draw.integers(-20, 400, many)
    rows = pl.DataFrame({"started": started, "paid_through": through}, schema_overrides=GIVEN)
    rows = rows.with_columns(paid_through=pl.when(pl.Series(draw.random(many) > 0.1)).then("paid_through"))
    found = judged(engine, rows, BOOK, on, tmp_path)
    assert found == one_by_one(rows, BOOK, on)
    assert {row[0] for row in found} == {*STATES, None}


def test_before_the_rule_of_2025_cover_is_full_from_its_first_day(tmp_path):
    rows = pl.DataFrame([(date(2025, 2, 1), date(2025, 6, 1))], schema=GIVEN, orient="row")
    change = date(2025, 2, 24)
    before, since = (judged("local", rows, BOOK, day, tmp_path) for day in (change - timedelta(days=1), change))
    assert (before[0][0], before[0][-1]) == ("active", date(2025, 2, 1))
    assert (since[0][0], since[0][-1]) == ("first_months", date(2025, 5, 1))
