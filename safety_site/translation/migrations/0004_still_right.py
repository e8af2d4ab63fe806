"""What editors said of translations when only the wording changed: never changed or
deleted, the database itself refuses.
"""

from django.db import migrations, models

from safety_site.translation.append_only import append_only

MESSAGE = "What was said of a translation is never changed or deleted."


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
        append_only("translation_stillright", MESSAGE),
    ]
