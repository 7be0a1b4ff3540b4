"""Who reaches the age limit, when, the last month before it, and months paid beyond it."""

from datetime import date, timedelta

import narwhals as nw

from payung.core.cover.standing import most_unpaid
from payung.core.cover.stretches import Frame, month_of_number, number_of_month, stretches, without
from payung.core.law.ages import LIMIT
from payung.core.law.book import Law, LawBook
from payung.core.people.nik import day_number
from payung.core.people.nik_columns import day_of_number, number_of_day

APPLIES = "bpu/age/limit_applies"

OLD = {
    "person": "int64",
    "village_code": "string",
    "reaches_on": "date",  # the day the limit is reached
    "last_month": "int64",  # yyyymm, the last month on whose first day it is not reached
    "upcoming": "bool",  # it is reached after the day asked about
    "entered_over": "bool",  # a membership was begun with a month after last_month
    "beyond": "int64",  # paid months after last_month
    "beyond_rupiah": "int64",
    "claim_back": "int64",  # of them, those the law as it is read does not let be paid
    "claim_back_rupiah": "int64",
    "still_planned": "int64",  # months after last_month that somebody is to pay and has not
}
"""One row a person."""


def reaching_limit(
    months: Frame, people: Frame, law: Law | LawBook, on: date, *, days: int = 60, ended: Frame | None = None
) -> Frame:
    """Who reaches the limit after ``on`` and within ``days`` days of it, or has months beyond it; ``OLD``, not sorted.

    ``months`` (``MONTHS``); ``people``: person, birth_date (date), village_code; who has no birth date is left out.
    Read so that the age is asked at registration alone, who was in time may go on paying: then only months of a
    membership begun after the limit are claimed back, and a lapse cannot be undone by registering again.
    Source: parameters bpu/age/limit, bpu/age/limit_applies, bpu/cover/lapse_*. Raises: NoValueInForce.
    """
    if isinstance(law, LawBook):
        law = law.on(on)
    aged = with_limit(people.select("person", "birth_date", "village_code"), law)
    near = without(aged, ended).filter(nw.col("reached") <= day_number(on + timedelta(days=days)))
    numbered = months.select("person", "paid", "price", at=number_of_month(nw.col("month")))
    theirs = numbered.join(near.select("person", "limit_at"), on="person", how="inner")
    counted = _counted(theirs, law)
    upcoming = nw.col("reached") > day_number(on)
    found = near.join(counted, on="person", how="inner").with_columns(
        upcoming=upcoming,
        reaches_on=day_of_number(nw.col("reached")),
        last_month=month_of_number(nw.col("limit_at") - 1),
    )
    return found.filter(nw.col("upcoming") | (nw.col("beyond") + nw.col("still_planned") > 0)).select(*OLD)


def barred_from(months: Frame, people: Frame, law: Law, first: int) -> Frame:
    """From which month on (person, barred: Int64 yyyymm) a plan of ``months`` (person, month), none before ``first``
    (yyyymm), would pay for somebody too old; others are left out, and so is who has no birth date.

    ``people``: person, birth_date, paid_until (Int64 yyyymm: the last month paid before the plan, missing where none).
    Read so that the age is asked at registration and first payment alone, no membership of the plan may begin over the
    limit, and one that began before goes on; read so that it is asked every month, no month after it may be paid.
    Source: parameters bpu/age/limit, bpu/age/limit_applies, bpu/cover/lapse_*. Raises: NoValueInForce.
    """
    aged = with_limit(people, law)
    theirs = months.select("person", at=number_of_month(nw.col("month"))).join(
        aged.select("person", "limit_at"), on="person", how="inner"
    )
    if law.reading(APPLIES).code == "every_month":
        late = theirs.filter(nw.col("at") >= nw.col("limit_at")).select("person", late_from="limit_at").unique()
    else:
        known = aged.filter(~nw.col("paid_until").is_null())
        held = known.select("person", "limit_at", at=number_of_month(nw.col("paid_until")))
        begun = nw.col("run_first") >= first // 100 * 12 + first % 100 - 1
        late = _begun_late(nw.concat([theirs.select(*held.columns), held]), law, begun)
    return late.select("person", barred=month_of_number(nw.col("late_from")))


def with_limit(people: Frame, law: Law) -> Frame:
    """Add reached (Int64 yyyymmdd, the birthday at which the limit of ``law`` is reached) and limit_at (Int64 month
    number, as ``number_of_month``, of the first month that begins on it or after). Drops who has no birth_date.

    Who is born on 29 February ages on 1 March where the year has no such day.
    """
    known = people.filter(~nw.col("birth_date").is_null())
    birthday = number_of_day(nw.col("birth_date")) + law[LIMIT].amount * 10_000
    year = birthday // 10_000
    leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0))
    real = nw.when((birthday % 10_000 == 229) & ~leap).then(year * 10_000 + 301).otherwise(birthday)
    numbered = known.with_columns(reached=real).with_columns(at=number_of_month(nw.col("reached") // 100))
    first = nw.when(nw.col("reached") % 100 == 1).then(nw.col("at")).otherwise(nw.col("at") + 1)
    return numbered.with_columns(limit_at=first).drop("at")


def _counted(theirs: Frame, law: Law) -> Frame:
    """Per person, the months from ``limit_at`` on."""
    wrong = _begun_late(theirs.filter(nw.col("paid")), law)
    beyond = nw.col("paid") & (nw.col("at") >= nw.col("limit_at"))
    barred = nw.col("at") >= nw.col("limit_at" if law.reading(APPLIES).code == "every_month" else "late_from")
    claimed = nw.col("paid") & barred.fill_null(False)
    marked = theirs.join(wrong, on="person", how="left").with_columns(
        beyond=_one(beyond),
        beyond_rupiah=_one(beyond) * nw.col("price"),
        claim_back=_one(claimed),
        claim_back_rupiah=_one(claimed) * nw.col("price"),
        still_planned=_one(~nw.col("paid") & (nw.col("at") >= nw.col("limit_at"))),
        late=_one(~nw.col("late_from").is_null()),
    )
    sums = ("beyond", "beyond_rupiah", "claim_back", "claim_back_rupiah", "still_planned")
    return (
        marked.group_by("person")
        .agg(*(nw.col(name).sum().cast(nw.Int64) for name in sums), late=nw.col("late").max())
        .with_columns(entered_over=nw.col("late") > 0)
    )


def _begun_late(theirs: Frame, law: Law, judged: nw.Expr | None = None) -> Frame:
    """Who begins a membership at ``limit_at`` or after it with the months ``theirs`` (person, at, limit_at): person,
    late_from, the first month of it. ``judged``: which memberships are looked at, by run_first; None for all."""
    runs = stretches(theirs, most_unpaid(law)).select("person", "run_first").unique()
    begun = runs.join(theirs.select("person", "limit_at").unique(), on="person", how="inner")
    late = begun.filter(nw.col("run_first") >= nw.col("limit_at"))
    late = late if judged is None else late.filter(judged)
    return late.group_by("person").agg(late_from=nw.col("run_first").min())


def _one(truth: nw.Expr) -> nw.Expr:
    return nw.when(truth).then(nw.lit(1, nw.Int64)).otherwise(nw.lit(0, nw.Int64))
