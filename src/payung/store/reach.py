"""Which villages a paper of BPJS names people of, kept at the end of every act that added lines to one.

A group account, a bill, its payment and a credit hold people of many villages. One row a paper and village says so,
some thousands where the lines are a million; a region's papers are found by its villages.
"""

from collections.abc import Collection

from django.db import connection

from payung.store.models import ROWS_AN_ACT
from payung.store.scope import EVERYTHING, scoped

PAPERS = ("group", "bill", "credit", "payment")
_OF = "JOIN person AS p ON p.id = {person} WHERE p.village_id IS NOT NULL"
_LINES = {
    "enrolment": (("group", "b.group_id", "JOIN batch AS b ON b.id = l.batch_id", "l.person_id"),),
    "bill_line": (
        ("bill", "l.bill_id", "", "l.person_id"),
        ("group", "b.group_id", "JOIN bill AS b ON b.id = l.bill_id", "l.person_id"),
    ),
    "credit_line": (("credit", "l.credit_id", "JOIN person_month AS m ON m.id = l.person_month_id", "m.person_id"),),
    "posting": (
        (
            *("payment", "l.payment_id"),
            *("JOIN person_month AS m ON m.id = l.person_month_id AND l.payment_id IS NOT NULL", "m.person_id"),
        ),
    ),
    "member_line": (
        ("group", "b.group_id", "JOIN member_list AS b ON b.id = l.list_id AND b.group_id IS NOT NULL", "l.person_id"),
    ),
}
"""Table of lines -> paper, its number, where that is found, whose line it is."""


def follow_lines(act: int, wrote: Collection[str]) -> None:
    """Keep what the lines reach that act ``act`` added to the tables ``wrote``."""
    first = act * ROWS_AN_ACT
    tables = {*wrote} & _LINES.keys()
    if tables:
        with scoped(EVERYTHING):  # what a paper reaches is not for whoever writes it to see
            _follow(tables, f" AND l.id BETWEEN {first} AND {first + ROWS_AN_ACT - 1}")


def follow_all() -> None:
    """Keep it anew of all lines there are: after a copy was restored."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM reach")
    _follow(_LINES, "")


def _follow(tables: Collection[str], which: str) -> None:
    for table in sorted(tables):
        for paper, of, found, person in _LINES[table]:
            lines = f"{table} AS l {found} {_OF.format(person=person)}{which}"
            with connection.cursor() as cursor:
                cursor.execute(
                    "INSERT INTO reach (paper, of, village_id)"  # noqa: S608 - our own words
                    f" SELECT DISTINCT '{paper}', {of}, p.village_id FROM {lines} ON CONFLICT DO NOTHING"
                )
