"""Leaflets as they were made: never changed or deleted, the database itself refuses."""

from django.db import migrations, models


MESSAGE = "A leaflet is never changed or deleted. Make a new one."

SQLITE = [
    *(
        f"""CREATE TRIGGER leaflet_no_{verb.lower()} BEFORE {verb} ON handouts_leaflet
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        for verb in ("UPDATE", "DELETE")
    ),
    # REPLACE deletes rows without asking a delete trigger.
    f"""CREATE TRIGGER leaflet_no_replace BEFORE INSERT ON handouts_leaflet
    WHEN EXISTS (SELECT 1 FROM handouts_leaflet WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION leaflet_is_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END
    $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER leaflet_append_only BEFORE UPDATE OR DELETE ON handouts_leaflet
    FOR EACH ROW EXECUTE FUNCTION leaflet_is_append_only()""",
    """CREATE TRIGGER leaflet_no_truncate BEFORE TRUNCATE ON handouts_leaflet
    FOR EACH STATEMENT EXECUTE FUNCTION leaflet_is_append_only()""",
]


def add_triggers(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("no_update", "no_delete", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER leaflet_{name}")
    else:
        schema_editor.execute("DROP FUNCTION leaflet_is_append_only() CASCADE")


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Leaflet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('page', models.TextField()),
                ('language', models.TextField()),
                ('words', models.TextField(db_index=True)),
                ('file', models.TextField()),
                ('length', models.PositiveIntegerField()),
                ('created', models.DateTimeField()),
            ],
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
