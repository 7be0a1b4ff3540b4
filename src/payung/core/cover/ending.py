"""Whose cover ends within some days, when their membership lapses after it, and what they have that they would lose."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import narwhals as nw

from payung.core.allocation.fund import Fund
from payung.core.cover.columns import full_from
from payung.core.cover.standing import AFTER_REENTRY, REENTRY, most_unpaid
from payung.core.cover.stretches import (
    Frame,
    day_of_month_number,
    month_number,
    month_of_number,
    number_of_month,
    stretches,
    without,
)
from payung.core.law.book import Law, LawBook

DAYS = (30, 60, 90)
"""The distances at which an end is announced; an end stands under the nearest of them."""

SCHOLARSHIP_MONTHS = "scholarship/months_needed_jkm"
SCHOLARSHIP_COUNTS = "scholarship/months_counted"

ENDING = {
    "person": "int64",
    "village_code": "string",
    "fund": "string",  # that pays the last month; the first by name where two do
    "last_month": "int64",  # yyyymm, the last month of cover
    "first_without": "date",  # the first day without cover
    "days": "int64",  # from the day asked about to that day
    "lapses_on": "date",  # the day membership ends when nothing more is paid
    "resumes": "int64",  # yyyymm, the next month somebody pays after a gap; null where nobody does
    "months": "int64",  # that count at the end of cover
    "full": "bool",  # a death in the next month would be paid in full, had it been paid
    "to_full": "int64",  # more months until then
    "scholarship": "bool",  # enough months for the children's scholarship
    "to_scholarship": "int64",  # more months until then
}
"""One row a person, by person."""


def ending(
    months: Frame, people: Frame, funds: Sequence[Fund], law: Law | LawBook, on: date, *, days: int = 90,
    ended: Frame | None = None,
) -> Frame:  # fmt: skip
    """Who has cover that ends after ``on`` and within ``days`` days of it; the table ``ENDING``, not sorted.

    ``months`` (``MONTHS``): a month counts where it is paid, or still lies ahead and its fund may pay it; months of all
    funds count together, so who is paid on by another fund does not end. ``people``: person, village_code. Who stands
    in ``ended`` has left already. A membership is taken to begin with the first day of its first month.
    Where cover has several ends in those days the first is given.
    Source: parameters bpu/cover/lapse_*, bpu/cover/reentry, bpu/jkm/first_months/*, scholarship/months_*.
    Raises: NoValueInForce.
    """
    if isinstance(law, LawBook):
        law = law.on(on)
    promised = _promised(without(months, ended), funds, on)
    first, last = month_number(on), month_number(on + timedelta(days=days)) - 1
    found = stretches(promised, most_unpaid(law)).filter(nw.col("last").is_between(first, last))
    soonest = found.with_columns(soonest=nw.col("last").min().over("person")).filter(
        nw.col("last") == nw.col("soonest")
    )
    payer = promised.group_by("person", "at").agg(fund=nw.col("fund").min())
    paid = soonest.join(payer, left_on=["person", "last"], right_on=["person", "at"], how="inner")
    placed = paid.join(people.select("person", "village_code"), on="person", how="inner")
    until = {at: (date(at // 12, at % 12 + 1, 1) - on).days for at in range(first + 1, last + 2)}
    return _marked(placed, law, until).select(*ENDING)


def months_counted(law: Law) -> nw.Expr:
    """Of ``stretches``: run_months, or ever_months where the law is read so that membership goes on after re-entry."""
    return nw.col("ever_months" if law.reading(REENTRY).code == "continues" else "run_months")


def by_words(column: nw.Expr, means: Mapping[str, int]) -> nw.Expr:
    """The number each text of ``column`` means, Int64, null for others; texts of one meaning are asked together."""
    found = nw.lit(None, nw.Int64)
    for meaning in dict.fromkeys(means.values()):
        alike = [word for word, theirs in means.items() if theirs == meaning]
        found = nw.when(column.is_in(alike)).then(nw.lit(meaning, nw.Int64)).otherwise(found)
    return found


def _promised(months: Frame, funds: Sequence[Fund], on: date) -> Frame:
    """person, at, fund of the months that are paid or will be: those ahead as far as their fund may pay."""
    month = nw.col("month")
    payable = by_words(nw.col("fund"), {fund.id: max(fund.months) for fund in funds})
    ahead = (month >= on.year * 100 + on.month) & (month <= payable).fill_null(False)
    return months.filter(nw.col("paid") | ahead).select("person", "fund", at=number_of_month(month))


def _marked(found: Frame, law: Law, until: Mapping[int, int]) -> Frame:
    needed, after = law[SCHOLARSHIP_MONTHS].amount, nw.col("last") + 1
    again = law.reading(AFTER_REENTRY).code == "again"
    ways = {
        "since_restart": months_counted(law),
        "unbroken": nw.col("last") - nw.col("first") + 1,
        "ever": nw.col("ever_months"),
    }
    dated = found.with_columns(
        last_month=month_of_number(nw.col("last")),
        first_without=day_of_month_number(after),
        lapses_on=day_of_month_number(after + most_unpaid(law)),
        resumes=month_of_number(nw.col("resumes")),
        days=_distance(after, until),
        months=months_counted(law),
        counted=ways[law.reading(SCHOLARSHIP_COUNTS).code],
        started=day_of_month_number(nw.col("run_first" if again else "ever_first")),
        after=after,
    )
    full = dated.with_columns(full_from=full_from(law, nw.col("started")))
    day = nw.col("full_from").dt
    reached = day.year().cast(nw.Int64) * 12 + day.month().cast(nw.Int64) - 1
    missing = nw.when(day.day() > 1).then(reached + 1).otherwise(reached) - nw.col("after")
    return full.with_columns(
        to_full=nw.when(missing > 0).then(missing).otherwise(nw.lit(0, nw.Int64)),
        to_scholarship=nw.when(nw.col("counted") < needed)
        .then(nw.lit(needed, nw.Int64) - nw.col("counted"))
        .otherwise(nw.lit(0, nw.Int64)),
    ).with_columns(full=nw.col("to_full") == 0, scholarship=nw.col("to_scholarship") == 0)


def _distance(at: nw.Expr, until: Mapping[int, int]) -> nw.Expr:
    found = nw.lit(None, nw.Int64)
    for month, days in until.items():
        found = nw.when(at == month).then(nw.lit(days, nw.Int64)).otherwise(found)
    return found
