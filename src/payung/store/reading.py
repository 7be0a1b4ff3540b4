"""Reading much of the store: at one moment, and as fast as the database gives it."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection, models, transaction

from payung.store.among import among
from payung.store.scope import tell_database

CHUNK = 10_000
FEW = 100
"""Rows of so few are asked for at once: that is one question to the database instead of three."""
_MOMENT = {
    "sqlite": """replace("{0}", ' ', 'T') || CASE WHEN "{0}" LIKE '%.%' THEN '' ELSE '.000000' END""",
    "postgresql": """to_char("{0}" AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')""",
}
_DAY = {"sqlite": """"{0}" || ''""", "postgresql": """to_char("{0}", 'YYYY-MM-DD')"""}
_BYTES = {
    "sqlite": """CASE WHEN "{0}" IS NOT NULL THEN lower(hex("{0}")) END""",
    "postgresql": """encode("{0}", 'hex')""",
}
_AS_TEXT = {"DateField": _DAY, "DateTimeField": _MOMENT, "BinaryField": _BYTES}


@contextmanager
def one_moment() -> Iterator[None]:
    """All that is read inside is of one moment, while acts go on; nothing can be written. Not within an act."""
    if connection.vendor == "postgresql":
        with transaction.atomic(durable=True):
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            tell_database()
            yield
        return
    connection.ensure_connection()  # before it, it has no mode
    usual, connection.transaction_mode = connection.transaction_mode, "DEFERRED"  # does not wait for a turn to write
    try:
        with transaction.atomic(durable=True):
            yield
    finally:
        connection.transaction_mode = usual


def rows_of(
    query: "models.QuerySet[Any, Any]", columns: Sequence[str], by: str, wanted: Iterable[Any] | None
) -> Iterator[tuple[Any, ...]]:
    """``columns`` of the rows of ``query`` whose ``by`` is one of ``wanted``; of all of them where that is None."""
    asked = None if wanted is None else list(wanted)
    rows = (query if asked is None else query.filter(**{f"{by}__in": among(asked)})).values_list(*columns)
    few = asked is not None and len(asked) <= FEW
    yield from rows if few else rows.iterator(chunk_size=CHUNK)


def plain_rows(
    model: type[models.Model], columns: Sequence[str], *, text: bool = True
) -> Iterator[list[tuple[Any, ...]]]:
    """All rows of a table by its first column, some thousands at a time, within ``one_moment``.

    With ``text`` days and moments are ISO texts (moments UTC, to the microsecond) and bytes hexadecimal, as they are
    digested; without it they are as the driver gives them.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    named = ", ".join(_said(fields[column]) if text else f'"{column}"' for column in columns)
    query = f'SELECT {named} FROM "{model._meta.db_table}" ORDER BY "{columns[0]}"'  # noqa: S608 - our own names
    if connection.vendor == "postgresql":
        connection.ensure_connection()
        with connection.wrap_database_errors, connection.connection.cursor("rows", binary=True) as cursor:
            cursor.execute(query)
            while rows := cursor.fetchmany(CHUNK):
                yield rows
    else:
        with connection.cursor() as cursor:
            cursor.execute(query)
            while rows := cursor.fetchmany(CHUNK):
                yield rows


def _said(field: models.Field) -> str:
    said = _AS_TEXT.get(field.get_internal_type())
    return said[connection.vendor].format(field.column) if said else f'"{field.column}"'
