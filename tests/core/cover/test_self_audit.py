"""The counts auditors publish, on tables where each is known."""

from datetime import date

import narwhals as nw
import polars as pl
import pytest

from payung.core.cover.self_audit import AUDITED, TESTS, audit_counts, audit_list, audit_sums, audited, differs
from payung.engines.check import CheckTables
from payung.engines.local import LocalTables
from tests.table import table

ON = date(2026, 1, 1)
GOOD, SECOND = "1571010107850001", "1571010107850002"
PAID = """
 person | month  | fund | amount
      0 | 202510 | a    |  16800
      1 | 202510 | a    |  16800
      1 | 202511 | a    |  16800
      2 | 202510 | a    |  16800
      2 | 202510 | b    |  16800
      3 | 202510 | a    |  16800
      4 | 202509 | a    |  16800
      4 | 202510 | a    |  16800
      5 | 202510 | a    |  16800
      6 | 202510 | a    |  16800
      7 | 202510 | a    |  16800
      8 | 202511 | a    |  16800
      9 | 202510 | a    |  16800
     10 | 202510 | a    |  16800
     11 | 202510 | a    |  16800
"""
PEOPLE = f"""
 person | nik              | birth_date | registered
      0 | {GOOD}           | 1985-07-01 | 2025-01-01
      1 | {SECOND}         | 1985-07-01 | 2025-01-01
      2 | 1571010107850003 | 1985-07-01 | 2025-01-01
      3 | 157101010785     | 1985-07-01 | 2025-01-01
      4 | 1571010107850005 | 1960-10-02 | 2025-10-01
      5 | 1571010107850006 | 1960-10-01 | 2025-10-01
      6 | 1571010107600007 |            |
      7 | {GOOD}           | 1985-07-01 | 2025-01-01
      8 | {GOOD}           | 1985-07-01 | 2025-01-01
     10 | 1571013202850003 | 1985-07-01 | 2025-01-01
     11 | 1571010107850000 | 1985-07-01 | 2025-01-01
"""
ENDED = """
 person | why   | on
      1 | moved | 2025-10-15
      2 | died  | 2025-10-01
      4 | died  | 2025-09-30
      4 | died  | 2025-12-30
      5 | age   | 2025-01-01
"""
FOUND = """
 test        | person | month  | rupiah
 nik_invalid |      3 | 202510 | 16800
 nik_invalid |      9 | 202510 | 16800
 nik_invalid |     10 | 202510 | 16800
 nik_invalid |     11 | 202510 | 16800
 moved       |      1 | 202511 | 16800
 duplicate   |      2 | 202510 | 16800
 duplicate   |      7 | 202510 | 16800
 different   |      0 | 202510 | 16800
 dead        |      4 | 202510 | 16800
 over_age    |      5 | 202510 | 16800
 over_age    |      6 | 202510 | 16800
 not_on_list |      3 | 202510 | 16800
"""
KINDS = {"person": "int64", "month": "int64", "fund": "string", "amount": "int64"}


def frames():
    paid = table(PAID, **KINDS)
    people = table(PEOPLE, person="int64", nik="string", birth_date="date", registered="date")
    listed = paid.select("person", "month").filter((pl.col("person") != 3) & (pl.col("month") == 202510))
    different = pl.DataFrame({"person": [0, 0, 77]}, schema={"person": pl.Int64})
    ended = table(ENDED, person="int64", why="string", on="date")
    return {"paid": paid, "people": people, "ended": ended, "listed": listed, "different": different}


def found(engine, folder, given, **asked):
    tables = LocalTables() if engine == "local" else CheckTables()
    for name, frame in given.items():
        frame.write_parquet(folder / name)
    rules = {"list_months": (202510,), "age_limit": 65, "on": ON} | asked
    judged = audited(*(tables.scan(folder / name) for name in given), **rules)
    made = judged.collect(backend="polars").to_native()
    assert tuple(made.columns) == AUDITED
    return made.sort("person", "month")


@pytest.mark.parametrize("engine", ["local", "check"])
def test_each_test_finds_what_is_there(engine, tmp_path):
    judged = found(engine, tmp_path, frames())
    assert judged.select("person", "month").is_unique().all()
    assert judged["amount"].sum() == 15 * 16_800
    wanted = table(FOUND, test="string", person="int64", month="int64", rupiah="int64")
    lazy = nw.from_native(judged.lazy())
    for test in TESTS:
        listed = (
            nw.to_native(audit_list(lazy, test)).collect().select("person", "month", "rupiah").sort("person", "month")
        )
        assert listed.rows() == wanted.filter(pl.col("test") == test).drop("test").rows(), test
    counts = audit_counts(nw.to_native(audit_sums(lazy)).collect().to_dicts())
    assert [count.test for count in counts] == list(TESTS)
    assert {one.test: (one.people, one.person_months, one.rupiah) for one in counts} == {
        test: (found, found, found * 16_800) for test, found in zip(TESTS, (4, 1, 2, 1, 1, 2, 1), strict=True)
    }
    assert (counts[1].first_month, counts[1].last_month) == (202511, 202511)


def test_tests_that_find_nothing_stand_with_nought(tmp_path):
    given = frames() | {"paid": frames()["paid"].filter(pl.col("person") == 8)}
    given["paid"] = given["paid"].filter(pl.col("month") == 202511)
    counts = audit_counts(
        nw.to_native(audit_sums(nw.from_native(found("local", tmp_path, given).lazy()))).collect().to_dicts()
    )
    assert [(one.people, one.person_months, one.rupiah, one.first_month) for one in counts] == [(0, 0, 0, None)] * 7


def test_a_month_without_a_list_convicts_nobody(tmp_path):
    assert found("local", tmp_path, frames(), list_months=())["not_on_list"].sum() == 0


def test_published_shape_3868_people_of_four_kinds(tmp_path):
    """Nunukan: 3,210 invalid + 30 moved + 181 duplicate + 447 different = 3,868."""
    kinds = [("invalid", 3210), ("moved", 30), ("duplicate", 181), ("different", 447)]
    rows, ended, different = [], [], []
    for kind, count in kinds:
        for at in range(count):
            person = len(rows)
            good = f"{157101 + person // 9000}0107{85}{person % 9000 + 1:04d}"
            rows.append((person, good[:15] if kind == "invalid" else good, None, None))
            if kind == "moved":
                ended.append((person, "moved", date(2025, 9, 1)))
            if kind == "different":
                different.append((person,))
            if kind == "duplicate":
                rows[-1] = (person, f"1577{at % 28 + 1:02d}010785{at + 1:04d}"[:16], None, None)
    twins = [(10_000 + at, row[1], None, None) for at, row in enumerate(rows[3240:3421])]
    people = pl.DataFrame(
        [*rows, *twins],
        schema={"person": pl.Int64, "nik": pl.String, "birth_date": pl.Date, "registered": pl.Date},
        orient="row",
    )
    paid = people.select("person", month=pl.lit(202510, pl.Int64), fund=pl.lit("a"), amount=pl.lit(35_000, pl.Int64))
    given = {
        "paid": paid,
        "people": people,
        "ended": pl.DataFrame(ended, schema={"person": pl.Int64, "why": pl.String, "on": pl.Date}, orient="row"),
        "listed": paid.select("person", "month"),
        "different": pl.DataFrame(different, schema={"person": pl.Int64}, orient="row"),
    }
    judged = found("local", tmp_path, given)
    counts = {one.test: one.people for one in audit_counts(
        nw.to_native(audit_sums(nw.from_native(judged.lazy()))).collect().to_dicts()
    )}  # fmt: skip
    assert [counts[test] for test in ("nik_invalid", "moved", "duplicate", "different")] == [3210, 30, 181, 447]
    assert sum(counts.values()) == 3868


@pytest.mark.parametrize(
    ("one", "other", "answer"),
    [
        (("SITI AMINAH", date(1980, 1, 1)), ("Sitti Amina binti Ali", date(1980, 1, 1)), False),
        (("SITI AMINAH", date(1980, 1, 1)), ("SITI AMINAH", date(1980, 1, 2)), True),
        (("SITI AMINAH", None), ("SITI ROHANI", None), True),
        (("SITI", None), ("SITI AMINAH", None), False),
        ((None, None), ("SITI AMINAH", date(1980, 1, 1)), False),
    ],
)
def test_another_name_or_birth_date_is_a_difference(one, other, answer):
    assert differs(*one, *other) is answer is differs(*other, *one)
