"""People of a plan without the months in which they would be refused for their age."""

from collections.abc import Sequence

import narwhals as nw
import polars as pl

from payung.core.allocation.fund import Plan
from payung.core.basis.months import first_day
from payung.core.cover.age_limit import barred_from, with_limit
from payung.core.law.book import LawBook
from payung.engines.plan_check import payable_months


def reaching(ages: pl.DataFrame, months: Sequence[int], book: LawBook) -> pl.DataFrame:
    """The rows of ``ages`` (``PlanPeople.ages``) of who reaches the age limit by the last of ``months`` (yyyymm)."""
    aged = with_limit(nw.from_native(ages.lazy()), book.on(first_day(months[0])))
    near = aged.filter(nw.col("limit_at") <= months[-1] // 100 * 12 + months[-1] % 100 - 1)
    return near.select(*ages.columns).collect(backend="polars").to_native()


def most_asked(people: pl.DataFrame, plan: Plan) -> pl.DataFrame:
    """The most a plan may pay for each of ``PEOPLE``: person, months (a set); where no fund may pay any, all months
    that may be paid."""
    some = pl.col("payable") & payable_months(plan)
    return people.select("person", months=pl.when(some == 0).then("payable").otherwise(some))


def without_too_old(
    people: pl.DataFrame, paid: pl.DataFrame, near: pl.DataFrame, plan: Plan, book: LawBook
) -> pl.DataFrame:
    """``PEOPLE`` without the months that the law does not let be paid where a plan pays ``paid`` (person, months).

    ``near``: as of ``reaching``. Who would be paid nothing in time is left out, and the others are numbered anew; the
    same table comes back where nobody is too old.
    """
    theirs = people.select("person", "key").join(near, on="key")
    covers = paid.join(theirs, on="person", how="semi").with_columns(pl.col("months").cast(pl.Int64))
    each = [
        covers.filter(pl.col("months") // 2**at % 2 == 1).select("person", month=pl.lit(month, pl.Int64))
        for at, month in enumerate(plan.months)
    ]
    first = plan.months[0]
    months, aged = nw.from_native(pl.concat(each).lazy()), nw.from_native(theirs.lazy())
    barred = barred_from(months, aged, book.on(first_day(first)), first).collect(backend="polars").to_native()
    if barred.is_empty():
        return people
    before = {month: 2**at - 1 for at, month in enumerate(plan.months)}
    in_time = barred.select("person", in_time=pl.col("barred").replace_strict(before, default=0, return_dtype=pl.Int32))
    nothing = (
        covers.join(in_time, on="person")
        .group_by("person")
        .agg(kept=(pl.col("months") & pl.col("in_time")).bitwise_or())
        .filter(kept=0)
    )
    return (
        people.join(in_time, on="person", how="left", maintain_order="left")
        .join(nothing, on="person", how="anti", maintain_order="left")
        .with_columns(person=pl.int_range(pl.len()), payable=pl.col("payable") & pl.col("in_time").fill_null(-1))
        .select(people.columns)
    )
