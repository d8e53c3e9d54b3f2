"""Serves the public site alone, from the published copy: it has nothing else to read."""

from argparse import ArgumentParser
from typing import Any

import uvicorn
from django.core.management.base import BaseCommand

from ecm.listening import refuse_taken
from ecm.public import place

KEEP_ALIVE = 75  # seconds, longer than a proxy keeps an idle connection


class Command(BaseCommand):
    help = "Sert le site public seul. / Serve the public site alone."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--host", default="127.0.0.1", help="adresse d'écoute / address to bind"
        )
        parser.add_argument("--port", type=int, default=8001, help="port / port")

    def handle(self, *args: Any, host: str, port: int, **options: Any) -> None:
        refuse_taken(host, port)
        if not (place.folder() / place.NAME).exists():
            self.stderr.write(f"Rien n'est encore publié dans {place.folder()}.")
        uvicorn.run(
            "ecm.public.asgi:application",
            host=host,
            port=port,
            ws="none",
            lifespan="off",
            backlog=1024,
            timeout_keep_alive=KEEP_ALIVE,
            proxy_headers=False,
            server_header=False,
            access_log=False,
            log_config=None,
        )
