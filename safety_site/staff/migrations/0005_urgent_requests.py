"""Who asked for an edition while publishing was stopped: never changed or deleted, the
database itself refuses.
"""

from django.db import migrations, models


MESSAGE = "An urgent request is never changed or deleted. Ask again."
TABLE = "staff_urgentrequest"

SQLITE = [
    *(
        f"""CREATE TRIGGER urgentrequest_no_{verb.lower()} BEFORE {verb} ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        for verb in ("UPDATE", "DELETE")
    ),
    # REPLACE deletes rows without asking a delete trigger.
    f"""CREATE TRIGGER urgentrequest_no_replace BEFORE INSERT ON {TABLE}
    WHEN EXISTS (SELECT 1 FROM {TABLE} WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION urgentrequest_is_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';
    END $$ LANGUAGE plpgsql""",
    f"""CREATE TRIGGER urgentrequest_append_only BEFORE UPDATE OR DELETE ON {TABLE}
    FOR EACH ROW EXECUTE FUNCTION urgentrequest_is_append_only()""",
    f"""CREATE TRIGGER urgentrequest_no_truncate BEFORE TRUNCATE ON {TABLE}
    FOR EACH STATEMENT EXECUTE FUNCTION urgentrequest_is_append_only()""",
]


def add_triggers(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("no_update", "no_delete", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER urgentrequest_{name}")
    else:
        schema_editor.execute("DROP FUNCTION urgentrequest_is_append_only() CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0004_fact_check'),
    ]

    operations = [
        migrations.CreateModel(
            name='UrgentRequest',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('wanted', models.TextField(db_index=True)),
                ('author', models.TextField()),
                ('reason', models.TextField()),
                ('created', models.DateTimeField()),
            ],
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
