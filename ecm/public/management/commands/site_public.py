"""Serves the public site alone, from the published copy: it has nothing else to read."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ecm.public import place


class Command(BaseCommand):
    help = "Sert le site public seul. / Serve the public site alone."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="adresse d'écoute / address to bind"
        )
        parser.add_argument("--port", type=int, default=8001, help="port / port")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        from daphne.cli import CommandLineInterface

        if not (place.folder() / place.NAME).exists():
            self.stderr.write(f"Rien n'est encore publié dans {place.folder()}.")
        interface = host.replace(":", r"\:")
        endpoint = f"tcp:port={port}:interface={interface}:backlog=1024"
        CommandLineInterface().run(
            [
                "-v",
                "0",
                "-e",
                endpoint,
                "--no-server-name",
                "ecm.public.asgi:application",
            ]
        )
