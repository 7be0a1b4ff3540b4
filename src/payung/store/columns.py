"""Many rows of the store as a table of columns, without an object of Python for any of them.

PostgreSQL sends rows one by one, which costs more than finding them. So each column is asked for as one value: the
bytes of all its numbers, or the lengths and the bytes of all its texts, which is how a table of Arrow holds them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

import numpy as np
import polars as pl
import psycopg
import pyarrow as pa
from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from payung.store.among import among
from payung.store.reading import FEW
from payung.store.scope import within_scope

Schema = Mapping[str, Any]
_NONE = -(2**63)
"""Stands for a number that is missing: it is the one number that is not told."""
_EPOCH = "DATE '1970-01-01'"


def columns_of(query: "models.QuerySet[Any, Any]", schema: Schema, *, many: bool = True) -> pl.DataFrame:
    """The rows of ``query`` (of ``values_list``) in its order, columns named and typed as ``schema``.

    Types: Int64, String, Binary, Boolean, Date; a value may be missing. ``many``: whether to expect more than a few.
    """
    try:
        sql, params = query.query.sql_with_params()
    except EmptyResultSet:  # it asks for nothing that could be
        return pl.DataFrame(schema=schema)
    if connection.vendor == "postgresql" and many:
        return _of_columns(sql, params, schema)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return _of_rows(cursor.fetchall(), schema)


def columns_among(
    query: "models.QuerySet[Any, Any]", columns: Sequence[str], schema: Schema, by: str, wanted: Iterable[Any] | None
) -> pl.DataFrame:
    """``columns`` of the rows whose ``by`` is one of ``wanted``; of all of them where that is None."""
    if wanted is None:
        return columns_of(query.values_list(*columns), schema)
    asked = list(wanted)
    some = query.filter(**{f"{by}__in": among(asked)}).values_list(*columns)
    return columns_of(some, schema, many=len(asked) > FEW)


def _of_rows(rows: Sequence[Any], schema: Schema) -> pl.DataFrame:
    """Of SQLite days are texts where they come out of a sum, and truths are numbers."""
    made = []
    for (name, kind), values in zip(
        schema.items(), zip(*rows, strict=True) if rows else [()] * len(schema), strict=True
    ):
        if kind == pl.Date:
            values = tuple(date.fromisoformat(value) if type(value) is str else value for value in values)
        made.append(pl.Series(name, values, pl.Int64 if kind == pl.Boolean else kind).cast(kind))
    return pl.DataFrame(made)


def _of_columns(sql: str, params: Sequence[Any], schema: Schema) -> pl.DataFrame:
    asked = [words for place, kind in enumerate(schema.values()) for words in _asked(f"c{place}", kind)]
    named = ", ".join(f"c{place}" for place in range(len(schema)))
    whole = f"SELECT {', '.join(asked)} FROM ({sql}) AS found({named})"  # noqa: S608 - our own names
    connection.ensure_connection()
    with within_scope(), connection.wrap_database_errors:
        said = psycopg.ClientCursor(connection.connection).mogrify(whole, params)
        told = psycopg.Cursor(connection.connection).execute(said, binary=True).fetchone()
    parts = iter(told or ())
    return pl.DataFrame([_column(name, kind, parts) for name, kind in schema.items()])


def _asked(column: str, kind: Any) -> Iterator[str]:
    """What of a column to ask for: its numbers, or the lengths and the bytes of its texts."""
    if kind in (pl.String, pl.Binary):
        held = f"convert_to({column}::text, 'UTF8')" if kind == pl.String else column
        yield f"string_agg(int4send(COALESCE(octet_length({held}), -1)), '')"
        yield f"string_agg({held}, '')"
        return
    number = {pl.Date: f"{column} - {_EPOCH}", pl.Boolean: f"{column}::int"}.get(kind, column)
    yield f"string_agg(int8send(COALESCE(({number})::bigint, {_NONE})), '')"


def _column(name: str, kind: Any, parts: Iterator[bytes | None]) -> pl.Series:
    if kind in (pl.String, pl.Binary):
        return _texts(name, kind, next(parts) or b"", next(parts) or b"")
    numbers = np.frombuffer(next(parts) or b"", ">i8").astype(np.int64)
    missing = numbers == _NONE
    column = pl.Series(name, numbers)
    if missing.any():
        column = column.set(pl.Series(missing), None)
    return column.cast(pl.Int32).cast(pl.Date) if kind == pl.Date else column.cast(kind)


def _texts(name: str, kind: Any, lengths: bytes, held: bytes) -> pl.Series:
    sizes = np.frombuffer(lengths, ">i4").astype(np.int64)
    there = sizes >= 0
    ends = np.concatenate([[0], np.cumsum(np.where(there, sizes, 0))]).astype(np.int64)
    buffers = [pa.py_buffer(np.packbits(there, bitorder="little")), pa.py_buffer(ends), pa.py_buffer(held)]
    arrow = pa.large_utf8() if kind == pl.String else pa.large_binary()
    return pl.Series(name, pl.from_arrow(pa.Array.from_buffers(arrow, len(sizes), buffers)), dtype=kind)
