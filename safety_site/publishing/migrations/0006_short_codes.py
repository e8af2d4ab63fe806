"""Short codes: never changed or deleted, the database itself refuses. Somebody has one on
a card.
"""

from django.db import migrations, models

from safety_site.translation.append_only import append_only

MESSAGE = "A short code is never changed or deleted. Somebody has it on paper."


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
        append_only(
            "publishing_shortcode", MESSAGE, (("code",), ("page", "language"))
        ),
    ]
