"""A store in a PostgreSQL database."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import LiteralString

import psycopg
from psycopg import sql

from payung.store.copies.shape import Kind, Table

PIECE = 1024 * 1024
PATIENCE = "10s"
"""How long we wait for a lock."""
SETTINGS = {
    "client_encoding": "UTF8",
    "datestyle": "ISO, YMD",
    "timezone": "UTC",
    "bytea_output": "hex",
    "statement_timeout": "0",
    "idle_in_transaction_session_timeout": "0",
    "lock_timeout": PATIENCE,
    "payung.areas": "*",  # row security holds for the owner, too
}
"""Under which a value is written in one way, and a long copy is not cut off."""

INSTANT = (
    "CASE WHEN {name} >= '0001-01-01Z' AND {name} < '10000-01-01Z'"
    " THEN to_char({name} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') ELSE {name}::text END"
)
FIELDS: Mapping[Kind, str] = {
    "integer": "{name}",
    "text": "{name}",
    "bytes": "{name}",
    "boolean": "{name}::text",
    "date": "{name}",
    "instant": INSTANT,
    "uuid": "{name}",
}


@dataclass(frozen=True)
class PostgreSQL:
    """The database that ``url`` (postgresql://…) tells; it may hold a password, so it is never shown."""

    url: str = field(repr=False)

    @contextmanager
    def reading(self) -> Iterator["PostgreSQLStore"]:
        """All tables are held against being emptied or altered. Raises: psycopg.Error."""
        with self._open() as connection:
            names = _tables(connection)
            connection.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
            _lock(connection, names, "ACCESS SHARE")  # first: the moment that is read begins with the first question
            yield PostgreSQLStore(connection)
            connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator["PostgreSQLStore"]:
        """Raises: psycopg.Error."""
        with self._open() as connection:
            names = _tables(connection)
            connection.execute("BEGIN")
            _lock(connection, names, "EXCLUSIVE")
            connection.execute("SET CONSTRAINTS ALL DEFERRED")
            yield PostgreSQLStore(connection)
            connection.execute("COMMIT")

    @contextmanager
    def _open(self) -> Iterator[psycopg.Connection]:
        connection = psycopg.connect(self.url, autocommit=True, connect_timeout=10)
        try:
            for name, value in SETTINGS.items():
                connection.execute("SELECT set_config(%s, %s, false)", (name, value))
            yield connection
        finally:
            connection.close()  # and with it a transaction that was not committed


class PostgreSQLStore:
    """An open transaction on a PostgreSQL database. Tables are those of the first schema of the search path."""

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def columns(self) -> Mapping[str, frozenset[str]]:
        """As ``shape.Store``."""
        found: dict[str, set[str]] = {}
        for table, column in self._connection.execute(COLUMNS):
            found.setdefault(table, set()).add(column)
        return {table: frozenset(names) for table, names in found.items()}

    def lines(self, table: Table) -> Iterator[bytes]:
        """As ``shape.Store``."""
        fields = sql.SQL(", ").join(
            sql.SQL(FIELDS[column.kind]).format(name=sql.Identifier(column.name)) for column in table.columns
        )
        kinds = {column.name: column.kind for column in table.columns}
        order = sql.SQL(", ").join(
            sql.SQL('{} COLLATE "C"' if kinds[name] == "text" else "{}").format(sql.Identifier(name))
            for name in table.key
        )
        rows = sql.SQL("COPY (SELECT {} FROM {} ORDER BY {}) TO STDOUT").format(
            fields, sql.Identifier(table.name), order
        )
        with self._connection.cursor() as cursor, cursor.copy(rows) as copy:
            piece = bytearray()
            for row in copy:
                piece += row
                if len(piece) > PIECE:
                    yield bytes(piece)
                    piece.clear()
            yield bytes(piece)

    def fact(self, query: str) -> str | None:
        """As ``shape.Store``."""
        row = self._connection.execute(query.encode()).fetchone()
        value = row[0] if row else None
        if isinstance(value, bytes | memoryview):
            return bytes(value).hex()
        return None if value is None else str(value)

    def has_rows(self, table: Table) -> bool:
        """As ``shape.Store``."""
        some = sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table.name))
        return self._connection.execute(some).fetchone() is not None

    def fill(self, table: Table, lines: Iterator[bytes]) -> None:
        """As ``shape.Store``. The database itself reads the lines."""
        names = sql.SQL(", ").join(sql.Identifier(name) for name in table.names)
        into = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table.name), names)
        with self._connection.cursor() as cursor, cursor.copy(into) as copy:
            for piece in lines:
                copy.write(piece)

    def settle(self) -> None:
        """As ``shape.Store``: sequences, and what the planner knows of the new rows."""
        for table, column, sequence in self._connection.execute(SEQUENCES).fetchall():
            after = sql.SQL("SELECT setval({}, max({})) FROM {} HAVING max({}) > 0").format(
                sql.Literal(sequence), sql.Identifier(column), sql.Identifier(table), sql.Identifier(column)
            )
            self._connection.execute(after)
        self._connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
        self._connection.execute("ANALYZE")


def _tables(connection: psycopg.Connection) -> list[str]:
    """One made after this is found by ``columns``."""
    return [row[0] for row in connection.execute(TABLES)]


def _lock(connection: psycopg.Connection, names: list[str], mode: LiteralString) -> None:
    if names:
        listed = sql.SQL(", ").join(sql.Identifier(name) for name in names)
        connection.execute(sql.SQL("LOCK TABLE {} IN {} MODE").format(listed, sql.SQL(mode)))


TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = current_schema()::regnamespace"
    " AND relkind IN ('r', 'p') AND NOT relispartition ORDER BY relname"
)
COLUMNS = (
    "SELECT c.relname, a.attname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
    " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition"
    " AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''"
)
SEQUENCES = (
    "SELECT relname, attname, sequence FROM (SELECT c.relname, a.attname,"
    " pg_get_serial_sequence(quote_ident(c.relname), a.attname) AS sequence"
    " FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
    " WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')"
    " AND a.attnum > 0 AND NOT a.attisdropped) found WHERE sequence IS NOT NULL"
)
