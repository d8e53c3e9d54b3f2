"""Install the kinds and pieces shipped with the product, and give old dossiers one."""

from typing import Any

from django.db import migrations


def install(apps: Any, schema_editor: Any) -> None:
    """Copy the defaults as they are: they are data, and change by hand from then on."""
    from ecm.dossiers.defaults import install_defaults

    install_defaults(apps.get_model)
    other = apps.get_model("dossiers", "DossierKind").objects.get(code="other")
    apps.get_model("dossiers", "Dossier").objects.filter(kind=None).update(kind=other)
    pieces = set(
        apps.get_model("dossiers", "PieceKind").objects.values_list("code", flat=True)
    )
    apps.get_model("dossiers", "Document").objects.exclude(kind__in=pieces).update(
        kind="other"
    )


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_circuit_of_a_dossier")]

    operations = [migrations.RunPython(install, migrations.RunPython.noop)]
