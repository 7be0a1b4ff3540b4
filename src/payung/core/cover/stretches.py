"""Months of cover that follow one another, and the memberships they make, as columns for millions of person-months."""

from datetime import date
from typing import Any

import narwhals as nw

from payung.core.people.nik_columns import day_of_number

Frame = nw.LazyFrame[Any]

MONTHS = {
    "person": "int64",
    "month": "int64",  # yyyymm
    "fund": "string",
    "purse": "int64",
    "price": "int64",  # whole rupiah
    "enrolled": "bool",
    "billed": "bool",
    "paid": "bool",
    "confirmed": "bool",
    "paid_on": "date",
}
"""Person-months of the ledger that are not released; a person's month may stand twice where two funds pay it."""

ENDED = {"person": "int64", "why": "string", "on": "date"}
"""People who died, moved, passed the age limit or left; at most one row a person."""


def stretches(months: Frame, most: int) -> Frame:
    """One row for each stretch of months without a gap; ``months`` has ``person`` and ``at`` (``number_of_month``).

    Adds first and last (``at`` of its first and last month), run_first (first month of the membership it belongs to:
    more than ``most`` missing months end one), ever_first, run_months and ever_months (months of the membership, and of
    all, up to the stretch's last), resumes (first month of the next stretch, null after the last). All Int64.
    """
    once = months.select("person", "at").unique()
    # Months one after another less their place among all: the same number within a stretch.
    placed = once.with_columns(stretch=nw.col("at") - nw.col("at").cum_count().over("person", order_by="at"))
    found = placed.group_by("person", "stretch").agg(first=nw.col("at").min(), last=nw.col("at").max()).drop("stretch")
    beside = found.with_columns(
        before=nw.col("last").shift(1).over("person", order_by="first"),
        resumes=nw.col("first").shift(-1).over("person", order_by="first"),
        length=nw.col("last") - nw.col("first") + 1,
    )
    begins = nw.col("before").is_null() | (nw.col("first") - nw.col("before") - 1 > most)
    runs = beside.with_columns(begins=nw.when(begins).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64)))
    runs = runs.with_columns(run=nw.col("begins").cum_sum().over("person", order_by="first"))
    return runs.with_columns(
        run_first=nw.col("first").min().over("person", "run"),
        ever_first=nw.col("first").min().over("person"),
        run_months=nw.col("length").cum_sum().over("person", "run", order_by="first"),
        ever_months=nw.col("length").cum_sum().over("person", order_by="first"),
    ).drop("before", "begins", "length", "run")


def number_of_month(month: nw.Expr) -> nw.Expr:
    """Months (Int64 yyyymm) counted one by one, so that the next is one more; as ``month_number``."""
    return month // 100 * 12 + month % 100 - 1


def month_of_number(at: nw.Expr) -> nw.Expr:
    """The month yyyymm counted as ``at``."""
    return at // 12 * 100 + at % 12 + 1


def day_of_month_number(at: nw.Expr) -> nw.Expr:
    """The first day of the month counted as ``at``, a date."""
    return day_of_number(month_of_number(at) * 100 + 1)


def month_number(day: date) -> int:
    """The month of ``day``, counted one by one.

    >>> month_number(date(2027, 1, 31)) - month_number(date(2026, 12, 1))
    1
    """
    return day.year * 12 + day.month - 1


def without(frame: Frame, ended: Frame | None) -> Frame:
    """``frame`` without the people of ``ended`` (``ENDED``)."""
    return frame if ended is None else frame.join(ended.select("person").unique(), on="person", how="anti")
