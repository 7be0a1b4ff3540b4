"""Rows that are kept cannot be changed or taken away, not even by a slip of somebody with the database at hand.

A person's name, day of birth and sex may be put right; that it was done by an act, the chain shows (``store.mended``).

Triggers refuse it. They are made after every change of the tables: SQLite forgets them when Django rebuilds one.
"""

from collections.abc import Iterator

from django.db import connection, transaction

from payung.store.models import Act, all_kept, kept_columns

REFUSED = "kept rows are not changed"
_FUNCTION = (
    "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def guard() -> None:
    """Make every guard anew."""
    postgres = connection.vendor == "postgresql"
    act = "EXECUTE FUNCTION refuse_change()" if postgres else f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
    with transaction.atomic(), connection.cursor() as cursor:
        if postgres:
            cursor.execute(_FUNCTION)
        for name, table, event in _guards():
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"' + (f' ON "{table}"' if postgres else ""))
            each = "" if event == "TRUNCATE" else "FOR EACH ROW"
            cursor.execute(f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" {each} {act}')


def guards() -> frozenset[str]:
    """Names of all guards that must be there: what they refuse of which table."""
    return frozenset(name for name, _, _ in _guards())


def missing_guards() -> list[str]:
    """Names of guards that should be there and are not, or are switched off."""
    if connection.vendor == "postgresql":
        query = "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    else:
        query = "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    with connection.cursor() as cursor:
        cursor.execute(query)
        there = {name for (name,) in cursor.fetchall()}
    return sorted(guards() - there)


def _guards() -> Iterator[tuple[str, str, str]]:
    """Name, table and event of each."""
    tables = [(Act._meta.db_table, tuple(field.column for field in Act._meta.concrete_fields))]
    for model in all_kept():
        columns = tuple(column for column in kept_columns(model) if column not in model.MENDED)
        tables.append((model._meta.db_table, columns))
    for table, columns in tables:
        named = ", ".join(f'"{column}"' for column in columns)
        yield f"{table}_delete", table, "DELETE"
        yield f"{table}_update", table, f"UPDATE OF {named}"
        if connection.vendor == "postgresql":
            yield f"{table}_truncate", table, "TRUNCATE"
