"""What editors said of translations when only the wording changed: never changed or
deleted, the database itself refuses.
"""

from django.db import migrations, models


MESSAGE = "What was said of a translation is never changed or deleted."

SQLITE = [
    *(
        f"""CREATE TRIGGER stillright_no_{verb.lower()} BEFORE {verb}
        ON translation_stillright
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        for verb in ("UPDATE", "DELETE")
    ),
    # REPLACE deletes rows without asking a delete trigger.
    f"""CREATE TRIGGER stillright_no_replace BEFORE INSERT ON translation_stillright
    WHEN EXISTS (SELECT 1 FROM translation_stillright WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION stillright_is_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END
    $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER stillright_append_only BEFORE UPDATE OR DELETE
    ON translation_stillright
    FOR EACH ROW EXECUTE FUNCTION stillright_is_append_only()""",
    """CREATE TRIGGER stillright_no_truncate BEFORE TRUNCATE ON translation_stillright
    FOR EACH STATEMENT EXECUTE FUNCTION stillright_is_append_only()""",
]


def add_triggers(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("no_update", "no_delete", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER stillright_{name}")
    else:
        schema_editor.execute("DROP FUNCTION stillright_is_append_only() CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ('translation', '0003_no_replace'),
    ]

    operations = [
        migrations.CreateModel(
            name='StillRight',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uid', models.TextField(db_index=True)),
                ('translated_from', models.TextField()),
                ('english_digest', models.TextField()),
                ('author', models.TextField()),
                ('reason', models.TextField(blank=True)),
                ('created', models.DateTimeField()),
            ],
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
