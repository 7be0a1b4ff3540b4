"""Whose contributions are behind: the first, second, third unpaid month, the day membership lapses, and the rupiah."""

from datetime import date, timedelta

import narwhals as nw

from payung.core.basis.days import months_after
from payung.core.cover.ending import months_counted
from payung.core.cover.standing import most_unpaid
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

DUE_DAY = "bpu/pay/due_day"

BEHIND = {
    "person": "int64",
    "village_code": "string",
    "fund": "string",  # that was to pay the first unpaid month; "" where nobody was
    "paid_through": "int64",  # yyyymm, the last month paid without a gap; null where none is
    "unpaid": "int64",  # months begun after it, the day's own month among them
    "state": "string",  # grace: can still be settled; lapsed
    "lapses_on": "date",  # the day membership ends, or ended
    "months": "int64",  # paid months of the membership
    "owed_months": "int64",  # of the unpaid months, those somebody was to pay
    "owed": "int64",  # whole rupiah of those
}
"""One row a person."""

UNPAID = {
    "village_code": "string",
    "fund": "string",
    "purse": "int64",
    "age": "int64",  # 0 not due yet, 1 the newest month that is overdue, 2, 3 … ; ``OLDEST`` and older together
    "people": "int64",
    "person_months": "int64",
    "rupiah": "int64",
}
"""Unpaid months that somebody was to pay, by village, purse and age."""

OLDEST = 13


def behind(
    months: Frame, people: Frame, law: Law | LawBook, on: date, *, ended: Frame | None = None, lapsed_days: int = 90
) -> Frame:
    """Who is in arrears on ``on``, or lapsed in the ``lapsed_days`` days up to it; the table ``BEHIND``, not sorted.

    ``months`` (``MONTHS``): the paid ones make the membership, as ``standing.standing`` counts them for one person who
    begins with the first day of the first month anybody was to pay; the unpaid ones up to ``on`` are owed. ``people``:
    person, village_code. Source: parameters bpu/cover/lapse_*. Raises: NoValueInForce.
    """
    if isinstance(law, LawBook):
        law = law.on(on)
    most, today = most_unpaid(law), month_number(on)
    numbered = without(months, ended).with_columns(at=number_of_month(nw.col("month")))
    begun = numbered.group_by("person").agg(begins=nw.col("at").min()).filter(nw.col("begins") <= today)
    found = begun.join(_last_paid(numbered, most, today), on="person", how="left")
    through = nw.coalesce(nw.col("last"), nw.col("begins") - 1)
    late = found.with_columns(
        unpaid=nw.lit(today, nw.Int64) - through,
        paid_through=month_of_number(nw.col("last")),
        lapses_on=day_of_month_number(through + most + 1),
        months=months_counted(law).fill_null(0),
        after=through,
    ).filter((nw.col("unpaid") > 0) & (nw.col("lapses_on") > on - timedelta(days=lapsed_days)))
    lapsed = nw.when(nw.col("unpaid") > most).then(nw.lit("lapsed")).otherwise(nw.lit("grace"))
    told = late.with_columns(state=lapsed).join(_owed(numbered, late, today), on="person", how="left")
    return (
        told.with_columns(nw.col("fund").fill_null(""), nw.col("owed_months").fill_null(0), nw.col("owed").fill_null(0))
        .join(people.select("person", "village_code"), on="person", how="inner")
        .select(*BEHIND)
    )


def unpaid_months(months: Frame, people: Frame, law: Law | LawBook, on: date) -> Frame:
    """What was to be paid by ``on`` and is not: the table ``UNPAID``, not sorted.

    A month is overdue after its due day; a holiday there, which moves it, is not known. Source: parameter
    bpu/pay/due_day. Raises: NoValueInForce.
    """
    if isinstance(law, LawBook):
        law = law.on(on)
    newest = month_number(on if on.day > _due(law, on) else months_after(on.replace(day=1), -1))
    owed = months.filter(~nw.col("paid") & (nw.col("month") <= on.year * 100 + on.month))
    age = nw.lit(newest + 1, nw.Int64) - number_of_month(nw.col("month"))
    aged = owed.with_columns(age=nw.when(age > OLDEST).then(nw.lit(OLDEST, nw.Int64)).otherwise(age))
    placed = aged.join(people.select("person", "village_code"), on="person", how="inner")
    return placed.group_by("village_code", "fund", "purse", "age").agg(
        people=nw.col("person").n_unique().cast(nw.Int64),
        person_months=nw.len().cast(nw.Int64),
        rupiah=nw.col("price").sum().cast(nw.Int64),
    ).select(*UNPAID)  # fmt: skip


def _due(law: Law, on: date) -> int:
    end = (months_after(on.replace(day=1), 1) - timedelta(days=1)).day
    return min(law[DUE_DAY].amount, end)


def _last_paid(numbered: Frame, most: int, today: int) -> Frame:
    """person, last (of the stretch that holds the last paid month up to today, paid ahead included) and its counts."""
    known = stretches(numbered.filter(nw.col("paid")), most).filter(nw.col("first") <= today)
    latest = known.with_columns(latest=nw.col("first").max().over("person")).filter(nw.col("first") == nw.col("latest"))
    return latest.select("person", "last", "run_months", "ever_months")


def _owed(numbered: Frame, late: Frame, today: int) -> Frame:
    """person, fund of the first unpaid month, and what of the months after the last paid one was to be paid."""
    unpaid = numbered.filter(~nw.col("paid") & (nw.col("at") <= today)).join(
        late.select("person", "after"), on="person", how="inner"
    )
    after = unpaid.filter(nw.col("at") > nw.col("after"))
    first = after.with_columns(first=nw.col("at").min().over("person")).filter(nw.col("at") == nw.col("first"))
    sums = after.group_by("person").agg(owed_months=nw.len().cast(nw.Int64), owed=nw.col("price").sum().cast(nw.Int64))
    return sums.join(first.group_by("person").agg(fund=nw.col("fund").min()), on="person", how="inner")
