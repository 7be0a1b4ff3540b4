"""The cover of everybody on every day of a time, as spans: asked anew only on the days on which it can change."""

from datetime import date, timedelta

import narwhals as nw
import polars as pl

from payung.core.cover.columns import full_from
from payung.core.cover.status import birthday
from payung.core.cover.status_columns import with_status
from payung.core.law.ages import LIMIT
from payung.core.law.book import LawBook

SAID = ("state", "missing", "why", "jkk", "jkm", "settled")
_DAY = timedelta(days=1)


def cover_spans(
    months: pl.DataFrame,
    book: LawBook,
    first: date,
    last: date,
    *,
    ended: pl.DataFrame | None = None,
    people: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """What ``with_status`` says of everybody from ``first`` to ``last``, both included.

    Tables as for ``with_status``. One row a span: person, from, until (Date), and ``SAID``; the spans of a person
    follow one another without a gap, and neighbours differ. Raises: NoValueInForce.
    """
    whole = {since for parameter in book.parameters.values() for since in (value.since for value in parameter.values)}
    changes = _changes(months, book, first, last, ended, people)
    found = []
    for day in (first + _DAY * ahead for ahead in range((last - first).days + 1)):
        if day == first or day.day == 1 or day in whole:
            asked = months
        elif day in changes:
            asked = months.join(changes[day], on="person", how="semi")
        else:
            continue
        said = with_status(nw.from_native(asked.lazy()), book, day, **_narrow(asked, ended, people))
        found.append(said.collect(backend="polars").to_native().select("person", *SAID, **{"from": pl.lit(day)}))
    return _joined(pl.concat(found), last) if found else pl.DataFrame()


def _narrow(
    asked: pl.DataFrame, ended: pl.DataFrame | None, people: pl.DataFrame | None
) -> dict[str, nw.LazyFrame[pl.LazyFrame]]:
    """The other tables, of the people asked about."""
    tables = {"ended": ended, "people": people}
    return {
        name: nw.from_native(table.join(asked, on="person", how="semi").lazy())
        for name, table in tables.items()
        if table is not None
    }


def _changes(
    months: pl.DataFrame,
    book: LawBook,
    first: date,
    last: date,
    ended: pl.DataFrame | None,
    people: pl.DataFrame | None,
) -> dict[date, pl.DataFrame]:
    """By day, the people whose cover may change on it, beside first days of months and days of new law."""
    days = [months.select("person", on="paid_on")]
    for law in (book.on(first), book.on(last)):
        started = months.select("person", on=pl.date(pl.col("month") // 100, pl.col("month") % 100, 1))
        full = nw.from_native(started).with_columns(on=full_from(law, nw.col("on")))
        days.append(full.to_native())
    if ended is not None:
        days.append(ended.select("person", on=pl.col("on").dt.offset_by("1d")))
    if people is not None:
        limit = book.on(last)[LIMIT].amount
        born = [
            (person, birthday(day, limit)) for person, day in people.select("person", "birth_date").iter_rows() if day
        ]
        days.append(pl.DataFrame(born, schema={"person": months.schema["person"], "on": pl.Date}, orient="row"))
    asked = pl.concat(days).filter(pl.col("on").is_between(first, last)).unique()
    return {day: rows.select("person") for (day,), rows in asked.partition_by("on", as_dict=True).items()}


def _joined(found: pl.DataFrame, last: date) -> pl.DataFrame:
    """Spans out of answers by day: rows that say the same as the one before are left out."""
    told = pl.struct(SAID)
    in_order = found.sort("person", "from").filter(
        told.ne_missing(told.shift(1)) | pl.col("person").ne_missing(pl.col("person").shift(1))
    )
    until = (pl.col("from").shift(-1).over("person") - pl.duration(days=1)).fill_null(last)
    return in_order.select("person", "from", until.alias("until"), *SAID)
