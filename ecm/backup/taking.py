"""Takes a backup: one moment of the database, then the files, in one encrypted file."""

import json
import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import datetime
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from ecm.backup import contents, reading, shelf
from ecm.backup.archive import HEADER, Pen
from ecm.backup.envelope import wrap
from ecm.backup.keys import fingerprint
from ecm.backup.snapshot import Moment, moment

FORMAT = 1
STAMP = "backup.json"


@dataclass(frozen=True)
class Taken:
    """A backup on its shelf; `faults` says in French what was wrong before it was taken."""

    path: Path
    at: datetime
    size: int
    sha256: str
    files: int
    entries: int
    faults: tuple[str, ...]
    gone: tuple[Path, ...] = ()


class _Taking:
    """The blocks of one backup, made as they are asked for, and what they were."""

    def __init__(self, at: datetime) -> None:
        self._at = at
        self._pen = Pen()
        self._named: set[str] = set()
        self.manifest: dict[str, Any] = {}
        self.faults: list[str] = []

    def blocks(self) -> Iterator[bytes]:
        with contents.published() as copy:
            yield from self._of_the_moment()
            yield from contents.of_the_public_site(self._pen, copy)
        yield from contents.of_the_keys(self._pen)
        # After the database: a file is in the store before a row names it.
        yield from contents.of_the_store(self._pen)
        self.faults = contents.faults(self._pen, self._named)
        yield from self._pen.end(self.manifest | {"faults": self.faults})

    def _of_the_moment(self) -> Iterator[bytes]:
        with moment() as now:
            yield from self._pen.document(HEADER, self._header(now))
            for number, part in enumerate(now.copy()):
                yield from self._pen.whole(f"base/{number:06d}", part)
            # Some are missing where the program was updated, and not yet its database.
            tables = set(connection.introspection.table_names())
            streams = reading.tables_of_streams() & tables
            self.manifest = {
                "counts": reading.counts(_ask, reading.tables_of_rows() & tables),
                "heads": reading.heads(_ask, streams),
            }
            self._named = reading.files_named(_ask, tables)

    def _header(self, now: Moment) -> dict[str, Any]:
        applied = MigrationRecorder(connection).applied_migrations()
        return {
            "format": FORMAT,
            "version": metadata.version("ecm"),
            "at": self._at.isoformat(timespec="seconds"),
            "engine": now.engine,
            "server": now.server,
            "migrations": sorted(f"{app}.{name}" for app, name in applied),
            "key": fingerprint(),
        }

    @property
    def files(self) -> int:
        return sum(name.startswith("files/") for name in self._pen.digests)


def take(
    folder: Path, recipients: Sequence[Any] | None, *, keep: int | None = None
) -> Taken:
    """Write a backup into a folder, for who holds the private keys of `recipients`.

    None encrypts nothing. Raises Refused, or OSError for a full disk: then nothing is left.
    """
    at = timezone.now()
    taking = _Taking(at)
    with shelf.being_written(folder) as (part, file):
        wrap(taking.blocks(), file, recipients)
        name = shelf.name_of(
            at, is_plain=recipients is None, is_faulty=bool(taking.faults)
        )
        path = shelf.put_in_place(part, file, name)
    gone = () if keep is None or taking.faults else shelf.take_away(folder, keep=keep)
    taken = Taken(
        path=path,
        at=at,
        size=path.stat().st_size,
        sha256=contents.digest_of(path),
        files=taking.files,
        entries=taking.manifest["counts"].get("journal_entry", 0),
        faults=tuple(taking.faults),
        gone=tuple(gone),
    )
    _stamp(taken)
    return taken


def _stamp(taken: Taken) -> None:
    """Keep in the installation when it was last saved: `ecm doctor` reads it."""
    words = asdict(taken) | {"gone": [str(path) for path in taken.gone]}
    new = settings.DATA / f".{STAMP}.{os.getpid()}"
    new.write_text(json.dumps(words, default=str), encoding="utf-8")
    new.replace(settings.DATA / STAMP)


def last_taken() -> dict[str, Any] | None:
    """Return what the last backup left in the installation, if one was ever taken."""
    with suppress(OSError, ValueError):
        found = json.loads((settings.DATA / STAMP).read_text(encoding="utf-8"))
        return found if isinstance(found, dict) else None
    return None


def _ask(query: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(query)
        return list(cursor.fetchall())
