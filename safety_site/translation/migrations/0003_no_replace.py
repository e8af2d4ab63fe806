"""SQLite's REPLACE deletes rows without asking a delete trigger: it is refused before.

PostgreSQL has no REPLACE. An insert that loses a race fails here as it did at the
unique index, with an integrity error.
"""

from django.db import migrations

MESSAGE = "A revision is never changed or deleted. Submit a new one."
# Two questions, each answered by its own index.
SQLITE = f"""
    CREATE TRIGGER revision_no_replace BEFORE INSERT ON translation_revision
    WHEN EXISTS (SELECT 1 FROM translation_revision WHERE id = NEW.id)
    OR EXISTS (
        SELECT 1 FROM translation_revision
        WHERE uid = NEW.uid AND language = NEW.language AND number = NEW.number
    )
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""


def add_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(SQLITE)


def drop_trigger(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER revision_no_replace")


class Migration(migrations.Migration):
    dependencies = [("translation", "0002_append_only")]
    operations = [migrations.RunPython(add_trigger, drop_trigger)]
