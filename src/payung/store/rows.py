"""Rows of kept tables: added in bulk, and digested so that a change of any of them shows."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import chain, islice
from typing import TYPE_CHECKING, Any, cast

from django.db import connection, models

from payung.store.models import Kept, kept_columns
from payung.store.tables import is_table

if TYPE_CHECKING:
    import polars as pl

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
            # The whole chunk at once: a fifth of the time.
            self.add_written(len(rows), _JSON.encode(rows)[1:-1].encode() + b",")

    def add_written(self, rows: int, written: bytes) -> None:
        """Take in more rows that are written as they are digested."""
        self.rows += rows
        self._sha.update(written)

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

    def check_whole(self, values: "pl.Series") -> bool:
        """Whether a column of a table is of the type that is held here, so that its rows need not be looked at.

        Raises: ValueError as ``check``.
        """
        import polars as pl

        held: Mapping[pl.DataType, type] = {pl.Int64(): int, pl.String(): str, pl.Binary(): bytes, pl.Date(): date}
        if held.get(values.dtype) not in self.types or (date in self.types and values.dtype != pl.Date):
            return False
        if self.below:
            least, most = cast("tuple[int | None, int | None]", (values.min(), values.max()))
            fits = least is None or most is None or (-self.below <= least and most < self.below)
        elif self.longest is not None:
            sizes = values.bin.size() if values.dtype == pl.Binary else values.str.len_chars()
            fits = (cast("int | None", sizes.max()) or 0) <= self.longest
        else:
            fits = True
        if not fits:
            raise ValueError(f"not what the column {self.name} holds")
        return True

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


def insert(model: type[Kept], columns: Sequence[str], rows: "Iterable[Row] | pl.DataFrame") -> tuple[int, str]:
    """Add ``rows`` of ``columns`` to the table; gives their number and the digest of what is kept of them.

    A table of Polars goes in by whole columns, and gives the same as its rows.

    ``columns`` are all columns of the table, ``id`` first. Must run inside an act's transaction.
    Raises: ValueError where a column is missing, or a value is not what both databases hold in it; what the database
    refuses.
    """
    fields = {field.column: field for field in model._meta.concrete_fields}
    if set(columns) != set(fields) or len(columns) != len(fields) or columns[0] != "id":
        raise ValueError(f"{model._meta.db_table} has the columns {sorted(fields)}")
    checked = [_Column.of(fields[column]) for column in columns]
    kept = kept_columns(model)
    if is_table(rows):
        from payung.store.written import is_plain

        whole = [column.check_whole(rows[column.name]) for column in checked]
        if all(whole) and is_plain(rows):
            return _insert_table(model, rows.select(columns), kept)
        rows = rows.select(columns).iter_rows()
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

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with _copying(cursor, model, columns) as copy:
                for row in chain.from_iterable(watched()):
                    copy.write_row(row)
        else:
            for chunk in watched():
                cursor.executemany(_insert(model, columns), chunk)
    return digest.rows, digest.hexdigest()


def _insert_table(model: type[Kept], table: "pl.DataFrame", kept: Sequence[str]) -> tuple[int, str]:
    """``insert`` of a table in which nothing needs a look at single values."""
    from payung.store.written import as_copied, pieces

    digest = RowsDigest()
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with _copying(cursor, model, table.columns) as copy:
                for piece, written in pieces(table, kept):
                    digest.add_written(piece.height, written)
                    copy.write(as_copied(piece))
        else:
            for piece, written in pieces(table, kept):
                digest.add_written(piece.height, written)
                cursor.executemany(_insert(model, table.columns), piece.rows())
    return digest.rows, digest.hexdigest()


@contextmanager
def _copying(cursor: Any, model: type[Kept], columns: Sequence[str]) -> Iterator[Any]:
    """Rows written into it are in the table at its end. PostgreSQL copies into no table whose rows it must judge: then
    into a passing one first, and from there."""
    table, named = f'"{model._meta.db_table}"', _named(columns)
    cursor.execute("SELECT row_security_active(%s)", [table])
    (judged,) = cursor.fetchone()
    if judged:
        cursor.execute(f"CREATE TEMP TABLE staged ON COMMIT DROP AS SELECT {named} FROM {table} WITH NO DATA")  # noqa: S608
    target = "pg_temp.staged" if judged else table
    with connection.wrap_database_errors, cursor.copy(f"COPY {target} ({named}) FROM STDIN") as copy:
        yield copy
    if judged:
        cursor.execute(f"INSERT INTO {table} ({named}) SELECT {named} FROM pg_temp.staged ORDER BY id")  # noqa: S608
        cursor.execute("DROP TABLE pg_temp.staged")


def _insert(model: type[Kept], columns: Sequence[str]) -> str:
    marks = ", ".join(["%s"] * len(columns))
    return f'INSERT INTO "{model._meta.db_table}" ({_named(columns)}) VALUES ({marks})'  # noqa: S608 - our names


def _named(columns: Sequence[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)
