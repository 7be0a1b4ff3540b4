"""The same NIK facts as ``nik``, as column expressions: written once, run by Polars, DuckDB and Spark.

Arithmetic is on 64-bit whole numbers. Spark divides through floating point, which is exact only below 2^53, so a
whole NIK is divided after its remainder is taken off.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

import narwhals as nw

from payung.core.people.nik import PLAUSIBLE_AGES, WOMAN_DAY, day_number

Frame = nw.LazyFrame[Any]

LOWER_DIGITS = 10**10
"""A NIK modulo this is its birth date and serial."""


def all_digits(text: nw.Expr) -> nw.Expr:
    """True where ``text`` has nothing but the digits 0–9; null where it is null."""
    return ~text.str.contains("[^0-9]")


def number_of(text: nw.Expr, digits: int) -> nw.Expr:
    """``text`` as Int64 where it is exactly ``digits`` digits, null elsewhere."""
    return nw.when(text.str.contains(rf"^[0-9]{{{digits}}}\z")).then(text).cast(nw.Int64)


def number_of_day(day: nw.Expr) -> nw.Expr:
    """A date column as Int64 yyyymmdd."""
    parts = (day.dt.year().cast(nw.Int64), day.dt.month().cast(nw.Int64), day.dt.day().cast(nw.Int64))
    return parts[0] * 10_000 + parts[1] * 100 + parts[2]


def day_of_number(number: nw.Expr) -> nw.Expr:
    """An Int64 column yyyymmdd, every value a real day, as a date column."""
    return number.cast(nw.String).str.to_date("%Y%m%d")


def years_to(day: int, born: nw.Expr) -> nw.Expr:
    """Completed years from ``born`` (Int64 yyyymmdd) to ``day`` (yyyymmdd), as ``nik.years_between``."""
    return (nw.lit(day, nw.Int64) - born) // 10_000


def with_nik_parts(frame: Frame) -> Frame:
    """Add what the digits of ``nik_number`` (Int64, null when not 16 digits) say.

    Adds nik_woman (bool), nik_day, nik_month, nik_year (0–99), nik_serial: all null where nik_number is.
    """
    lower = frame.with_columns(nik_lower=nw.col("nik_number") % LOWER_DIGITS)
    digits = lower.with_columns(
        nik_day_digits=nw.col("nik_lower") // 100_000_000,
        nik_month=nw.col("nik_lower") // 1_000_000 % 100,
        nik_year=nw.col("nik_lower") // 10_000 % 100,
        nik_serial=nw.col("nik_lower") % 10_000,
    )
    woman = nw.col("nik_day_digits") > WOMAN_DAY
    return digits.with_columns(
        nik_woman=woman,
        nik_day=nw.when(woman).then(nw.col("nik_day_digits") - WOMAN_DAY).otherwise(nw.col("nik_day_digits")),
    )


def with_nik_birth(frame: Frame, on: date) -> Frame:
    """Add the birth date in the NIK as seen on ``on``, after ``with_nik_parts``.

    Reads also ``written`` (Int64 yyyymmdd or null), which settles the century where no age is plausible. Adds
    nik_born (Int64 yyyymmdd; null when the digits are no date) and nik_no_adult (bool: neither century is plausible).
    """
    today = day_number(on)
    youngest, oldest = PLAUSIBLE_AGES
    short = nw.col("nik_year") * 10_000 + nw.col("nik_month") * 100 + nw.col("nik_day")
    both = frame.with_columns(nik_older=short + 1900_00_00, nik_younger=short + 2000_00_00)
    older, younger = (years_to(today, nw.col(name)) for name in ("nik_older", "nik_younger"))
    ages = both.with_columns(
        nik_older_plausible=older.is_between(youngest, oldest),
        nik_younger_plausible=younger.is_between(youngest, oldest),
        nik_later=nw.when(nw.col("written").is_null())
        .then(nw.col("nik_younger") <= today)
        .otherwise(nw.col("written") >= 2000_00_00),
    )
    no_adult = ~nw.col("nik_older_plausible") & ~nw.col("nik_younger_plausible")
    chosen = ages.with_columns(
        nik_no_adult=no_adult.fill_null(False),
        nik_chosen=nw.when(nw.col("nik_younger_plausible") | (no_adult & nw.col("nik_later")))
        .then(nw.col("nik_younger"))
        .otherwise(nw.col("nik_older")),
    )
    return chosen.with_columns(nik_born=nw.when(_is_real_day()).then(nw.col("nik_chosen")))


def district_known(prefixes: Iterable[str]) -> nw.Expr:
    """True where the first six digits of ``nik_number`` are among ``prefixes`` (6 digits each)."""
    number = nw.col("nik_number")
    return ((number - number % LOWER_DIGITS) // LOWER_DIGITS).is_in(sorted(int(prefix) for prefix in prefixes))


def _is_real_day() -> nw.Expr:
    """Whether nik_chosen is a day of the calendar. Of the years 1900–2099 only 1900 breaks the rule of four."""
    day, month, year = nw.col("nik_day"), nw.col("nik_month"), nw.col("nik_year")
    leap = (year % 4 == 0) & (nw.col("nik_chosen") >= 1901_00_00)
    in_february = (month == 2) & ((day <= 28) | ((day == 29) & leap))
    in_short_month = month.is_in([4, 6, 9, 11]) & (day <= 30)
    in_long_month = month.is_in([1, 3, 5, 7, 8, 10, 12]) & (day <= 31)
    return (day >= 1) & (in_february | in_short_month | in_long_month)
