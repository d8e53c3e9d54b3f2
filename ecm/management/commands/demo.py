"""Holds the demonstration: migrates, loads its council once, says where, and serves."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from ecm import clock
from ecm.addresses import EVERYWHERE, lan_addresses
from ecm.demo.loading import load
from ecm.demo.past import load_past
from ecm.listening import refuse_taken
from ecm.management.commands.serve import serve


class Command(BaseCommand):
    help = (
        "Charge le conseil de démonstration et le sert. / "
        "Load the demonstration council and serve it."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--host",
            default=EVERYWHERE[0],
            help="adresse d'écoute / address to bind",
        )
        parser.add_argument("--port", type=int, default=8000, help="port / port")
        parser.add_argument(
            "--reset",
            action="store_true",
            help="efface et recommence / erase and start again",
        )
        parser.add_argument(
            "--no-serve",
            action="store_true",
            help="charge sans servir / load without serving",
        )

        parser.add_argument(
            "--council-only",
            action="store_true",
            help="sans les conseils passés / without the past councils",
        )

    def handle(
        self,
        *args: Any,
        host: str,
        port: int,
        reset: bool,
        no_serve: bool,
        council_only: bool,
        **rest: Any,
    ) -> None:
        if not settings.DEMO:
            raise CommandError("ECM_DEMO=1 est requis. / ECM_DEMO=1 is required.")
        if not no_serve:
            refuse_taken(host, port)
        if reset:
            erase()
        call_command("migrate", verbosity=0)
        reference = load(say=self._say)
        if not council_only:
            load_past(say=self._say)
        if no_serve:
            self.stdout.write(reference)
            return
        self._announce(reference, host, port)
        serve(host, port)

    def _say(self, line: str) -> None:
        self.stderr.write(line)

    def _announce(self, reference: str, host: str, port: int) -> None:
        hosts = ["localhost", *lan_addresses()] if host in EVERYWHERE else [host]
        self.stdout.write(f"{reference} : choisissez un rôle / choose a role")
        for name in hosts:
            self.stdout.write(f"  http://{name}:{port}/demo/")
        self.stdout.write("Ctrl+C pour arrêter / to stop")
        self.stdout.flush()


def erase() -> None:
    """Forget the former demonstration: its rows, its papers and its clock."""
    connection.close()
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    clock.restart()
    if connection.vendor == "sqlite":
        for suffix in ("", "-wal", "-shm"):
            name = settings.DATABASES["default"]["NAME"]
            Path(f"{name}{suffix}").unlink(missing_ok=True)
        return
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
