"""New keys for every number that names a person, and for every file and row that is kept sealed."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from payung.actions.at_store import Asked, Place, act_at
from payung.store.acts import Doing
from payung.store.keys import Keys, Of
from payung.store.models import Identity, Membership
from payung.store.sealed import COLUMNS, renew

CHUNK = 10_000
_Sealed = type[Identity] | type[Membership]


@dataclass(frozen=True)
class Rotated:
    """The version of the keys that seals now, and how many numbers, files and rows were sealed anew."""

    version: int
    sealed: int


def rotate_store(place: Place, asked: Asked) -> Rotated:
    """Add a version to the key file and seal every NIK, membership number, file and row with it, as one act.

    The older version stays in the key file, because copies of the store made before need it.
    Raises: what ``act_at`` raises; KeyUnknown, SealBroken; KeyFileUnwritten.
    """
    keys = Keys.read(place.keys)
    keys.add_version()

    def work(_: Doing, keys: Keys) -> dict[str, Any]:
        columns: tuple[tuple[_Sealed, str, Of], ...] = ((Identity, "nik", "nik"), (Membership, "number", "membership"))
        numbers = sum(_renew(*column, keys) for column in columns)
        return {"version": keys.newest, "sealed": numbers + sum(renew(column, keys) for column in COLUMNS)}

    return Rotated(**act_at(place, asked, "store.rotate", {}, work))


def _renew(model: _Sealed, name: str, of: Of, keys: Keys) -> int:
    table = model._meta.db_table
    statement = f'UPDATE "{table}" SET {name}_sealed = %s, {name}_index = %s WHERE id = %s'  # noqa: S608 - our names
    last, count = 0, 0
    there = model.objects.exclude(**{f"{name}_sealed": b""}).order_by("id")  # what was erased stays so
    while rows := list(there.filter(id__gt=last).values_list("id", "person_id", f"{name}_sealed")[:CHUNK]):
        seals, indexes = keys.renew_all([bytes(row[2]) for row in rows], [row[1] for row in rows], of)
        with connection.cursor() as cursor:
            cursor.executemany(statement, list(zip(seals, indexes, (row[0] for row in rows), strict=True)))
        last, count = rows[-1][0], count + len(rows)
    return count
