"""Serves the public site alone, from the published copy: it has nothing else to read."""

from argparse import ArgumentParser
from contextlib import suppress
from typing import Any

import uvicorn
from django.core.management.base import BaseCommand

from ecm.listening import add_address, door_at
from ecm.public import place

KEEP_ALIVE = 75  # seconds, longer than a proxy keeps an idle connection


class Command(BaseCommand):
    help = "Sert le site public seul. / Serve the public site alone."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address(parser, port=8001)

    def handle(
        self, *args: Any, host: str, port: int, fd: int | None, **options: Any
    ) -> None:
        door = door_at(host, port, fd)
        if not (place.folder() / place.NAME).exists():
            self.stderr.write(f"Rien n'est encore publié dans {place.folder()}.")
        config = uvicorn.Config(
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
        with suppress(KeyboardInterrupt):
            uvicorn.Server(config).run(sockets=[door] if door else None)
