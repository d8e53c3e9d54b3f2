"""Writes the public site as files for a web server that runs no program."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ecm.public.export import export

EVERY = 500


class Command(BaseCommand):
    help = "Écrit le site public en fichiers. / Write the public site as static files."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, metavar="DOSSIER")
        parser.add_argument(
            "--address",
            default=settings.PUBLIC_ADDRESS,
            help="adresse du site / address of the site (https://www.gouv.example)",
        )

    def handle(self, *args: Any, folder: Path, address: str, **options: Any) -> None:
        if not address.startswith(("https://", "http://")):
            raise CommandError(
                "L'adresse du site est requise : --address, ou ECM_PUBLIC_ADDRESS."
            )
        written = seen = 0
        for seen, done in enumerate(export(folder, address.rstrip("/")), start=1):
            written += done.is_new
            if done.broken:
                self.stderr.write(f"{done.path} : lien mort vers {done.broken}")
            if seen % EVERY == 0:
                self.stderr.write(f"{seen} pages lues, {written} écrites…")
        self.stderr.write(f"{seen} pages, {written} écrites dans {folder}.")
