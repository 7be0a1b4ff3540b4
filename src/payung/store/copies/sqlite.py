"""A store in a SQLite file."""

import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

from payung.store.copies.errors import StoreDamaged
from payung.store.copies.shape import Column, Kind, Table

PATIENCE = 10.0
"""Seconds we wait for another writer."""
ROWS = 5_000
"""Rows in one piece."""
LONGEST = 64 * 1024 * 1024
"""Bytes of one row we are ready to hold."""

SIGNS = {"\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v"}
MEANT = {written[1:].encode(): sign.encode() for sign, written in SIGNS.items()}
NULL = b"\\N"

TEXT = '"{name}"'
for _sign, _written in SIGNS.items():
    TEXT = f"replace({TEXT}, char({ord(_sign)}), '{_written}')"
DAY = "[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]"
TIME = "[0-9][0-9]:[0-9][0-9]:[0-9][0-9]"
SIX = "[0-9]" * 6
DASHED = " || '-' || ".join(
    f'substr("{{name}}", {at}, {long})' for at, long in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
)

FIELDS: Mapping[Kind, tuple[str, str, str]] = {
    "integer": ("integer", "1", '"{name}"'),
    "text": ("text", "1", TEXT),
    "bytes": ("blob", "1", "'\\\\x' || lower(hex(\"{name}\"))"),
    "boolean": ("integer", '"{name}" IN (0, 1)', "CASE \"{name}\" WHEN 1 THEN 'true' ELSE 'false' END"),
    "date": ("text", f'"{{name}}" GLOB \'{DAY}\' AND date("{{name}}", \'+0 days\') = "{{name}}"', '"{name}"'),
    "instant": (
        "text",
        f"(\"{{name}}\" GLOB '{DAY} {TIME}' OR \"{{name}}\" GLOB '{DAY} {TIME}.{SIX}')"
        ' AND datetime(substr("{name}", 1, 19), \'+0 days\') = substr("{name}", 1, 19)',
        "substr(\"{name}\", 1, 10) || 'T' || substr(\"{name}\", 12, 8) || '.'"
        " || substr(substr(\"{name}\", 21) || '000000', 1, 6) || 'Z'",
    ),
    "uuid": ("text", 'length("{name}") = 32 AND "{name}" NOT GLOB \'*[^0-9a-f]*\'', DASHED),
}
"""How SQLite keeps each kind: the type of the value, what else must hold, and the field of the archive made of it. With
``+0 days`` its calendar is asked: without, it takes 30 February as it stands."""


@dataclass(frozen=True)
class SQLite:
    """The SQLite file at ``path``."""

    path: Path

    @contextmanager
    def reading(self) -> Iterator["SQLiteStore"]:
        """Every page is checked, and every row for its parent. Raises: StoreDamaged, sqlite3.Error."""
        with self._open() as connection:
            connection.execute("PRAGMA query_only = ON")
            connection.execute("BEGIN")
            store = SQLiteStore(connection)
            store.check_pages()
            store.check_parents()
            yield store
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator["SQLiteStore"]:
        """Raises: StoreDamaged, sqlite3.Error."""
        with self._open() as connection:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("PRAGMA foreign_keys = OFF")  # checked in ``settle``, all at once
            connection.execute("BEGIN IMMEDIATE")
            yield SQLiteStore(connection)
            connection.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """A file that is there: none is made. A transaction that was not committed ends with the connection."""
        uri = f"{self.path.absolute().as_uri()}?mode=rw"
        with closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)) as connection:
            connection.text_factory = bytes
            yield connection


class SQLiteStore:
    """An open transaction on a SQLite file."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._refused: str | None = None
        connection.create_function("refuse", 1, self._refuse)

    def _refuse(self, where: bytes) -> NoReturn:
        self._refused = where.decode() if isinstance(where, bytes) else str(where)
        raise ValueError

    def check_pages(self) -> None:
        """Raises: StoreDamaged."""
        damaged = True
        try:
            damaged = self._connection.execute("PRAGMA integrity_check(1)").fetchall() != [(b"ok",)]
        except sqlite3.DatabaseError as fault:
            if isinstance(fault, sqlite3.OperationalError):  # busy, or the disk: not the file's fault
                raise
        if damaged:
            raise StoreDamaged("integrity_check")

    def check_parents(self) -> None:
        """Raises: StoreDamaged."""
        if row := self._connection.execute("PRAGMA foreign_key_check").fetchone():
            raise StoreDamaged(f"{row[0].decode()} → {row[2].decode()}")

    def columns(self) -> Mapping[str, frozenset[str]]:
        """As ``shape.Store``."""
        found: dict[str, set[str]] = {}
        for table, column in self._connection.execute(
            "SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_xinfo(m.name) c"
            " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND c.hidden = 0"
        ):
            found.setdefault(table.decode(), set()).add(column.decode())
        return {table: frozenset(names) for table, names in found.items()}

    def lines(self, table: Table) -> Iterator[bytes]:
        """As ``shape.Store``."""
        fields = " || char(9) || ".join(_field(table, column) for column in table.columns)
        order = ", ".join(f'"{name}" COLLATE BINARY' for name in table.key)
        self._refused = None
        try:
            rows = self._connection.execute(f'SELECT {fields} FROM "{table.name}" ORDER BY {order}')  # noqa: S608 -- names fit shape.NAME
            while some := rows.fetchmany(ROWS):
                yield b"\n".join([row[0] for row in some]) + b"\n"
        except sqlite3.OperationalError:
            if self._refused is None:
                raise
        if self._refused is not None:
            raise StoreDamaged(self._refused)

    def fact(self, query: str) -> str | None:
        """As ``shape.Store``."""
        kind, value = self._connection.execute(f"SELECT typeof(fact), fact FROM (SELECT ({query}) AS fact)").fetchone()  # noqa: S608 -- our own query
        if isinstance(value, bytes):  # text comes as bytes here
            return value.hex() if kind == b"blob" else value.decode()
        return None if value is None else str(value)

    def has_rows(self, table: Table) -> bool:
        """As ``shape.Store``."""
        return self._connection.execute(f'SELECT 1 FROM "{table.name}" LIMIT 1').fetchone() is not None  # noqa: S608 -- as above

    def fill(self, table: Table, lines: Iterator[bytes]) -> None:
        """As ``shape.Store``."""
        reads = [READS[column.kind] for column in table.columns]
        names, marks = ", ".join(f'"{name}"' for name in table.names), ", ".join("?" * len(reads))
        put = f'INSERT INTO "{table.name}" ({names}) VALUES ({marks})'  # noqa: S608 -- as above
        for some in _whole_lines(lines):
            self._connection.executemany(put, [_row(line, reads) for line in some])

    def settle(self) -> None:
        """As ``shape.Store``. AUTOINCREMENT follows the rows by itself."""
        self.check_parents()


def _field(table: Table, column: Column) -> str:
    """The field of the archive, or a refusal of what is not of the column's kind."""
    kept, holds, made = FIELDS[column.kind]
    where = f"{table.name}.{column.name}"
    return (
        f"CASE WHEN \"{column.name}\" IS NULL THEN '\\N' WHEN typeof(\"{column.name}\") = '{kept}'"
        f" AND {holds.format(name=column.name)} THEN {made.format(name=column.name)} ELSE refuse('{where}') END"
    )


def _whole_lines(pieces: Iterator[bytes]) -> Iterator[list[bytes]]:
    """A last line without its end is left out, and found missing when all is read again. Raises: ValueError, where a
    line has no end in sight."""
    rest = b""
    for piece in pieces:
        *lines, rest = (rest + piece).split(b"\n")
        if len(rest) > LONGEST:
            raise ValueError("a line without end")
        yield lines


def _row(line: bytes, reads: list[Callable[[bytes], object]]) -> list[object]:
    """Raises: ValueError, which holds nothing of the line."""
    fields = line.split(b"\t")
    try:
        if len(fields) == len(reads):
            return [None if field == NULL else read(field) for read, field in zip(reads, fields, strict=True)]
    except (ValueError, KeyError):
        pass
    raise ValueError("a line that does not fit")


def _text(field: bytes) -> str:
    if b"\\" in field:
        field = re.sub(rb"\\(.)", lambda found: MEANT[found[1]], field)
    return field.decode()


def _instant(field: bytes) -> str:
    """As Django keeps it in SQLite: UTC, without a fraction that is zero."""
    return field.decode().replace("T", " ").removesuffix("Z").removesuffix(".000000")


READS: Mapping[Kind, Callable[[bytes], object]] = {
    "integer": int,
    "text": _text,
    "bytes": lambda field: bytes.fromhex(field.removeprefix(b"\\\\x").decode()),
    "boolean": {b"true": 1, b"false": 0}.__getitem__,
    "date": bytes.decode,
    "instant": _instant,
    "uuid": lambda field: field.decode().replace("-", ""),
}
"""What SQLite is given for a field. Not strict: what was put in is read again and compared."""
