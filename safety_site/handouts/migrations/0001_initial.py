"""Leaflets as they were made: never changed or deleted, the database itself refuses."""

from django.db import migrations, models

from safety_site.translation.append_only import append_only

MESSAGE = "A leaflet is never changed or deleted. Make a new one."


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
        append_only("handouts_leaflet", MESSAGE),
    ]
