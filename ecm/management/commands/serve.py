"""Serves the application with daphne, under the limits that a live council needs."""

import socket
from argparse import ArgumentParser
from typing import Any

from daphne.cli import CommandLineInterface
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ecm.rehearsal.folders import sweep
from ecm.worker.embedded import embedded

BACKLOG = 1024
# A dead tablet is noticed in 25 s; no frame of ours comes near 64 KiB.
LIMITS = {
    "--ping-interval": 10,
    "--ping-timeout": 15,
    "--websocket-max-message-size": 65536,
    "--websocket-max-frame-size": 65536,
    "--application-close-timeout": 5,
}


class Command(BaseCommand):
    help = "Sert l'application avec daphne. / Serve the application with daphne."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="adresse d'écoute / address to bind"
        )
        parser.add_argument("--port", type=int, default=8000, help="port / port")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        sweep(settings.DATA)
        serve(host, port)


def serve(host: str, port: int) -> None:
    """Listen until SIGTERM or SIGINT. Raises CommandError when the port is taken."""
    refuse_taken(host, port)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise looks there
    interface = host.replace(":", r"\:")
    endpoint = f"tcp:port={port}:interface={interface}:backlog={BACKLOG}"
    limits = [word for name, value in LIMITS.items() for word in (name, str(value))]
    # Production stands behind a proxy that speaks TLS: without what it says, everybody
    # would sign in from one address, and be locked out together.
    proxy = ["--proxy-headers"] if settings.PRODUCTION else []
    options = ["-v", "0", "-e", endpoint, *limits, *proxy, "--no-server-name"]
    with embedded():
        CommandLineInterface().run([*options, "ecm.asgi:application"])


def refuse_taken(host: str, port: int) -> None:
    """Say in words that an address cannot be listened on, before anything is loaded."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Impossible d'écouter sur {host}, port {port} : {error}.\n"
                f"Cannot listen on {host}, port {port}: {error}."
            ) from error
