"""Rows that are kept cannot be changed or taken away, not even by a slip of somebody with the database at hand."""

from typing import Any

from django.db import migrations

from payung.store.models import Act, all_kept, kept_columns

REFUSED = "kept rows are not changed"


def _tables() -> list[tuple[str, tuple[str, ...]]]:
    return [
        (Act._meta.db_table, tuple(field.column for field in Act._meta.concrete_fields)),
        *((model._meta.db_table, kept_columns(model)) for model in all_kept()),
    ]


def guard(apps: Any, editor: Any) -> None:
    postgres = editor.connection.vendor == "postgresql"
    if postgres:
        editor.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            f"$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
        )
    for table, columns in _tables():
        named = ", ".join(f'"{column}"' for column in columns)
        for event in ("DELETE", f"UPDATE OF {named}"):
            name = f'"{table}_{event[:6].lower()}"'
            act = "EXECUTE FUNCTION refuse_change()" if postgres else f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
            editor.execute(f'CREATE TRIGGER {name} BEFORE {event} ON "{table}" FOR EACH ROW {act}')
        if postgres:
            editor.execute(
                f'CREATE TRIGGER "{table}_truncate" BEFORE TRUNCATE ON "{table}" EXECUTE FUNCTION refuse_change()'
            )


class Migration(migrations.Migration):
    dependencies = [("store", "0001_initial")]
    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
