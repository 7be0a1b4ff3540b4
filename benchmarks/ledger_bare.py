"""What ``ledger.py`` compares with: the same rows put bare into the same tables, the same columns read bare."""

import time
from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db import connection, transaction

from payung.store.columns import columns_of
from payung.store.models import ROWS_AN_ACT, all_kept

SCHEMA = "bare"


def rows_since(act: int) -> dict[str, list[tuple[Any, ...]]]:
    """Table -> the rows that acts after ``act`` added to it, as the driver gives them."""
    found = {}
    for model in all_kept():
        table, named = model._meta.db_table, _columns(model)
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {named} FROM "{table}" WHERE id >= %s ORDER BY id', [(act + 1) * ROWS_AN_ACT])
            if rows := cursor.fetchall():
                found[table] = rows
    return found


def bare_copy(rows: dict[str, list[tuple[Any, ...]]], *, whole: bool = False) -> float:
    """Seconds to put ``rows`` into empty tables of the same columns, all in one transaction.

    PostgreSQL: one COPY a table; SQLite: one ``executemany`` a table. The tables have their primary key and nothing
    else; with ``whole`` (PostgreSQL) all indexes, checks and foreign keys of the store's, too, but no triggers.
    """
    with connection.cursor() as cursor:
        for table in rows:
            _make(cursor, table, whole)
        start = time.perf_counter()
        with transaction.atomic():
            for table, some in rows.items():
                _put(cursor, table, some)
        took = time.perf_counter() - start
        for table in rows:
            cursor.execute(f"DROP TABLE {_bare(table)}")
    return took


def _columns(model: Any) -> str:
    return ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)


def _bare(table: str) -> str:
    return f'{SCHEMA}."{table}"' if connection.vendor == "postgresql" else f'"{SCHEMA}_{table}"'


def _make(cursor: Any, table: str, whole: bool) -> None:
    if connection.vendor != "postgresql":
        cursor.execute("SELECT group_concat('\"' || name || '\" ' || type) FROM pragma_table_info(%s)", [table])
        ((columns,),) = cursor.fetchall()
        cursor.execute(f"CREATE TABLE {_bare(table)} ({columns}, PRIMARY KEY (id))")
        return
    cursor.execute(f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
    including = "INCLUDING ALL" if whole else ""
    cursor.execute(f'CREATE TABLE {_bare(table)} (LIKE "{table}" {including})')
    if not whole:
        cursor.execute(f"ALTER TABLE {_bare(table)} ADD PRIMARY KEY (id)")
        return
    cursor.execute(
        "SELECT pg_get_constraintdef(oid) FROM pg_constraint WHERE contype = 'f' AND conrelid = %s::regclass", [table]
    )
    for (said,) in cursor.fetchall():
        cursor.execute(f"ALTER TABLE {_bare(table)} ADD {said}")


def _put(cursor: Any, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
    named = _columns(next(model for model in all_kept() if model._meta.db_table == table))
    if connection.vendor == "postgresql":
        with cursor.copy(f"COPY {_bare(table)} ({named}) FROM STDIN") as copy:
            for row in rows:
                copy.write_row(row)
        return
    marks = ", ".join(["%s"] * len(rows[0]))
    cursor.executemany(f"INSERT INTO {_bare(table)} ({named}) VALUES ({marks})", rows)


SCANNED = {
    "person_month": ("id", "person_id", "month", "purse_id", "line_id", "price", "state"),
    "enrolment": ("id", "person_id", "line_id", "batch_id"),
    "answer": ("id", "enrolment_id", "state"),
    "member_line": ("person_id", "list_id"),
    "posting": ("person_month_id", "payment_id"),
    "person": ("id", "birth_date"),
    "leaving": ("person_id", "why", "on"),
}
"""The columns that tell the cover of everybody; of postings those of payments alone."""
_TYPES = {"state": pl.String, "why": pl.String, "on": pl.Date, "birth_date": pl.Date}


def bare_scan() -> int:
    """Read ``SCANNED`` into Polars frames row by row, as the driver gives them; gives the number of cells."""
    cells = 0
    for table, columns in SCANNED.items():
        named = ", ".join(f'"{column}"' for column in columns)
        some = " WHERE payment_id IS NOT NULL" if table == "posting" else ""
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT {named} FROM "{table}"{some}')
            frame = pl.DataFrame(cursor.fetchall(), schema=list(columns), orient="row", infer_schema_length=None)
        cells += frame.height * frame.width
    return cells


def bare_scan_by_columns() -> None:
    """The same by the store's own reader, which is the fastest there is here."""
    models = {model._meta.db_table: model for model in all_kept()}
    for table, columns in SCANNED.items():
        rows = models[table].objects.all()
        if table == "posting":
            rows = rows.filter(payment__isnull=False)
        columns_of(rows.values_list(*columns), {column: _TYPES.get(column, pl.Int64) for column in columns})
