"""The books up to the end of a month, each figure counted from its own rows: what the report of months is made of."""

from collections import defaultdict
from collections.abc import Iterator

import polars as pl
from django.db import connection
from django.db.models import Count, F, Max, Min, Sum

from payung.core.cover.ledger import Account
from payung.core.cover.month_report import HELD, OVER, BillSum, CoverMonth, Facts, Moved, PaymentSum, Standing
from payung.store.models import ROWS_AN_ACT, Act, Bill, BillLine, Fund, Payment, Posting, Purse
from payung.store.months import latest_lists, month_table
from payung.store.people import same_people
from payung.store.reading import rows_of

_LAST_LINES = """
FROM (SELECT MAX(id) AS id FROM posting WHERE booked <= %s AND person_month_id IS NOT NULL GROUP BY person_month_id)
AS latest JOIN posting AS p ON p.id = latest.id JOIN person_month AS m ON m.id = p.person_month_id
JOIN purse AS w ON w.id = m.purse_id JOIN fund AS f ON f.id = w.fund_id
"""
_SUMS = f"""SELECT f.code, p.target, COUNT(*), SUM(m.price) {_LAST_LINES}
WHERE p.target <> 'free' GROUP BY f.code, p.target ORDER BY f.code, p.target
"""  # noqa: S608 - our own words
_EACH = f"""SELECT f.code, p.target, m.month, m.person_id, v.code, m.price, d.number, b.code, y.number {_LAST_LINES}
JOIN person AS o ON o.id = m.person_id LEFT JOIN village AS v ON v.id = o.village_id
JOIN decree_line AS l ON l.id = m.line_id JOIN decree AS d ON d.id = l.decree_id
LEFT JOIN payment AS y ON y.id = p.payment_id LEFT JOIN bill AS b ON b.id = COALESCE(p.bill_id, y.bill_id)
WHERE p.target <> 'free' ORDER BY f.code, m.month, m.person_id, m.id
"""  # noqa: S608 - our own words
EACH = {
    "fund": pl.String,
    "account": pl.String,
    "month": pl.Int64,
    "person": pl.Int64,
    "village_code": pl.String,
    "price": pl.Int64,
    "decree": pl.String,
    "bill": pl.String,
    "payment": pl.String,
}
"""A person-month that holds money of a fund, and the last papers by which it does."""


def facts(first: int, last: int) -> Facts:
    """Everything up to the end of ``last``; months of cover from ``first`` to ``last``, yyyymm. Within one moment."""
    return Facts(
        names=dict(Fund.objects.order_by("code").values_list("code", "name")),
        moved=list(_moved(last)),
        standing=list(_standing(last)),
        purses={} if Posting.objects.filter(booked__gt=last).exists() else _purses(),
        cover=list(_cover(first, last)),
        bills=list(_bills(last)),
        payments=list(_payments(last)),
    )


def booked_span() -> tuple[int, int] | None:
    """The first and the last month of the books, yyyymm; None where nothing was booked."""
    found = Posting.objects.aggregate(first=Min("booked"), last=Max("booked"))
    return None if found["first"] is None else (found["first"], found["last"])


def each_person_month(last: int) -> pl.DataFrame:
    """The table ``EACH`` of all person-months in which money lies at the end of ``last``, by fund, month and person."""
    with connection.cursor() as cursor:
        cursor.execute(_EACH, [last])
        return pl.DataFrame(cursor.fetchall(), schema=EACH, orient="row")


def _moved(last: int) -> Iterator[Moved]:
    by = ("purse__fund__code", "booked", "source", "target")
    lines = Posting.objects.filter(booked__lte=last).order_by().values_list(*by)
    for row in lines.annotate(Count("person_month"), Sum("amount")).order_by(*by):
        yield Moved(*row)


def _standing(last: int) -> Iterator[Standing]:
    with connection.cursor() as cursor:
        cursor.execute(_SUMS, [last])
        for fund, account, months, amount in cursor.fetchall():
            yield Standing(fund, account, months, int(amount))


def _purses() -> dict[str, dict[Account, int]]:
    sums = Purse.objects.order_by().values_list("fund__code").annotate(*(Sum(account) for account in HELD))
    return {code: dict(zip(HELD, map(int, held), strict=True)) for code, *held in sums}


def _cover(first: int, last: int) -> Iterator[CoverMonth]:
    """By month of cover. A list speaks of whom its group, or no group, was billed for."""
    held = month_table().filter(pl.col("month").is_between(first, last))
    paid = held.filter("paid").join(_groups(first, last), on=["person", "month", "purse"], how="left")
    lists = set(latest_lists().filter(month__gte=first, month__lte=last).values_list("month", "group_id"))
    whole = [month for month, group in lists if group is None]
    there = pl.DataFrame(
        [row for row in lists if row[1] is not None], schema={"month": pl.Int64, "group": pl.Int64}, orient="row"
    ).with_columns(there=pl.lit(True))
    missing = ~pl.col("confirmed") & pl.col("there").is_null() & ~pl.col("month").is_in(whole)
    marked = paid.join(there, on=["month", "group"], how="left").with_columns(missing=missing)
    of_paid = marked.group_by("month").agg(
        pl.col("price").sum(), pl.col("confirmed").sum().cast(pl.Int64), pl.col("missing").sum().cast(pl.Int64)
    )
    said = {month: figures for month, *figures in of_paid.iter_rows()}
    steps = held.group_by("month").agg(
        (~pl.col("billed")).sum().cast(pl.Int64).alias("reserved"),
        (pl.col("billed") & ~pl.col("paid")).sum().cast(pl.Int64).alias("committed"),
        pl.col("paid").sum().cast(pl.Int64),
    )
    for month, reserved, committed, count in steps.sort("month").iter_rows():
        amount, listed, without = said.get(month, (0, 0, 0))
        yield CoverMonth(month, reserved, committed, count, amount, listed, count - listed - without, without)


def _groups(first: int, last: int) -> pl.DataFrame:
    """person, month, purse, group: under which group of BPJS each paid person-month was billed."""
    same = same_people()
    paid = Posting.objects.filter(
        target="paid", person_month__state="paid", person_month__month__gte=first, person_month__month__lte=last
    )
    columns = ("person_month__person_id", "person_month__month", "purse_id", "payment__bill__group_id")
    rows = [(same.get(person, person), *rest) for person, *rest in paid.values_list(*columns).iterator(10_000)]
    names = ("person", "month", "purse", "group")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row").unique(maintain_order=True)


def _bills(last: int) -> Iterator[BillSum]:
    """A bill that took nothing belongs to the month of the day it was received for."""
    bills = list(Bill.objects.order_by("id").values_list("id", "code", "amount"))
    acts = {id_ // ROWS_AN_ACT for id_, *_ in bills}
    days = dict(rows_of(Act.objects.all(), ("number", "on"), "number", acts))
    billed = Posting.objects.filter(bill__isnull=False).order_by()
    of_lines = dict(billed.values_list("bill_id").annotate(Min("booked")))
    lines = BillLine.objects.order_by().values_list("bill_id")
    taken: dict[int, tuple[int, int, int]] = {
        bill: (count, int(price), int(amount))
        for bill, count, price, amount in lines.filter(person_month__isnull=False).annotate(
            Count("id"), Sum("person_month__price"), Sum("amount")
        )
    }
    rest: dict[int, dict[str, int]] = defaultdict(dict)
    for bill, pile, amount in lines.filter(person_month=None).values_list("bill_id", "pile").annotate(Sum("amount")):
        rest[bill][pile] = int(amount)
    counts = dict(lines.annotate(Count("id")))
    for id_, code, amount in bills:
        day = days[id_ // ROWS_AN_ACT]
        booked = of_lines.get(id_, day.year * 100 + day.month)
        if booked > last:
            continue
        months, price, asked = taken.get(id_, (0, 0, 0))
        if asked > price:
            rest[id_][OVER] = asked - price
        yield BillSum(code, booked, amount, counts.get(id_, 0), months, price, dict(sorted(rest[id_].items())))


def _payments(last: int) -> Iterator[PaymentSum]:
    lines = Posting.objects.filter(payment__isnull=False, target="paid", booked__lte=last).order_by()
    sums = lines.values_list("payment_id").annotate(
        Max("booked"), Count("person_month", distinct=True), Sum(F("person_month__price"))
    )
    figures = {id_: (booked, months, int(amount)) for id_, booked, months, amount in sums}
    columns = ("id", "kind", "number", "on", "bill__code", "amount")
    for id_, kind, number, on, bill, amount in Payment.objects.order_by("id").values_list(*columns):
        if id_ in figures:
            booked, months, own = figures[id_]
            yield PaymentSum(kind, booked, number, on, bill, amount, months, own)
