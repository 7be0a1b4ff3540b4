"""Figures of every region by month, counted from the books and held for pages, with the act they were counted after."""

import json

import polars as pl
from django.db import connection, transaction
from django.db.models import Max, QuerySet

from payung.store.chain import end_of_chain
from payung.store.fence import ask_fence
from payung.store.models import Figure, Job
from payung.store.months import latest_lists
from payung.store.people import same_people
from payung.store.reading import one_moment
from payung.store.scope import EVERYTHING, scoped
from payung.store.seen import seen

LEVELS = (0, 2, 4, 6, 10)
KIND = "figures.count"
"""The job that counts them anew."""
COUNTS = ("decided", "billed", "paid", "covered", "rupiah")
_COUNTED = {"area_code": pl.String, "month": pl.Int64, **dict.fromkeys(COUNTS, pl.Int64)}
_PAIRS = {
    "sqlite": "SELECT value ->> '$[0]', value ->> '$[1]' FROM json_each(%s)",
    "postgresql": "SELECT (value ->> 0)::bigint, (value ->> 1)::bigint FROM jsonb_array_elements(%s::jsonb)",
}
_LISTS = {
    "sqlite": "SELECT value FROM json_each(%s)",
    "postgresql": "SELECT value::bigint FROM jsonb_array_elements_text(%s::jsonb)",
}
_COUNT = """WITH same(person, root) AS ({pairs}), seen AS (
SELECT DISTINCT CAST(COALESCE(same.root, l.person_id) AS bigint) AS person, s.month AS month FROM member_list AS s
JOIN member_line AS l ON l.list_id = s.id LEFT JOIN same ON same.person = l.person_id
WHERE s.id IN ({lists}) AND l.person_id IS NOT NULL)
SELECT COALESCE(v.code, ''), m.month, COUNT(*), COUNT(*) FILTER (WHERE m.state IN ('committed', 'paid')),
COUNT(*) FILTER (WHERE m.state = 'paid'), COUNT(*) FILTER (WHERE m.state = 'paid' AND seen.person IS NOT NULL),
COALESCE(SUM(m.price) FILTER (WHERE m.state = 'paid'), 0)
FROM person_month AS m LEFT JOIN same AS mine ON mine.person = m.person_id
JOIN person AS o ON o.id = COALESCE(mine.root, m.person_id) LEFT JOIN village AS v ON v.id = o.village_id
LEFT JOIN seen ON seen.person = o.id AND seen.month = m.month
WHERE m.state NOT IN ('released', 'credited') GROUP BY COALESCE(v.code, ''), m.month"""


def count_figures() -> int:
    """Count all figures anew and hold them; gives the number of the act they are of. With everything in sight."""
    with one_moment():
        head = end_of_chain()
        counted = _counted()
    act = head.number if head else 0
    rows = [
        Figure(act=act, area_code=code, up=_above(code), month=month, **dict(zip(COUNTS, counts, strict=True)))
        for code, month, *counts in counted.iter_rows()
    ]
    with transaction.atomic():
        Figure.objects.all().delete()
        Figure.objects.bulk_create(rows, batch_size=5000)
        ask_fence()
    return act


def _counted() -> pl.DataFrame:
    """The counts of every region of every level, by month."""
    same, lists = sorted(same_people().items()), sorted(latest_lists().values_list("id", flat=True))
    vendor = connection.vendor
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(pairs=_PAIRS[vendor], lists=_LISTS[vendor]), [json.dumps(same), json.dumps(lists)])
        whole = [(*row[:-1], int(row[-1])) for row in cursor.fetchall()]
    villages = pl.DataFrame(whole, schema=_COUNTED, orient="row")
    levels = [
        villages.filter(pl.col("area_code").str.len_chars() >= digits)
        .group_by(pl.col("area_code").str.slice(0, digits), "month")
        .agg(pl.col(COUNTS).sum())
        for digits in LEVELS
    ]
    return pl.concat(levels).sort("area_code", "month")


def _above(code: str) -> str:
    if not code:
        return "-"
    return code[: max(digits for digits in LEVELS if digits < len(code))]


def of_area(area: str) -> "QuerySet[Figure]":
    """The figures of a region by month, where it may be seen."""
    return seen(Figure).filter(area_code=area).order_by("month")


def below(area: str, month: int) -> "QuerySet[Figure]":
    """The figures of the regions right below, where they may be seen, by code."""
    return seen(Figure).filter(up=area, month=month).order_by("area_code")


def counted_after() -> int | None:
    """The act that the figures are of; None where they were never counted."""
    with scoped(EVERYTHING):  # a region may have none of them; the number says nothing of anybody
        found: int | None = Figure.objects.order_by().aggregate(act=Max("act"))["act"]
    return found


def is_counting() -> bool:
    """Whether a job that counts waits or runs."""
    return Job.objects.filter(kind=KIND, state__in=("waiting", "running")).exists()
