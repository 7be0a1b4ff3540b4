"""Sealed bytes taken away for good. The row stays as it was written, so that the chain holds; what it hid is gone.

Each is on record in ``Erasure``. Bytes that are gone without a record, and a record of bytes that are there, are
faults of the store.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q

from payung.store.acts import Doing
from payung.store.among import among
from payung.store.models import (
    Erasure,
    Identity,
    Kept,
    KeptFile,
    Membership,
    SourceRow,
    SubjectAnswer,
    SubjectRequest,
)

CHUNK = 10_000


class Erasable(NamedTuple):
    """A table whose rows hide something in ``column``; ``found_by``: the index of it."""

    model: type[Kept]
    column: str
    found_by: str = ""

    @property
    def table(self) -> str:
        return self.model._meta.db_table

    def is_gone(self) -> Q:
        """The filter of rows of which nothing is left; a row that never hid anything is not among them."""
        if self.model is SourceRow:
            return Q(**{f"{self.column}__isnull": True}) & ~Q(mark="")
        return Q(**{self.column: b""})


ERASABLE = (
    Erasable(Identity, "nik_sealed", "nik_index"),
    Erasable(Membership, "number_sealed", "number_index"),
    Erasable(SourceRow, "values_sealed"),
    Erasable(KeptFile, "sealed"),
    Erasable(SubjectRequest, "said_sealed"),
    Erasable(SubjectAnswer, "said_sealed"),
)
_BY_MODEL = {one.model: one for one in ERASABLE}


def erase(doing: Doing, rows: Mapping[type[Kept], Iterable[int]], why: str, request: int | None = None) -> int:
    """Take away what these rows hide, for good; those that hide nothing any more are passed over. Once an act.

    ``why`` in at most 20 letters; ``request``: of whom it is the answer to. Gives the number of rows.
    """
    told: list[tuple[Any, ...]] = []
    for model, wanted in rows.items():
        one = _BY_MODEL[model]
        there = sorted(set(wanted))
        for start in range(0, len(there), CHUNK):
            some = model._default_manager.filter(id__in=among(there[start : start + CHUNK])).exclude(one.is_gone())
            numbers = [number for number, held in some.order_by("id").values_list("id", one.column) if held]
            _empty(one, numbers)
            told += [(one.table, number, why, request) for number in numbers]
    doing.add(Erasure, ("of_table", "row", "why", "request_id"), told)
    return len(told)


def wrongly_empty() -> Iterator[tuple[str, int]]:
    """Table and id of rows that are empty without a record, or recorded and not empty. Within ``one_moment``."""
    told: dict[str, set[int]] = {}
    for table, row in Erasure.objects.values_list("of_table", "row"):
        told.setdefault(table, set()).add(row)
    for one in ERASABLE:
        gone = set(one.model._default_manager.filter(one.is_gone()).values_list("id", flat=True))
        yield from ((one.table, row) for row in sorted(gone ^ told.pop(one.table, set())))
    yield from ((table, row) for table, rows in sorted(told.items()) for row in sorted(rows))


def _empty(one: Erasable, numbers: list[int]) -> None:
    """An index becomes the row's own number, which is shorter than any index and still no other's."""
    setting = f"{one.column} = %s" + (f", {one.found_by} = %s" if one.found_by else "")
    statement = f'UPDATE "{one.table}" SET {setting} WHERE id = %s'  # noqa: S608 - our own names
    empty = None if one.model is SourceRow else b""
    with connection.cursor() as cursor:
        cursor.executemany(
            statement,
            [(empty, *([number.to_bytes(8, "big")] if one.found_by else []), number) for number in numbers],
        )
