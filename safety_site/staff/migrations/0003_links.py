"""What was found at links, and what was heard at numbers: the latter is never changed or
deleted, the database itself refuses.
"""

from django.db import migrations, models


MESSAGE = "A check of a number is never changed or deleted. Record a new one."

SQLITE = [
    *(
        f"""CREATE TRIGGER phonecheck_no_{verb.lower()} BEFORE {verb} ON staff_phonecheck
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        for verb in ("UPDATE", "DELETE")
    ),
    # REPLACE deletes rows without asking a delete trigger.
    f"""CREATE TRIGGER phonecheck_no_replace BEFORE INSERT ON staff_phonecheck
    WHEN EXISTS (SELECT 1 FROM staff_phonecheck WHERE id = NEW.id)
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION phonecheck_is_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END
    $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER phonecheck_append_only BEFORE UPDATE OR DELETE ON staff_phonecheck
    FOR EACH ROW EXECUTE FUNCTION phonecheck_is_append_only()""",
    """CREATE TRIGGER phonecheck_no_truncate BEFORE TRUNCATE ON staff_phonecheck
    FOR EACH STATEMENT EXECUTE FUNCTION phonecheck_is_append_only()""",
]


def add_triggers(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("no_update", "no_delete", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER phonecheck_{name}")
    else:
        schema_editor.execute("DROP FUNCTION phonecheck_is_append_only() CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0002_roles'),
    ]

    operations = [
        migrations.CreateModel(
            name='LinkCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.TextField(unique=True)),
                ('checked', models.DateTimeField()),
                ('outcome', models.TextField(choices=[('opens', 'Opens'), ('moved', 'moved for good'), ('gone', 'Gone'), ('fails', 'Fails'), ('unsure', 'Unsure')])),
                ('status', models.PositiveSmallIntegerField(null=True)),
                ('found', models.TextField()),
                ('moved_to', models.TextField(blank=True)),
                ('failing_since', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='PhoneCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contact', models.TextField(db_index=True)),
                ('dialled', models.TextField()),
                ('day', models.DateField()),
                ('by', models.TextField()),
                ('heard', models.TextField(choices=[('right', 'Right'), ('wrong', 'Wrong'), ('no answer', 'No Answer')])),
                ('note', models.TextField(blank=True)),
            ],
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
