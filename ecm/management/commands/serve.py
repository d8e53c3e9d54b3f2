"""Serves the application, under the limits that a live council needs."""

import gc
import logging
import os
import sys
from argparse import ArgumentParser
from importlib import import_module
from typing import Any, NoReturn

from django.conf import settings
from django.core.management.base import BaseCommand

from ecm.jumps import jumps
from ecm.listening import add_address, door_at
from ecm.rehearsal.folders import sweep
from ecm.worker.embedded import embedded

SERVERS = {
    "uvicorn": "live.servers.on_uvicorn",
    "daphne": "live.servers.on_daphne",
}
# A change makes many objects and few cycles: by default each frame to a full room would set
# off collections that look at every tablet's.
RARELY = (50_000, 20, 50)


class Command(BaseCommand):
    help = "Sert l'application. / Serve the application."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_address(parser, port=8000)
        parser.add_argument(
            "--server",
            choices=SERVERS,
            default=settings.SERVER,
            help="serveur ASGI / ASGI server",
        )

    def handle(
        self,
        *args: Any,
        host: str,
        port: int,
        fd: int | None,
        server: str,
        **options: Any,
    ) -> None:
        sweep(settings.DATA)
        serve(host, port, server, fd)


def serve(host: str, port: int, server: str = "", fd: int | None = None) -> None:
    """Listen until SIGTERM or SIGINT, then end the process.

    A socket that is handed open, as descriptor `fd` or by systemd, is listened on instead
    of the address. Raises CommandError when the port is taken.
    """
    door = door_at(host, port, fd)
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise looks there
    module = import_module(SERVERS[server or settings.SERVER])
    import_module("ecm.asgi")
    # What a process starts with stays to its end: no collection looks at it again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*RARELY)
    jumps.watch()
    try:
        with embedded():
            module.listen(host, port, door)
    except SystemExit as stopped:
        if stopped.code:
            raise
    _leave()


def _leave() -> NoReturn:
    """End at once: an act that was under way waits for a loop that turns no more.

    Its thread never ends, and Python would wait for it; it was confirmed to nobody.
    """
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)
