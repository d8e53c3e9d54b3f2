from django.db import migrations

from ecm.calendar.defaults import install_defaults


def ship(apps, schema_editor):
    install_defaults(apps)


class Migration(migrations.Migration):
    dependencies = [("calendar", "0001_the_week_of_the_council")]

    operations = [migrations.RunPython(ship, migrations.RunPython.noop)]
