"""What a store holds, told to whoever copies it: tables, typed columns, the order of rows.

A row of the archive is one line of ``COPY … (FORMAT text)`` of PostgreSQL: fields parted by a tab, ``\\N`` for null,
and ``\\b \\f \\n \\r \\t \\v \\\\`` for those seven signs. Each kind has one way to be written: integer in decimal,
boolean ``true``/``false``, date ``YYYY-MM-DD``, instant ``YYYY-MM-DDTHH:MM:SS.ffffffZ``, bytes ``\\\\x`` and
hexadecimal, uuid in lower case with dashes, text as it is. So the same state gives the same bytes from either database,
and a table can be read without Payung.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Literal, Protocol

Kind = Literal["integer", "text", "bytes", "boolean", "date", "instant", "uuid"]
KINDS: tuple[Kind, ...] = ("integer", "text", "bytes", "boolean", "date", "instant", "uuid")
"""No floats and no JSON: their two databases write them differently. JSON is kept as text in one canonical form."""

NAME = re.compile(r"[a-z_][a-z0-9_]{0,62}")


@dataclass(frozen=True)
class Column:
    """A column and what is in it; any may be null."""

    name: str
    kind: Kind

    def __post_init__(self) -> None:
        if not NAME.fullmatch(self.name) or self.kind not in KINDS:
            raise ValueError(f"no column: {self.name} {self.kind}")


@dataclass(frozen=True)
class Table:
    """A table; ``key`` are the columns of its primary key, by which rows stand in order."""

    name: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]

    def __post_init__(self) -> None:
        names = [column.name for column in self.columns]
        known = self.key and set(self.key) <= set(names) and len(set(names)) == len(names)
        if not known or not NAME.fullmatch(self.name):
            raise ValueError(f"no table: {self.name}")

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    @property
    def heading(self) -> bytes:
        """The first line of its file."""
        return "\t".join(self.names).encode() + b"\n"


@dataclass(frozen=True)
class Shape:
    """All a store holds.

    ``schema`` counts the versions of the schema. ``tables`` stand in the order in which rows may be put in. Tables in
    ``left_out`` may be there and are not copied (sessions, the record of migrations); any other table is an error, for
    it would be lost without a word. ``facts`` are queries of one value (count of acts, head of the chain): asked in
    the moment of the copy, kept in its manifest, and asked again of what was restored.
    """

    schema: int
    tables: tuple[Table, ...]
    left_out: frozenset[str] = frozenset()
    facts: Mapping[str, str] = field(default_factory=dict)


class Store(Protocol):
    """An open transaction on one database."""

    def columns(self) -> Mapping[str, frozenset[str]]:
        """Columns of each table there is, without those that the database computes."""

    def lines(self, table: Table) -> Iterator[bytes]:
        """All rows in order, in pieces of whole lines. Raises: StoreDamaged."""

    def fact(self, query: str) -> str | None:
        """The one value ``query`` gives: numbers in decimal, bytes in hexadecimal."""

    def has_rows(self, table: Table) -> bool:
        """Whether there is any row."""

    def fill(self, table: Table, lines: Iterator[bytes]) -> None:
        """Put rows in. Raises: ValueError, where a line does not fit the table."""

    def settle(self) -> None:
        """After all rows: numbers that are given out go on after the highest. Raises: StoreDamaged."""


class Database(Protocol):
    """Where a store is."""

    def reading(self) -> AbstractContextManager[Store]:
        """One moment of the store, however long it is read and whoever writes meanwhile."""

    def writing(self) -> AbstractContextManager[Store]:
        """The store for us alone; kept when the block ends well, else as it was."""
