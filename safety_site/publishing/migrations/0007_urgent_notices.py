"""Urgent notices, and a promise kept by the database itself: rows that say who warned
or stopped, and when, are never changed or deleted.
"""

from django.db import migrations, models

TABLES = {
    "publishing_urgentnotice": "An urgent notice is never changed or deleted. End it.",
    "publishing_freeze": "A word that stops publishing is never changed or deleted.",
}


def sqlite(table, message):
    yield from (
        f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, '{message}'); END"""
        for verb in ("UPDATE", "DELETE")
    )
    # REPLACE deletes rows without asking a delete trigger.
    yield f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{message}'); END"""


def postgresql(table, message):
    yield f"""CREATE FUNCTION {table}_is_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{message}' USING ERRCODE = 'integrity_constraint_violation';
    END $$ LANGUAGE plpgsql"""
    for name, when, each in (
        ("append_only", "UPDATE OR DELETE", "ROW"),
        ("no_truncate", "TRUNCATE", "STATEMENT"),
    ):
        yield f"""CREATE TRIGGER {table}_{name} BEFORE {when} ON {table}
        FOR EACH {each} EXECUTE FUNCTION {table}_is_append_only()"""


def add_triggers(apps, schema_editor):
    statements = {"sqlite": sqlite, "postgresql": postgresql}
    for table, message in TABLES.items():
        for statement in statements[schema_editor.connection.vendor](table, message):
            schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    for table in TABLES:
        if schema_editor.connection.vendor == "sqlite":
            for name in ("no_update", "no_delete", "no_replace"):
                schema_editor.execute(f"DROP TRIGGER {table}_{name}")
        else:
            schema_editor.execute(f"DROP FUNCTION {table}_is_append_only() CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0005_serves'),
    ]

    operations = [
        migrations.CreateModel(
            name='UrgentNotice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('phrase', models.TextField(blank=True)),
                ('slots', models.JSONField(default=dict)),
                ('place', models.TextField(blank=True)),
                ('ends', models.BigIntegerField(null=True)),
                ('author', models.TextField()),
                ('reason', models.TextField()),
                ('created', models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name='edition',
            name='known_recording',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='edition',
            name='last_notice',
            field=models.BigIntegerField(default=0),
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
