"""The guards in the database: triggers that refuse a change of kept rows, and whether they are still there."""

from django.db import connection

from payung.store.models import Act, all_kept


def guards() -> frozenset[str]:
    """Names of all guards that must be there: what they refuse of which table."""
    events = ("delete", "update", "truncate") if connection.vendor == "postgresql" else ("delete", "update")
    tables = [Act._meta.db_table, *(model._meta.db_table for model in all_kept())]
    return frozenset(f"{table}_{event}" for table in tables for event in events)


def missing_guards() -> list[str]:
    """Those that are gone or put out of force, in order. An altered table of SQLite loses its guards, for example."""
    query = (
        "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'"
        if connection.vendor == "postgresql"
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return sorted(guards() - {name for (name,) in cursor.fetchall()})
