"""Who asked for an edition while publishing was stopped: never changed or deleted, the
database itself refuses.
"""

from django.db import migrations, models

from safety_site.translation.append_only import append_only

MESSAGE = "An urgent request is never changed or deleted. Ask again."


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
        append_only("staff_urgentrequest", MESSAGE),
    ]
