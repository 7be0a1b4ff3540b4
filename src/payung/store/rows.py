"""Rows of kept tables: added in bulk, and digested so that a change of any of them shows."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from itertools import chain, islice
from typing import Any

from django.db import connection

from payung.store.models import Kept, kept_columns

Row = tuple[Any, ...]
CHUNK = 2000


class RowsDigest:
    """SHA-256 over rows in their order. Dates count as ISO text, bytes as hex, true and false as 1 and 0.

    The same rows give the same digest whichever database they come from and in whatever pieces they are added.
    """

    def __init__(self) -> None:
        self._sha = hashlib.sha256()
        self.rows = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Take in more rows."""
        self.rows += len(rows)
        self._sha.update("".join(map(_LINE.encode, rows)).encode())

    def hexdigest(self) -> str:
        """64 hexadecimal digits."""
        return self._sha.hexdigest()


def _plain(value: object) -> object:
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"{type(value).__name__} is not kept")


_LINE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)


def insert(model: type[Kept], columns: Sequence[str], rows: Iterable[Row]) -> tuple[int, str]:
    """Add ``rows`` of ``columns`` to the table; gives their number and the digest of what is kept of them.

    ``columns`` are all columns of the table, ``id`` first. Must run inside an act's transaction.
    Raises: ValueError where a column is missing; what the database refuses.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    if set(columns) != set(fields) or columns[0] != "id":
        raise ValueError(f"{model._meta.db_table} has the columns {sorted(fields)}")
    kept = kept_columns(model)
    places = [columns.index(column) for column in kept]
    same = kept == tuple(columns)
    digest = RowsDigest()

    def watched() -> Iterator[list[Row]]:
        stream = iter(rows)
        while chunk := list(islice(stream, CHUNK)):
            digest.add(chunk if same else [tuple(row[at] for at in places) for row in chunk])
            yield chunk

    table = f'"{model._meta.db_table}"'
    named = ", ".join(f'"{column}"' for column in columns)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with connection.wrap_database_errors, cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in chain.from_iterable(watched()):
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            for chunk in watched():
                cursor.executemany(f"INSERT INTO {table} ({named}) VALUES ({marks})", chunk)  # noqa: S608 - our names
    return digest.rows, digest.hexdigest()
