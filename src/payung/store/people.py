"""Questions about people that several acts ask."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from django.db import connection
from django.db.models import Model

from payung.store.models import Join, Leaving


def left_on(people: Iterable[int] | None = None) -> dict[int, int]:
    """Person -> the month (yyyymm) in which they died, moved or left; the earliest where there are several.

    ``people`` limits it to those. A leaving that was taken back does not count; one of somebody found to be the same
    person does.
    """
    undone = Leaving.objects.filter(undoes__isnull=False).values("undoes_id")
    rows = Leaving.objects.filter(undoes__isnull=True).exclude(id__in=undone).values_list("person_id", "on")
    same = same_people()
    first: dict[int, int] = {}
    for person, on in rows.iterator():
        root = same.get(person, person)
        first[root] = min(first.get(root, 999912), on.year * 100 + on.month)
    wanted = first.keys() | same.keys() if people is None else set(people)
    return {person: first[root] for person in wanted if (root := same.get(person, person)) in first}


def same_people() -> dict[int, int]:
    """Person -> the person they were joined into in the end, for all who are in a join that was not undone."""
    undone = Join.objects.filter(undoes__isnull=False).values("undoes_id")
    rows = Join.objects.filter(undoes__isnull=True).exclude(id__in=undone).values_list("person_id", "into_id")
    into = dict(rows.iterator())
    return {person: _end(person, into) for person in {*into, *into.values()}}


def numbers_of_the_same(people: Iterable[int]) -> list[int]:
    """``people`` and every other number of theirs, rising."""
    same, wanted = same_people(), set(people)
    roots = {same[person] for person in wanted if person in same}
    return sorted(wanted | {person for person, root in same.items() if root in roots})


def _end(person: int, into: Mapping[int, int]) -> int:
    while person in into:
        person = into[person]
    return person


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
    wanted = sorted(set(values), key=str)
    size = 500 if connection.vendor == "sqlite" else 50_000
    found: dict[object, int] = {}
    for start in range(0, len(wanted), size):
        rows = model._default_manager.filter(**{f"{column}__in": wanted[start : start + size]})
        found.update(rows.values_list(column, "id"))
    return found
