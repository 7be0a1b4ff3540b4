"""Cover of many people on a day: on every engine what the rule for one says."""

import random
from datetime import date

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from payung.core.claims.heirs_get import heirs_get
from payung.core.cover.status import CoverFacts, cover_status
from payung.core.cover.status_columns import with_status
from payung.core.law.book import LawBook
from payung.engines.check import CheckTables
from payung.engines.local import LocalTables
from tests.core.cover.drawn_facts import draw_facts, facts, tables

BOOK = LawBook.read()
BOOKS = [
    BOOK,
    BOOK.read_as("bpu/cover/lapse_comparison", "reached"),
    BOOK.read_as("bpu/cover/claim_in_grace", "payable"),
    BOOK.read_as("bpu/cover/claim_in_grace", "not_payable"),
    BOOK.read_as("bpu/cover/reentry", "continues").read_as("bpu/jkm/first_months/after_reentry", "once"),
    BOOK.read_as("bpu/jkm/first_months/edge", "days_90"),
]
GIVEN = ("state", "missing", "why", "jkk", "jkm", "started", "months", "months_ever", "paid_through", "lapses_on")


def one_by_one(people: list[CoverFacts], book: LawBook, on: date) -> dict[int, tuple[object, ...]]:
    found = {}
    for number, one in enumerate(people):
        if one.months:
            status = cover_status(book, one, on)
            money = heirs_get(book, status)
            said = tuple(getattr(status, name) for name in GIVEN)
            found[number] = (*said, status.settled_on is not None, money.death_amount, money.work_death_amount)
    return found


def as_a_set(engine: str, people: list[CoverFacts], book: LawBook, on: date, folder) -> dict[int, tuple[object, ...]]:
    for name, table in zip(("months", "ended", "people"), tables(people), strict=True):
        table.write_parquet(folder / name)
    scan = {"local": LocalTables, "check": CheckTables}[engine]().scan
    months, ended, born = (scan(folder / name) for name in ("months", "ended", "people"))
    found = with_status(months, book, on, ended=ended, people=born).collect(backend="polars").to_native()
    assert found["person"].is_unique().all()
    rows = found.select("person", *GIVEN, "settled", "jkm_amount", "jkk_amount").rows()
    return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("engine", ["local", "check"])
def test_made_members_on_edge_days(engine, tmp_path):
    draw = random.Random(5)
    people = [draw_facts(draw) for _ in range(250)]
    for book, on in (
        (BOOKS[0], "2024-02-29"), (BOOKS[0], "2025-02-23"), (BOOKS[0], "2025-02-24"), (BOOKS[1], "2024-12-31"),
        (BOOKS[4], "2025-11-30"), (BOOKS[3], "2025-06-01"),
    ):  # fmt: skip
        day = date.fromisoformat(on)
        assert as_a_set(engine, people, book, day, tmp_path) == one_by_one(people, book, day)


@settings(max_examples=60, deadline=None)
@given(
    people=st.lists(facts(), min_size=1, max_size=25),
    on=st.dates(date(2023, 12, 1), date(2026, 12, 31)),
    book=st.sampled_from(BOOKS),
)
@pytest.mark.parametrize("engine", ["local", "check"])
def test_any_people_on_any_day(engine, people, on, book, tmp_path_factory):
    folder = tmp_path_factory.mktemp("tables")
    assert as_a_set(engine, people, book, on, folder) == one_by_one(people, book, on)


def test_without_endings_and_birth_dates_nothing_else_is_asked(tmp_path):
    months = pl.DataFrame(
        {"person": [7], "month": [202601], "enrolled": [True], "billed": [True], "paid": [True], "confirmed": [True]}
    ).with_columns(paid_on=pl.lit(None, pl.Date))
    months.write_parquet(tmp_path / "months")
    found = with_status(LocalTables().scan(tmp_path / "months"), BOOK, date(2026, 1, 31)).collect(backend="polars")
    assert found.to_native().select("person", "state", "jkm_amount").rows() == [(7, "first_months", 10_000_000)]
