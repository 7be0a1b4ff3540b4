"""The column expressions say what the plain functions say, on two engines and about any sixteen characters."""

import random
from datetime import date, timedelta

import duckdb
import narwhals as nw
import polars as pl
import pytest

from payung.core.people.nik import nik_birth_date, nik_parts
from payung.core.people.nik_columns import (
    day_of_number,
    district_known,
    number_of,
    number_of_day,
    with_nik_birth,
    with_nik_parts,
)


def numbers(count: int) -> pl.DataFrame:
    chance = random.Random(4)
    rows = []
    for _ in range(count):
        digits = f"{chance.randrange(10**6):06}{chance.randrange(80):02}{chance.randrange(14):02}"
        nik = digits + f"{chance.randrange(100):02}{chance.randrange(10_000):04}"
        written = date(1900, 1, 1) + timedelta(days=chance.randrange(48_000))
        rows.append((chance.choice((nik, nik, nik, nik[1:], nik + "1", "٣" + nik[1:], nik + "\n", None)), written))
    extreme = [("9999997112999999", None), ("1508012902000001", None), ("1508012902000001", date(1900, 3, 1))]
    frame = pl.DataFrame([*rows, *extreme], schema={"nik": pl.String, "born": pl.Date}, orient="row")
    return frame.with_columns(pl.when(pl.col("born").dt.day() > 9).then("born").alias("born")).with_row_index("at")


@pytest.mark.parametrize("on", [date(2026, 11, 1), date(2010, 3, 5), date(2024, 2, 29)])
@pytest.mark.parametrize("engine", ["polars", "duckdb"])
def test_columns_agree_with_the_plain_functions(engine, on):
    frame = numbers(4_000)
    native = frame.lazy() if engine == "polars" else duckdb.connect().from_arrow(frame.to_arrow())
    read = nw.from_native(native).with_columns(
        nik_number=number_of(nw.col("nik"), 16), written=number_of_day(nw.col("born"))
    )
    whole = with_nik_birth(with_nik_parts(read), on).with_columns(
        day=day_of_number(nw.col("nik_born")), known=district_known(["150801"])
    )
    answer = whole.sort("at").collect("polars").to_native()
    for row in answer.select("nik", "born", "nik_number", "nik_woman", "nik_serial", "day").rows():
        nik, written, number, woman, serial, day = row
        parts = nik_parts(nik or "")
        assert number == (int(nik) if parts else None)
        assert (woman, serial) == ((parts.woman, parts.serial) if parts else (None, None))
        assert day == (nik_birth_date(nik, on, written) if parts else None)


def test_the_century_is_that_of_a_plausible_age():
    on = date(2026, 11, 1)
    assert nik_birth_date("1508010111110001", on) == date(2011, 11, 1)  # 15 today
    assert nik_birth_date("1508010211110001", on) == date(2011, 11, 2)  # 14, and nobody is 114
    assert nik_birth_date("1508010111260001", on) == date(1926, 11, 1)  # 100 today
    assert nik_birth_date("1508010211110001", on, written=date(1911, 11, 2)) == date(1911, 11, 2)


def test_a_woman_adds_forty_to_her_day():
    parts = nik_parts("1508017112850001")
    assert parts is not None and (parts.day, parts.sex) == (31, "P")
    assert nik_birth_date("1508017212850001", date(2026, 11, 1)) is None
