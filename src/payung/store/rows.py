"""Rows of kept tables: added in bulk, and digested so that a change of any of them shows."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import Any

from django.db import connection, models

from payung.store.models import Kept, kept_columns

Row = tuple[Any, ...]
CHUNK = 2000
_INTEGERS: Mapping[str, int] = {"BigIntegerField": 2**63, "IntegerField": 2**31}


class RowsDigest:
    """SHA-256 over rows in their order: each as JSON and a comma, dates as ISO text, bytes as hex.

    The same rows give the same digest whichever database they come from and in whatever pieces they are added.
    """

    def __init__(self) -> None:
        self._sha = hashlib.sha256()
        self.rows = 0

    def add(self, rows: Sequence[Row]) -> None:
        """Take in more rows. Raises: TypeError for a value that no kept column holds."""
        if rows:
            self.rows += len(rows)
            self._sha.update(_JSON.encode(rows)[1:-1].encode())  # the whole chunk at once: a fifth of the time
            self._sha.update(b",")

    def hexdigest(self) -> str:
        """64 hexadecimal digits."""
        return self._sha.hexdigest()


def _plain(value: object) -> object:
    if type(value) is date:
        return value.isoformat()
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    raise TypeError(f"{type(value).__name__} is not kept")


_JSON = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"), default=_plain)


@dataclass(frozen=True)
class _Column:
    """What both databases hold alike in a column: without this SQLite takes what PostgreSQL refuses, or changes it."""

    name: str
    types: frozenset[type]
    below: int = 0
    longest: int | None = None

    @classmethod
    def of(cls, field: models.Field) -> "_Column":
        if isinstance(field, models.ForeignKey):
            return cls(field.column, frozenset({int}), below=2**63)
        kind = field.get_internal_type()
        if kind in _INTEGERS:
            return cls(field.column, frozenset({int}), below=_INTEGERS[kind])
        if kind == "DateField":
            return cls(field.column, frozenset({date, str}))
        types = frozenset({bytes, memoryview} if kind == "BinaryField" else {str})
        return cls(field.column, types, longest=field.max_length)

    def check(self, values: Sequence[Any]) -> None:
        """Raises: ValueError, without the value: it may be somebody's name."""
        found = set(map(type, values))
        if type(None) in found:
            found.discard(type(None))
            values = [value for value in values if value is not None]
        if not (found <= self.types and (not values or self._fit(values, found))):
            raise ValueError(f"not what the column {self.name} holds")

    def _fit(self, values: Sequence[Any], found: set[type]) -> bool:
        if self.below:
            return -self.below <= min(values) and max(values) < self.below
        if date in self.types:
            return str not in found or all(map(_is_iso, values))
        if self.longest is not None and max(map(len, values)) > self.longest:
            return False
        return str not in found or "\0" not in "".join(values)


def _is_iso(value: date | str) -> bool:
    try:
        return type(value) is date or date.fromisoformat(value).isoformat() == value  # type: ignore[arg-type]
    except ValueError:
        return False


def insert(model: type[Kept], columns: Sequence[str], rows: Iterable[Row]) -> tuple[int, str]:
    """Add ``rows`` of ``columns`` to the table; gives their number and the digest of what is kept of them.

    ``columns`` are all columns of the table, ``id`` first. Must run inside an act's transaction.
    Raises: ValueError where a column is missing, or a value is not what both databases hold in it; what the database
    refuses.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    if set(columns) != set(fields) or len(columns) != len(fields) or columns[0] != "id":
        raise ValueError(f"{model._meta.db_table} has the columns {sorted(fields)}")
    checked = [_Column.of(fields[column]) for column in columns]
    kept = kept_columns(model)
    places = [columns.index(column) for column in kept]
    same = kept == tuple(columns)
    digest = RowsDigest()

    def watched() -> Iterator[list[Row]]:
        stream = iter(rows)
        while chunk := list(islice(stream, CHUNK)):
            for column, values in zip(checked, zip(*chunk, strict=True), strict=True):
                column.check(values)
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
