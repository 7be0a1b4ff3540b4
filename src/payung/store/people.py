"""Questions about people that several acts ask."""

from collections.abc import Iterable, Mapping
from typing import Protocol

import polars as pl
from django.db.models import Model, QuerySet

from payung.store.columns import columns_among
from payung.store.keys import Keys
from payung.store.models import Identity, Join, Leaving
from payung.store.reading import rows_of


def standing_leavings() -> QuerySet[Leaving]:
    """Deaths, moves and other leavings that were not taken back."""
    return _standing(Leaving)


def left_on(people: Iterable[int] | None = None) -> dict[int, int]:
    """Person -> the month (yyyymm) in which they died, moved or left; the earliest where there are several.

    ``people`` limits it to those. A leaving that was taken back does not count; one of somebody found to be the same
    person does.
    """
    same = same_people()
    first: dict[int, int] = {}
    for person, on in standing_leavings().values_list("person_id", "on").iterator():
        root = same.get(person, person)
        first[root] = min(first.get(root, 999912), on.year * 100 + on.month)
    wanted = first.keys() | same.keys() if people is None else set(people)
    return {person: first[root] for person in wanted if (root := same.get(person, person)) in first}


def same_people(before: int = 2**62) -> dict[int, int]:
    """Person -> the person they were joined into in the end, for all who were joined and not parted again.

    Only rows with an id below ``before`` count.
    """
    into = dict(_standing(Join, before).order_by("id").values_list("person_id", "into_id"))
    return {person: _end(person, into) for person in into}


def numbers_of_the_same(people: Iterable[int], same: Mapping[int, int] | None = None) -> list[int]:
    """``people`` and every other number of theirs, rising. ``same``: ``same_people``, where it is known already."""
    same, wanted = same_people() if same is None else same, set(people)
    roots = {same.get(person, person) for person in wanted}
    return sorted(wanted | roots | {person for person, root in same.items() if root in roots})


def _standing(model: type[Model], before: int = 2**62) -> "QuerySet":
    """The rows of a table that undo none and were not undone, of those with an id below ``before``."""
    rows = model._default_manager.filter(id__lt=before)
    return rows.filter(undoes__isnull=True).exclude(id__in=rows.filter(undoes__isnull=False).values("undoes_id"))


def _end(person: int, into: Mapping[int, int]) -> int:
    """Raises: ValueError where joins go round, which no act makes."""
    seen = {person}
    while person in into:
        person = into[person]
        if person in seen:
            raise ValueError("joined people go round in a circle")
        seen.add(person)
    return person


def niks_of(keys: Keys, people: Iterable[int]) -> dict[int, str]:
    """Person -> NIK, of those who have one. Raises: KeyUnknown, SealBroken."""
    shape = {"person": pl.Int64, "sealed": pl.Binary}
    held = columns_among(Identity.objects.all(), ("person_id", "nik_sealed"), shape, "person_id", people)
    persons = held["person"].to_list()
    opened = keys.open_all(held["sealed"], persons)
    return {person: nik for person, nik in zip(persons, opened, strict=True) if nik is not None}


class Pseudonymous(Protocol):
    """The part of the keys that turns a key of linkage into one that says nothing."""

    def link(self, previous: bytes, content: bytes) -> bytes:
        """32 bytes."""


def pseudonyms(keys: Pseudonymous, person_keys: Iterable[str]) -> list[str]:
    """What the store calls the persons whom linkage gave these keys; 64 hexadecimal digits each.

    A key of linkage is a digest of what a list says of a person, so whoever has it could try out NIKs against it.
    """
    return [keys.link(bytes(32), b"payung person " + key.encode()).hex() for key in person_keys]


def numbers_of(model: type[Model], column: str, values: Iterable[object]) -> dict[object, int]:
    """Value -> id of the row that holds it in ``column``, for those of ``values`` that are there."""
    return dict(rows_of(model._default_manager.all(), (column, "id"), column, values))
