"""What somebody with all rights to the database may do to it, past every guard, and it is undone afterwards."""
# ruff: noqa: S608 - our own names

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from random import Random
from typing import Any

from django.db import DatabaseError, connection, models, transaction

from payung.store import proof
from payung.store.models import Act, Head, Kept, all_kept, kept_columns
from payung.store.proof import Fault
from tests.store.stores import Store

TABLES: Sequence[type[models.Model]] = (Act, Head, *all_kept())
BY_NAME = {model._meta.db_table: model for model in TABLES}


def run(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


@contextmanager
def undone(monkeypatch) -> Iterator[None]:
    """All inside is one transaction that never was, without guards and foreign keys; the proof reads in it."""
    postgres = connection.vendor == "postgresql"
    monkeypatch.setattr(proof, "one_moment", nullcontext)
    connection.ensure_connection()
    if not postgres:
        run("PRAGMA foreign_keys = OFF")
        run("PRAGMA ignore_check_constraints = ON")
    try:
        with transaction.atomic():
            yield
            transaction.set_rollback(True)
    finally:
        if not postgres:
            run("PRAGMA foreign_keys = ON")
            run("PRAGMA ignore_check_constraints = OFF")


@contextmanager
def unguarded() -> Iterator[None]:
    """Without guards; they stand again afterwards, as a clever thief would leave them."""
    if connection.vendor == "postgresql":
        run("SET LOCAL session_replication_role = replica")
        yield
        run("SET LOCAL session_replication_role = origin")
        return
    guards = run("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    for name, _ in guards:
        run(f'DROP TRIGGER "{name}"')
    yield
    for _, made in guards:
        run(made)


def found_after(store: Store, tamper: Callable[[], None], monkeypatch, **named: Any) -> tuple[Fault, ...]:
    """What the proof finds after ``tamper``, which is then undone."""
    with undone(monkeypatch):
        with unguarded():
            tamper()
        return store.faults(**named)


def key_of(model: type[models.Model]) -> str:
    return "number" if model is Act else "id"


def columns_of(model: type[models.Model]) -> list[str]:
    """All but those that later acts change, and the key."""
    if issubclass(model, Kept):
        return list(kept_columns(model)[1:])
    return [field.column for field in model._meta.concrete_fields if field.column != key_of(model)]


def ids_of(model: type[models.Model]) -> list[int]:
    return [id_ for (id_,) in run(f'SELECT "{key_of(model)}" FROM "{model._meta.db_table}" ORDER BY 1')]


def edit(model: type[models.Model], dice: Random) -> None:
    """One column of one row."""
    columns = columns_of(model)
    dice.shuffle(columns)
    first_that_goes(lambda column: put(model, column, dice.choice(ids_of(model)), dice), columns * 9)


def put(model: type[models.Model], column: str, id_: int, dice: Random) -> None:
    """Another value of the same type."""
    table, key = model._meta.db_table, key_of(model)
    field = next(field for field in model._meta.concrete_fields if field.column == column)
    ((old,),) = run(f'SELECT "{column}" FROM "{table}" WHERE "{key}" = %s', id_)
    run(f'UPDATE "{table}" SET "{column}" = %s WHERE "{key}" = %s', another(field, old, dice), id_)


def another(field: models.Field, old: Any, dice: Random) -> Any:
    kind = field.get_internal_type()
    if old is None:
        return {"DateField": "2020-02-02", "BinaryField": b"1"}.get(kind, 1)
    if kind in ("DateField", "DateTimeField"):
        return str(old).replace("20", "19", 1)
    if kind == "BinaryField":
        if not bytes(old):
            return b"1"
        at = dice.randrange(len(bytes(old)))
        return bytes(byte ^ (at == place) for place, byte in enumerate(bytes(old)))
    if isinstance(old, str):
        at = dice.randrange(len(old) + 1)
        return old[:at] + dice.choice([letter for letter in "0aZ " if letter != old[at : at + 1]]) + old[at + 1 :]
    return old + dice.choice((-1, 1, 977))


def delete(model: type[models.Model], dice: Random) -> None:
    """One row."""
    run(f'DELETE FROM "{model._meta.db_table}" WHERE "{key_of(model)}" = %s', dice.choice(ids_of(model)))


def insert(model: type[models.Model], dice: Random) -> None:
    """A copy of a row: as the next of its act, or as of the next act, or before all."""
    ids, key, table = ids_of(model), key_of(model), model._meta.db_table
    free = [ids[-1] + 1, ids[-1] + 2**24, ids[0] - 1, -1] if model is not Act else [ids[-1] + 1, 0]
    names = [field.column for field in model._meta.concrete_fields if field.column != key]
    fields = {field.column: field for field in model._meta.concrete_fields}

    def copy(id_: int) -> None:
        (row,) = run(f'SELECT {listed(names)} FROM "{table}" WHERE "{key}" = %s', dice.choice(ids))
        other = dice.sample(names, dice.randrange(len(names) + 1))  # what is unique must be another
        values = [
            another(fields[name], old, dice) if name in other else old for name, old in zip(names, row, strict=True)
        ]
        marks = ", ".join(["%s"] * (len(names) + 1))
        run(f'INSERT INTO "{table}" ("{key}", {listed(names)}) VALUES ({marks})', id_, *values)

    dice.shuffle(free)
    first_that_goes(copy, free * 25)


def swap(model: type[models.Model], dice: Random) -> None:
    """Two rows that are not the same change places."""
    ids, key, table = ids_of(model), key_of(model), model._meta.db_table
    names = columns_of(model)
    rows = {id_: run(f'SELECT {listed(names)} FROM "{table}" WHERE "{key}" = %s', id_)[0] for id_ in ids}
    pairs = [(one, other) for one in ids for other in ids if one < other and str(rows[one]) != str(rows[other])]
    one, other = dice.choice(pairs)
    run(f'UPDATE "{table}" SET "{key}" = -7 WHERE "{key}" = %s', one)
    run(f'UPDATE "{table}" SET "{key}" = %s WHERE "{key}" = %s', one, other)
    run(f'UPDATE "{table}" SET "{key}" = %s WHERE "{key}" = -7', other)


def listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def first_that_goes(work: Callable[[Any], None], choices: Sequence[Any]) -> None:
    """The first of ``choices`` that the database lets pass: some columns are constrained."""
    for choice in choices:
        try:
            with transaction.atomic():
                return work(choice)
        except DatabaseError:
            continue
    raise AssertionError("the database refuses them all")
