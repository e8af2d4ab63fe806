from django.db import migrations

from safety_site.staff.roles import all_groups


def make(apps, schema_editor):
    group = apps.get_model("auth", "Group")
    for name in all_groups():
        group.objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [
        ("staff", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
