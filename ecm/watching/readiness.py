"""Whether this process may be sent tablets: what it needs, asked with a time limit.

An answer says « ok » or « failed » and nothing else: no address, no error's words.
"""

import os
import tempfile
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ecm.watching.patience import PATIENCE, Asked
from ecm.worker.models import Beat, Tick

SILENCE = 150.0  # seconds without a sign after which nobody does the background work

# What this process can do nothing without; the council goes on without the others.
NEEDED = ("database", "migrations", "folder")


def database_answers() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone() == (1,))


def migrations_are_applied() -> bool:
    return _known_migrations() <= set(
        MigrationRecorder(connection).applied_migrations()
    )


@lru_cache
def _known_migrations() -> frozenset[tuple[str, str]]:
    """Return the migrations of this program; they do not change while it runs."""
    return frozenset(MigrationLoader(None).graph.nodes)


def folder_is_writable() -> bool:
    """Write and remove a small file where the application keeps its own and its pieces."""
    places = {Path(settings.DATA), Path(settings.MEDIA_ROOT)}
    for place in places:
        if place.is_dir():
            with tempfile.TemporaryFile(dir=place) as file:
                file.write(b"ecm")
                file.flush()
                os.fsync(file.fileno())
    return Path(settings.DATA).is_dir()


def redis_answers() -> bool:
    """Ask every Redis: one that is away is told, though the others carry the council."""
    for relay in settings.RELAYS:
        with relay.client(seconds=PATIENCE) as line:
            line.ping()
    return True


@dataclass
class Signs:
    """The last sign of life of the workers, and when it changed by our own clock."""

    seen: object = None
    since: float = 0.0

    def are_fresh(self) -> bool:
        tick = Tick.objects.filter(pk=1).values_list("at", flat=True).first()
        sign = tick, sorted(Beat.objects.values_list("worker_id", "count"))
        now = time.monotonic()
        if self.seen is None and tick:
            # At the first look the machine's clock alone can tell how old the sign is.
            age = abs((timezone.now() - tick).total_seconds())
            self.seen, self.since = sign, now - age
        elif sign != self.seen:
            self.seen, self.since = sign, now
        return tick is not None and now - self.since < SILENCE


CHECKS: dict[str, Asked[bool]] = {
    "database": Asked(database_answers),
    "migrations": Asked(migrations_are_applied),
    "folder": Asked(folder_is_writable),
    "redis": Asked(redis_answers),
    "worker": Asked(Signs().are_fresh),
}


def findings() -> dict[str, bool]:
    """Return what was found of each check that concerns this installation."""
    return {name: bool(check()) for name, check in CHECKS.items() if _concerns(name)}


def _concerns(name: str) -> bool:
    if name == "redis":
        return bool(settings.REDIS_URL)
    if name == "worker":
        return bool(settings.WORKER == "process")
    return True


def is_ready(found: dict[str, bool]) -> bool:
    """Tell whether a process may be sent tablets, whatever else is missing."""
    return all(found[name] for name in NEEDED)
