"""Revisions are never changed or deleted: the database itself refuses."""

from django.db import migrations

MESSAGE = "A revision is never changed or deleted. Submit a new one."

SQLITE = [
    f"""CREATE TRIGGER revision_no_{verb.lower()} BEFORE {verb} ON translation_revision
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
    for verb in ("UPDATE", "DELETE")
]
POSTGRESQL = [
    f"""CREATE FUNCTION revision_is_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END
    $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER revision_append_only BEFORE UPDATE OR DELETE ON translation_revision
    FOR EACH ROW EXECUTE FUNCTION revision_is_append_only()""",
    """CREATE TRIGGER revision_no_truncate BEFORE TRUNCATE ON translation_revision
    FOR EACH STATEMENT EXECUTE FUNCTION revision_is_append_only()""",
]


def add_triggers(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER revision_no_update")
        schema_editor.execute("DROP TRIGGER revision_no_delete")
    else:
        schema_editor.execute("DROP FUNCTION revision_is_append_only() CASCADE")


class Migration(migrations.Migration):
    dependencies = [("translation", "0001_initial")]
    operations = [migrations.RunPython(add_triggers, drop_triggers)]
