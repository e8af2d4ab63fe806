"""What advisers were asked and what they answered: none of it is ever changed or deleted,
the database itself refuses.
"""

import django.db.models.deletion
from django.db import migrations, models


MESSAGE = "What an adviser was asked or answered is never changed or deleted. Ask again."
# By table, the columns that find one row, besides its id.
TABLES = {
    "staff_factcheck": (),
    "staff_askedtext": ("fact_check_id", "position"),
    "staff_factcheckend": ("fact_check_id",),
    "staff_adviseranswer": (),
    "staff_textanswer": (),
}


def sqlite(table, unique):
    for verb in ("UPDATE", "DELETE"):
        yield f"""CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table}
        BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""
    # REPLACE deletes rows without asking a delete trigger.
    same = "id = NEW.id"
    if unique:
        same += f" OR ({' AND '.join(f'{name} = NEW.{name}' for name in unique)})"
    yield f"""CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table}
    WHEN EXISTS (SELECT 1 FROM {table} WHERE {same})
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"""


FUNCTION = f"""CREATE FUNCTION fact_check_is_append_only() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END
$$ LANGUAGE plpgsql"""


def postgresql(table):
    yield f"""CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION fact_check_is_append_only()"""
    yield f"""CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION fact_check_is_append_only()"""


def add_triggers(apps, schema_editor):
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    if not is_sqlite:
        schema_editor.execute(FUNCTION)
    for table, unique in TABLES.items():
        for statement in sqlite(table, unique) if is_sqlite else postgresql(table):
            schema_editor.execute(statement)


def drop_triggers(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.execute("DROP FUNCTION fact_check_is_append_only() CASCADE")
        return
    for table in TABLES:
        for name in ("no_update", "no_delete", "no_replace"):
            schema_editor.execute(f"DROP TRIGGER {table}_{name}")


class Migration(migrations.Migration):

    dependencies = [
        ('staff', '0003_links'),
        ('translation', '0003_no_replace'),
    ]

    operations = [
        migrations.CreateModel(
            name='FactCheck',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('about', models.TextField()),
                ('language', models.TextField()),
                ('adviser', models.TextField()),
                ('role', models.TextField()),
                ('question', models.TextField()),
                ('asker', models.TextField()),
                ('claims', models.JSONField(default=dict)),
                ('last_revision', models.PositiveBigIntegerField()),
                ('token_digest', models.TextField()),
                ('created', models.DateTimeField()),
                ('ends', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='AskedText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveIntegerField()),
                ('english', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='translation.revision')),
                ('text', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='translation.revision')),
                ('values', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='translation.revision')),
                ('fact_check', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='staff.factcheck')),
            ],
            options={
                'ordering': ('position',),
            },
        ),
        migrations.CreateModel(
            name='AdviserAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('comment', models.TextField(blank=True)),
                ('created', models.DateTimeField()),
                ('fact_check', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='staff.factcheck')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.CreateModel(
            name='FactCheckEnd',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by', models.TextField()),
                ('created', models.DateTimeField()),
                ('fact_check', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ended_early', to='staff.factcheck')),
            ],
        ),
        migrations.CreateModel(
            name='TextAnswer',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.TextField(choices=[('right', 'Right'), ('wrong', 'Wrong'), ('cannot say', 'I cannot say')])),
                ('comment', models.TextField(blank=True)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='texts', to='staff.adviseranswer')),
                ('asked', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='answers', to='staff.askedtext')),
            ],
            options={
                'ordering': ('pk',),
            },
        ),
        migrations.AddConstraint(
            model_name='askedtext',
            constraint=models.UniqueConstraint(fields=('fact_check', 'position'), name='a_text_is_asked_about_once'),
        ),
        migrations.RunPython(add_triggers, drop_triggers),
    ]
