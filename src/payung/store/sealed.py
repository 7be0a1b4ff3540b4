"""Columns that hold sealed bytes: renewed when keys change, opened when the store is proven."""

import hashlib
from collections.abc import Iterator
from typing import NamedTuple, Protocol

from django.db import connection

from payung.store.key_errors import NikClosed
from payung.store.keys import Content, Keys
from payung.store.models import KeptFile, Pair, SourceRow, SubjectAnswer, SubjectRequest

Sealing = type[KeptFile] | type[SourceRow] | type[Pair] | type[SubjectRequest] | type[SubjectAnswer]
MOST_ROWS = 5_000
MOST_FILES = 20
"""Rows in memory at once; a file may be large."""


class Opening(Protocol):
    """The keys, as far as they open and mark."""

    def open_bytes(self, sealed: bytes, number: int, of: Content) -> bytes:
        """What is sealed for that row."""

    def link(self, previous: bytes, content: bytes) -> bytes:
        """32 bytes."""


class SealedColumn(NamedTuple):
    """A column of sealed bytes, each bound to its row; ``proof``: the column that tells whether they are the right."""

    model: Sealing
    column: str
    of: Content
    proof: str
    most: int


COLUMNS = (
    SealedColumn(KeptFile, "sealed", "file", "sha256", MOST_FILES),
    SealedColumn(SourceRow, "values_sealed", "row", "mark", MOST_ROWS),
    SealedColumn(Pair, "sides_sealed", "pair", "key", MOST_ROWS),
    SealedColumn(SubjectRequest, "said_sealed", "request", "mark", MOST_ROWS),
    SealedColumn(SubjectAnswer, "said_sealed", "answer", "mark", MOST_ROWS),
)


def row_marks(keys: Opening, values: list[bytes]) -> list[str]:
    """A keyed digest of the values of each row, 32 hexadecimal digits: the same values have the same."""
    return [keys.link(bytes(32), b"payung row " + said).hex()[:32] for said in values]


def renew(column: SealedColumn, keys: Keys) -> int:
    """Seal every row of the column with the newest key; how many there are. Within an act."""
    table = column.model._meta.db_table
    statement = f'UPDATE "{table}" SET {column.column} = %s WHERE id = %s'  # noqa: S608 - our names
    count = 0
    for rows in _held(column):
        numbers = [row[0] for row in rows]
        seals = keys.renew_bytes([bytes(row[1]) for row in rows], numbers, column.of)
        with connection.cursor() as cursor:
            cursor.executemany(statement, list(zip(seals, numbers, strict=True)))
        count += len(rows)
    return count


def wrong_rows(column: SealedColumn, keys: Opening) -> Iterator[int]:
    """Ids of rows whose bytes do not open for them, or are not what the row says they are."""
    for rows in _held(column):
        for number, sealed, told in rows:
            try:
                held = keys.open_bytes(sealed, number, column.of)
            except NikClosed:
                yield number
                continue
            right = column.of == "pair" or told == (
                hashlib.sha256(held).hexdigest() if column.of == "file" else row_marks(keys, [held])[0]
            )
            if not right:
                yield number


def _held(column: SealedColumn) -> Iterator[list[tuple[int, bytes, str]]]:
    last = -(2**63)
    whole = column.model._default_manager.exclude(**{f"{column.column}__isnull": True})
    some = whole.exclude(**{column.column: b""}).order_by("id")  # what was erased is checked in ``store.erasures``
    while rows := list(some.filter(id__gt=last).values_list("id", column.column, column.proof)[: column.most]):
        yield rows
        last = rows[-1][0]
