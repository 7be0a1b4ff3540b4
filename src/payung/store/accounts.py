"""The books up to the end of a month, each figure counted from its own rows: what the report of months is made of."""

import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

import polars as pl
from django.db import connection
from django.db.models import Count, F, Max, Min, Sum

from payung.core.cover.ledger import Account
from payung.core.cover.month_report import HELD, OVER, BillSum, CoverMonth, Facts, Moved, PaymentSum, Standing
from payung.core.cover.payment import MARKS
from payung.store.models import (
    ROWS_AN_ACT,
    Act,
    Bill,
    BillLine,
    ClosedMonth,
    Fund,
    Head,
    Payment,
    PaymentPaper,
    Posting,
    Purse,
)
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
_EACH = f"""SELECT f.code, p.target, m.month, m.person_id, (SELECT c.code FROM village_code AS c
WHERE c.village_id = o.village_id AND c.id < %s ORDER BY c.id DESC LIMIT 1), m.price, d.number, b.code, y.id
{_LAST_LINES} JOIN person AS o ON o.id = m.person_id
JOIN decree_line AS l ON l.id = m.line_id JOIN decree AS d ON d.id = l.decree_id
LEFT JOIN payment AS y ON y.id = p.payment_id LEFT JOIN bill AS b ON b.id = COALESCE(p.bill_id, y.bill_id)
WHERE p.target <> 'free' ORDER BY f.code, m.month, m.person_id, m.id
"""  # noqa: S608 - our own words
_MONTHS = f"""WITH same(person, root) AS ({{pairs}}), state AS (
SELECT COALESCE(same.root, m.person_id) AS person, m.month, m.price, p.target, b.group_id {_LAST_LINES}
LEFT JOIN same ON same.person = m.person_id
LEFT JOIN payment AS y ON y.id = p.payment_id LEFT JOIN bill AS b ON b.id = y.bill_id
WHERE p.target <> 'free' AND m.month BETWEEN %s AND %s),
lists AS (SELECT MAX(id) AS id, month, group_id FROM member_list WHERE id < %s GROUP BY month, group_id),
seen AS (SELECT DISTINCT COALESCE(same.root, l.person_id) AS person, lists.month FROM member_line AS l
JOIN lists ON lists.id = l.list_id LEFT JOIN same ON same.person = l.person_id WHERE l.person_id IS NOT NULL),
said AS (SELECT state.*, seen.person IS NOT NULL AS listed, EXISTS (SELECT 1 FROM lists
WHERE lists.month = state.month AND (lists.group_id IS NULL OR lists.group_id = state.group_id)) AS told
FROM state LEFT JOIN seen ON seen.person = state.person AND seen.month = state.month)
SELECT month, COUNT(*) FILTER (WHERE target = 'reserved'), COUNT(*) FILTER (WHERE target = 'committed'),
COUNT(*) FILTER (WHERE target = 'paid'), SUM(price) FILTER (WHERE target = 'paid'),
COUNT(*) FILTER (WHERE target = 'paid' AND listed), COUNT(*) FILTER (WHERE target = 'paid' AND NOT listed AND NOT told)
FROM said GROUP BY month ORDER BY month
"""  # noqa: S608 - our own words
_PAIRS = {
    "sqlite": "SELECT value ->> '$[0]', value ->> '$[1]' FROM json_each(%s)",
    "postgresql": "SELECT (value ->> 0)::bigint, (value ->> 1)::bigint FROM jsonb_array_elements(%s::jsonb)",
}
EACH = {
    "fund": pl.String,
    "account": pl.String,
    "month": pl.Int64,
    "person": pl.Int64,
    "village_code": pl.String,
    "price": pl.Int64,
    "decree": pl.String,
    "bill": pl.String,
    "payment": pl.Int64,
}
"""A person-month that holds money of a fund, and the last papers by which it does."""


@dataclass(frozen=True)
class Span:
    """The books up to the end of ``last`` (yyyymm) as they stood when that month was closed, or as they stand now.

    ``before``: ids of rows that count are below it. ``chain_head``: the link of the act that closed it, or the last.
    """

    last: int
    before: int
    chain_head: str
    closed: bool

    @classmethod
    def until(cls, last: int) -> "Span":
        closing = ClosedMonth.objects.filter(month__gte=last).order_by("month", "id").first()
        if closing is None:
            return cls(last, 2**62, Head.objects.values_list("link", flat=True).get(id=1), False)
        act = closing.id // ROWS_AN_ACT
        return cls(last, (act + 1) * ROWS_AN_ACT, Act.objects.values_list("link", flat=True).get(number=act), True)


def facts(first: int, span: Span) -> Facts:
    """Everything up to the end of ``span``; months of cover from ``first`` (yyyymm) on. Within one moment.

    Of a closed month the same comes out whenever it is asked: nothing that was kept later has a part in it. What the
    purses hold is known of now alone.
    """
    last = span.last
    now = not span.closed and not Posting.objects.filter(booked__gt=last).exists()
    return Facts(
        names=dict(Fund.objects.filter(id__lt=span.before).order_by("code").values_list("code", "name")),
        moved=list(_moved(last)),
        standing=list(_standing(last)),
        purses=_purses() if now else {},
        cover=list(_cover(first, span)),
        bills=list(_bills(span)),
        payments=list(_payments(last)),
    )


def booked_span() -> tuple[int, int] | None:
    """The first and the last month of the books, yyyymm; None where nothing was booked."""
    found = Posting.objects.aggregate(first=Min("booked"), last=Max("booked"))
    return None if found["first"] is None else (found["first"], found["last"])


def each_person_month(span: Span) -> pl.DataFrame:
    """The table ``EACH`` of all person-months in which money lies at the end of ``span``, by fund, month and person."""
    with connection.cursor() as cursor:
        cursor.execute(_EACH, [span.before, span.last])
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


def _cover(first: int, span: Span) -> Iterator[CoverMonth]:
    """By month of cover. A list speaks of whom its group, or no group, was billed for."""
    same = json.dumps(sorted(same_people(before=span.before).items()))
    pairs = _PAIRS[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(_MONTHS.format(pairs=pairs), [same, span.last, first, span.last, span.before])
        for month, reserved, committed, paid, amount, listed, missing in cursor.fetchall():
            rest = paid - listed - missing
            yield CoverMonth(month, reserved, committed, paid, int(amount or 0), listed, rest, missing)


def _bills(span: Span) -> Iterator[BillSum]:
    """A bill that took nothing belongs to the month of the day it was received for."""
    bills = list(Bill.objects.filter(id__lt=span.before).order_by("id").values_list("id", "code", "amount"))
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
        if booked > span.last:
            continue
        months, price, asked = taken.get(id_, (0, 0, 0))
        if asked > price:
            rest[id_][OVER] = asked - price
        yield BillSum(code, booked, amount, counts.get(id_, 0), months, price, dict(sorted(rest[id_].items())))


def _payments(last: int) -> Iterator[PaymentSum]:
    lines = Posting.objects.filter(
        payment__isnull=False, source="committed", target="paid", booked__lte=last
    ).order_by()
    sums = lines.values_list("payment_id").annotate(
        Max("booked"), Count("person_month", distinct=True), Sum(F("person_month__price"))
    )
    figures = {id_: (booked, months, int(amount)) for id_, booked, months, amount in sums}
    papers: dict[int, list[str]] = defaultdict(list)
    for payment, kind, number in PaymentPaper.objects.order_by("id").values_list("payment_id", "kind", "number"):
        papers[payment].append(f"{MARKS[kind]} {number}")
    columns = ("id", "on", "bill__code", "amount", "credit")
    for id_, on, bill, amount, credit in Payment.objects.order_by("id").values_list(*columns):
        if id_ in figures:
            booked, months, own = figures[id_]
            yield PaymentSum(", ".join(papers[id_]) or "Kredit", booked, on, bill, amount, credit, months, own)
