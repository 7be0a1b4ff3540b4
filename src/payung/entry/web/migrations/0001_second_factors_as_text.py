# What second factors hold is text on both databases, so that a copy of the store is the same from either.
from django.db import migrations


def as_text(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("ALTER TABLE mfa_authenticator ALTER COLUMN data TYPE text")


class Migration(migrations.Migration):
    dependencies = [("mfa", "0003_authenticator_type_uniq")]
    operations = [migrations.RunPython(as_text, migrations.RunPython.noop)]
