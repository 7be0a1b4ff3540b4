"""The same standing as ``standing``, as columns for millions of memberships paid without a gap.

Written once, run by Polars, DuckDB and Spark. Months are counted as Int64 since year 0.
"""

from datetime import date
from typing import Any

import narwhals as nw

from payung.core.cover.standing import most_unpaid
from payung.core.law.book import Law, LawBook
from payung.core.law.first_months import DAYS_A_MONTH, EDGE, MONTHS

Frame = nw.LazyFrame[Any]


def with_standing(frame: Frame, law: Law | LawBook, on: date) -> Frame:
    """Add where each membership stands on ``on``, by the law as ``standing.standing`` takes it.

    Reads ``started`` (date: the day the run began) and ``paid_through`` (date in the last paid month; null where none
    is paid); every month between the two is paid. Adds state (text, ``standing.STATES``), unpaid and months (Int64),
    lapses_on and full_from (date; full_from is null before the start). All are null where ``started`` is null or
    ``paid_through`` lies in a month before it.
    Raises: NoValueInForce.
    """
    if isinstance(law, LawBook):
        law = law.on(on)
    most, today = most_unpaid(law), on.year * 12 + on.month
    started, through = nw.col("started"), nw.col("paid_through")
    first, last, begun = nw.col("first_month"), nw.col("last_month"), nw.col("begun")
    months = frame.with_columns(first_month=_month(started), last_month=_month(through))
    known = months.with_columns(
        begun=nw.when(~(last < first).fill_null(False)).then(started <= nw.lit(on)),
        last_month=nw.coalesce(last, first - 1),
        last_day=nw.coalesce(through, started.dt.offset_by("-1mo").cast(nw.Date)),
    )
    counted = known.with_columns(
        unpaid=nw.when(begun & (last < today)).then(today - last).when(~begun.is_null()).then(nw.lit(0, nw.Int64)),
        months=nw.when(~begun)
        .then(nw.lit(0, nw.Int64))
        .when(begun & (last < today))
        .then(last - first + 1)
        .when(begun)
        .then(today - first + 1),
        lapses_on=nw.when(~begun.is_null()).then(_first_day_after(nw.col("last_day"), most + 1)),
        full_from=nw.when(begun).then(full_from(law, started)),
    )
    return counted.with_columns(state=_state(on, most)).drop("first_month", "last_month", "last_day", "begun")


def full_from(law: Law, started: nw.Expr) -> nw.Expr:
    """The first day with the full death benefit, as ``first_months.full_from`` in the reading of ``law``; a date."""
    months = law[MONTHS].amount
    if months == 0:
        return started
    complete = started.dt.offset_by(f"{months}mo")
    days = {
        "calendar_months": complete,
        "days_90": started.dt.offset_by(f"{DAYS_A_MONTH * months}d"),
        "contribution_months": complete.dt.truncate("1mo"),
        "more_than_months": complete.dt.offset_by("1d"),
    }
    return days[law.reading(EDGE).code].cast(nw.Date)


def _state(on: date, most: int) -> nw.Expr:
    begun, unpaid = nw.col("begun"), nw.col("unpaid")
    return (
        nw.when(~begun)
        .then(nw.lit("not_started"))
        .when(unpaid > most)
        .then(nw.lit("lapsed"))
        .when(unpaid > 0)
        .then(nw.lit("grace"))
        .when(nw.lit(on) < nw.col("full_from"))
        .then(nw.lit("first_months"))
        .when(begun)
        .then(nw.lit("active"))
    )


def _month(day: nw.Expr) -> nw.Expr:
    return day.dt.year().cast(nw.Int64) * 12 + day.dt.month().cast(nw.Int64)


def _first_day_after(day: nw.Expr, months: int) -> nw.Expr:
    return day.dt.truncate("1mo").dt.offset_by(f"{months}mo").cast(nw.Date)
