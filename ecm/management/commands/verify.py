"""Verifies the chain of the journal, stream by stream; a fault is an exit code of 1."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ecm.archive.verification import faults
from ecm.journal.models import Entry


class Command(BaseCommand):
    help = "Vérifie la chaîne du journal. / Verify the chain of the journal."

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for fault in faults():
            found += 1
            self.stdout.write(fault)
        entries = Entry.objects.count()
        self.stdout.write(f"{entries} entrées vérifiées / entries verified")
        if found:
            raise CommandError(f"{found} défauts / faults", returncode=1)
