"""Contributions and ages of many people: on every engine what the rule for one person says."""

from dataclasses import replace
from datetime import date
from itertools import product

import narwhals as nw
import numpy as np
import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from payung.core.law import ages, columns
from payung.core.law.book import Law, LawBook, NoValueInForce
from payung.core.law.contributions import monthly_contribution
from payung.core.people.nik import day_number
from payung.core.people.nik_columns import number_of_day
from payung.engines.tables import Frame
from tests.columns import ENGINES, computed
from tests.table import table

BOOK = LawBook.read()
VILLAGE_RELIEF = BOOK.read_as("bpu/public_money_means", "state_and_regional")
PEOPLE = {"income": pl.Int64, "sector": pl.String, "payer": pl.String}
EDGES = [band.starts + by for band in BOOK.on(date(2026, 5, 1)).bands("bpu/income_bands").bands for by in (-1, 0, 1)]
RELIEFS = [
    "2020-07-31",
    "2020-08-01",
    "2021-02-01",
    "2025-12-31",
    "2026-01-01",
    "2026-04-01",
    "2027-01-01",
    "2027-04-01",
]


def due(frame: Frame, law: Law) -> Frame:
    asked = {"income": nw.col("income"), "sector": nw.col("sector"), "payer": nw.col("payer")}
    return frame.with_columns(
        due=columns.contribution(law, **asked), saved=columns.contribution(law, **asked, jht=True)
    )


def one_by_one(people: pl.DataFrame, law: Law) -> tuple[list[int | None], list[int | None]]:
    owed: tuple[list[int | None], list[int | None]] = ([], [])
    for income, sector, payer in people.select(*PEOPLE).iter_rows():
        known = sector in columns.SECTORS and payer in columns.PAYERS and (income is None or income >= 0)
        one = monthly_contribution(law, income=income, sector=sector, payer=payer, jht=True) if known else None
        owed[0].append(one and one.jkk + one.jkm)
        owed[1].append(one and one.total)
    return owed


@pytest.mark.parametrize("engine", ENGINES)
def test_every_edge_of_every_band_by_payer_and_sector(engine, tmp_path):
    people = pl.DataFrame(
        list(product([None, *EDGES, 10**12, -(10**12)], ["other", "transport"], ["public", "village", "private"])),
        schema=PEOPLE,
        orient="row",
    )
    for day in ("2026-02-01", "2026-05-01"):
        law = VILLAGE_RELIEF.on(date.fromisoformat(day))
        found = computed(engine, people, lambda frame, law=law: due(frame, law), tmp_path)
        assert (found["due"].to_list(), found["saved"].to_list()) == one_by_one(people, law)
        assert found["due"].dtype == found["saved"].dtype == pl.Int64


@pytest.mark.parametrize("engine", ENGINES)
def test_what_is_not_known_is_null_and_not_guessed(engine, tmp_path):
    rows = [
        (None, "other", "public", 16_800),
        (0, "other", "public", 16_800),
        (-1, "other", "public", None),
        (0, None, "public", None),
        (0, "other", None, None),
        (0, "Other", "public", None),
        (0, "other", "government", None),
        (0, "", "", None),
        (3_200_000, "other", "private", 20_650),
        (3_199_999, "transport", "private", 18_150),
        (3_699_500, "transport", "village", 41_300),
    ]
    people = pl.DataFrame([row[:3] for row in rows], schema=PEOPLE, orient="row")
    law = BOOK.on(date(2026, 5, 1))
    found = computed(engine, people, lambda frame: due(frame, law), tmp_path)
    assert found["due"].to_list() == [row[3] for row in rows]


@pytest.mark.parametrize("day", RELIEFS)
def test_every_relief_on_the_day_before_and_after_it_changes(day, tmp_path):
    people = pl.DataFrame(
        list(product([None, 3_200_000], ["other", "transport"], ["public", "village", "private"])),
        schema=PEOPLE,
        orient="row",
    )
    for book in (BOOK, VILLAGE_RELIEF):
        law = book.on(date.fromisoformat(day))
        found = computed("local", people, lambda frame, law=law: due(frame, law), tmp_path)
        assert (found["due"].to_list(), found["saved"].to_list()) == one_by_one(people, law)


people_drawn = st.lists(
    st.tuples(
        st.none() | st.integers(0, 30_000_000) | st.sampled_from(EDGES),
        st.none() | st.sampled_from(["other", "transport", "sea"]),
        st.none() | st.sampled_from(["public", "village", "private", "x"]),
    ),
    max_size=30,
)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    people=people_drawn, day=st.dates(date(2015, 7, 1), date(2030, 1, 1)), book=st.sampled_from([BOOK, VILLAGE_RELIEF])
)
@pytest.mark.parametrize("engine", ["local", "check"])
def test_any_people_on_any_day(engine, people, day, book, tmp_path):
    rows, law = pl.DataFrame(people, schema=PEOPLE, orient="row"), book.on(day)
    found = computed(engine, rows, lambda frame: due(frame, law), tmp_path)
    assert (found["due"].to_list(), found["saved"].to_list()) == one_by_one(rows, law)


@pytest.mark.parametrize("engine", ENGINES)
def test_a_hundred_thousand_people(engine, tmp_path):
    draw, many = np.random.default_rng(7), 100_000
    rows = pl.DataFrame(
        {
            "income": draw.integers(0, 25_000_000, many),
            "sector": draw.choice(columns.SECTORS, many),
            "payer": draw.choice(columns.PAYERS, many),
            "born": draw.integers(1950, 2015, many) * 10_000
            + draw.integers(1, 13, many) * 100
            + draw.integers(1, 29, many),
        }
    )
    law, on = BOOK.on(date(2026, 5, 1)), date(2026, 5, 14)
    registered = nw.lit(day_number(on), nw.Int64)
    found = computed(
        engine,
        rows,
        lambda frame: due(frame, law).with_columns(
            allowed=columns.age_allowed(law, born=nw.col("born"), registered=registered)
        ),
        tmp_path,
    )
    assert (found["due"].to_list(), found["saved"].to_list()) == one_by_one(rows, law)
    born = (date(number // 10_000, number // 100 % 100, number % 100) for number in rows["born"])
    assert found["allowed"].to_list() == [ages.age_allowed(law, one, on) for one in born]


BIRTHDAYS = """
born       | registered | allowed
2008-05-02 | 2026-05-01 | n
2008-05-01 | 2026-05-01 | y
2008-04-30 | 2026-05-01 | y
1961-05-02 | 2026-05-01 | y
1961-05-01 | 2026-05-01 | n
1961-04-30 | 2026-05-01 | n
2008-02-29 | 2026-02-28 | n
2008-02-29 | 2026-03-01 | y
1964-02-29 | 2029-02-28 | y
1964-02-29 | 2029-03-01 | n
2030-01-01 | 2026-05-01 | n
           | 2026-05-01 |
2008-05-01 |            |
"""


@pytest.mark.parametrize("engine", ENGINES)
def test_the_age_on_the_day_before_on_and_after_a_birthday(engine, tmp_path):
    rows, law = table(BIRTHDAYS, born="date", registered="date", allowed="bool"), BOOK.on(date(2026, 5, 1))
    numbers = {name: number_of_day(nw.col(name)) for name in ("born", "registered")}
    found = computed(engine, rows, lambda frame: frame.with_columns(ok=columns.age_allowed(law, **numbers)), tmp_path)
    assert found["ok"].to_list() == found["allowed"].to_list()
    for born, registered, allowed in rows.drop_nulls().iter_rows():
        assert ages.age_allowed(law, born, registered) == allowed


@given(st.dates(date(1940, 1, 1), date(2030, 1, 1)), st.dates(date(2015, 7, 1), date(2040, 1, 1)))
def test_any_two_days_give_the_age_that_one_person_has(born, registered):
    law = BOOK.on(date(2026, 5, 1))
    rows = nw.from_native(pl.LazyFrame({"born": [day_number(born)], "registered": [day_number(registered)]}))
    found = rows.select(ok=columns.age_allowed(law, born=nw.col("born"), registered=nw.col("registered")))
    assert found.collect()["ok"].to_list() == [ages.age_allowed(law, born, registered)]


def test_a_law_whose_amounts_are_not_whole_rupiah_is_refused():
    law = BOOK.on(date(2026, 5, 1))
    jkm = law.parameters["bpu/jkm/contribution"]
    odd = replace(jkm, values=tuple(replace(value, amount=6_801) for value in jkm.values))
    asked = {"income": nw.col("income"), "sector": nw.col("sector"), "payer": nw.col("payer")}
    with pytest.raises(ValueError, match="not whole rupiah"):
        columns.contribution(Law(law.day, {**law.parameters, jkm.key: odd}), **asked)
    with pytest.raises(NoValueInForce):
        columns.contribution(BOOK.on(date(2015, 6, 30)), **asked)
