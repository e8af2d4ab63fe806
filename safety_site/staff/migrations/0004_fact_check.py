"""What advisers were asked and what they answered: none of it is ever changed or deleted,
the database itself refuses.
"""

import django.db.models.deletion
from django.db import migrations, models

from safety_site.translation.append_only import append_only

MESSAGE = "What an adviser was asked or answered is never changed or deleted. Ask again."
ID = ("id",)
# By table, the columns that find one row.
TABLES = {
    "staff_factcheck": (ID,),
    "staff_askedtext": (ID, ("fact_check_id", "position")),
    "staff_factcheckend": (ID, ("fact_check_id",)),
    "staff_adviseranswer": (ID,),
    "staff_textanswer": (ID,),
}


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
        *(append_only(table, MESSAGE, finds) for table, finds in TABLES.items()),
    ]
