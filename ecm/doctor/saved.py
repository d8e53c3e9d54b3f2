"""Backups: when the last one was taken, and whether it was whole."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.utils import timezone

from ecm.backup.programs import program
from ecm.backup.refusals import Refused
from ecm.backup.snapshot import server_version
from ecm.backup.taking import last_taken
from ecm.doctor.findings import Finding, doubt, fault, graver, well

OLD = timedelta(hours=26)  # one each night, and a little
VERY_OLD = timedelta(days=7)
TAKE = "ecm backup --vers DOSSIER --pour age1…, chaque nuit."


def examine() -> Iterator[Finding]:
    """Read what the last backup left, and see whether the next one can be taken."""
    yield of_last(last_taken(), timezone.now(), is_grave=settings.PRODUCTION)
    if connection.vendor == "postgresql":
        yield of_program(server_version())


def of_last(
    told: Mapping[str, Any] | None, now: datetime, *, is_grave: bool
) -> Finding:
    """Judge the last backup by its stamp."""
    if told is None:
        sentence = "Aucune sauvegarde n'a été faite par ecm backup."
        return graver("backup.age", is_grave, sentence, TAKE)
    age = now - datetime.fromisoformat(told["at"])
    said = f"La dernière sauvegarde a {int(age.total_seconds() // 3600)} heures"
    if told["faults"]:
        return fault(
            "backup.age",
            f"{said}, et il y manquait quelque chose : {told['faults'][0]}.",
            "Reprenez la pièce d'une sauvegarde plus ancienne, puis sauvegardez.",
        )
    if age > OLD:
        return graver("backup.age", is_grave and age > VERY_OLD, f"{said}.", TAKE)
    if not Path(told["path"]).exists():
        return doubt(
            "backup.age",
            f"{said}, et n'est plus dans {Path(told['path']).parent}.",
            "Vérifiez que le disque des sauvegardes est monté.",
        )
    return well("backup.age", f"{said}.")


def of_program(server: int) -> Finding:
    """Judge whether pg_dump is there, and new enough for its server."""
    try:
        found = program("pg_dump", at_least=server)
    except Refused as refused:
        return fault("backup.program", str(refused), "Puis ecm backup.")
    return well("backup.program", f"{found} peut sauvegarder cette base.")
