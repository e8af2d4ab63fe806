"""Short codes: never changed or deleted, the database itself refuses. Somebody has one on
a card.
"""

from django.db import migrations, models


MESSAGE = "A short code is never changed or deleted. Somebody has it on paper."

SQLITE = [
    *(
        f"""CREATE TRIGGER shortcode_no_{verb.lower()} BEFORE {verb} ON publishing_shortcode
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
        for verb in ("UPDATE", "DELETE")
    ),
    # REPLACE deletes rows without asking a delete trigger.
    f"""CREATE TRIGGER shortcode_no_replace BEFORE INSERT ON publishing_shortcode
    WHEN EXISTS (SELECT 1 FROM publishing_shortcode WHERE code = NEW.code)
    OR EXISTS (
        SELECT 1 FROM publishing_shortcode
        WHERE page = NEW.page AND language = NEW.language
    )
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
]
POSTGRESQL = [
    f"""CREATE FUNCTION shortcode_is_append_only() RETURNS trigger AS $$
    BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END
    $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER shortcode_append_only BEFORE UPDATE OR DELETE ON publishing_shortcode
    FOR EACH ROW EXECUTE FUNCTION shortcode_is_append_only()""",
    """CREATE TRIGGER shortcode_no_truncate BEFORE TRUNCATE ON publishing_shortcode
    FOR EACH STATEMENT EXECUTE FUNCTION shortcode_is_append_only()""",
]


def add_triggers(apps, schema_editor):
    statements = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
    for statement in statements[schema_editor.connection.vendor]:
        schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("no_update", "no_delete", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER shortcode_{name}")
    else:
        schema_editor.execute("DROP FUNCTION shortcode_is_append_only() CASCADE")


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0005_serves'),
    ]

    operations = [
        migrations.CreateModel(
            name='ShortCode',
            fields=[
                ('code', models.TextField(primary_key=True, serialize=False)),
                ('page', models.TextField()),
                ('language', models.TextField()),
                ('issued', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('page', 'language'), name='a_page_has_one_code_in_a_language')],
            },
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
