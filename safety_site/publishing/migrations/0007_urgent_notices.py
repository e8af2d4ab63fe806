"""Urgent notices, and a promise kept by the database itself: rows that say who warned
or stopped, and when, are never changed or deleted.
"""

from django.db import migrations, models

from safety_site.translation.append_only import append_only

TABLES = {
    "publishing_urgentnotice": "An urgent notice is never changed or deleted. End it.",
    "publishing_freeze": "A word that stops publishing is never changed or deleted.",
}


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0006_short_codes'),
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
        *(append_only(table, message) for table, message in TABLES.items()),
    ]
