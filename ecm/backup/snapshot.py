"""One moment of the database, read while the council goes on, and its copy at that moment."""

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import IO, Any, Protocol

from django.db import connection, transaction

from ecm.backup.archive import PART
from ecm.backup.programs import last_line, program, variables
from ecm.backup.refusals import Refused
from ecm.files.confinement import scratch


class Moment(Protocol):
    """A moment of the database; queries of this thread see it until it is left."""

    @property
    def engine(self) -> str: ...

    @property
    def server(self) -> int:
        """The major version of the server; 0 when there is none."""

    def copy(self) -> Iterator[bytes]:
        """Yield the copy of the database, in parts."""


def moment() -> AbstractContextManager[Moment]:
    """Keep the database as it is now, for this thread alone; nobody else waits."""
    return _of_postgresql() if connection.vendor == "postgresql" else _of_sqlite()


@dataclass(frozen=True)
class _Sqlite:
    engine: str = "sqlite"
    server: int = 0

    def copy(self) -> Iterator[bytes]:
        """Copy by SQLite's backup interface: a copy of the file alone would be torn.

        The copy lies for a while where the database does, and has lost its name before
        it is read.
        """
        import sqlite3  # the sound one, that ecm.newest_sqlite chose

        with scratch() as folder:
            path = folder / "copy.sqlite3"
            path.touch(mode=0o600)
            target = sqlite3.connect(path)
            try:
                connection.connection.backup(target)
            finally:
                target.close()
            file = path.open("rb")
        with file:
            yield from _parts(file)


@contextmanager
def _of_sqlite() -> Iterator[_Sqlite]:
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            cursor.execute(
                "SELECT count(*) FROM sqlite_master"
            )  # the moment begins here
            yield _Sqlite()
        finally:
            cursor.execute("ROLLBACK")


@dataclass(frozen=True)
class _Postgresql:
    snapshot: str
    server: int
    engine: str = "postgresql"

    def copy(self) -> Iterator[bytes]:
        """Have pg_dump read the same moment; what it says goes to nobody's disk."""
        command = [
            program("pg_dump", at_least=self.server),
            *("--format=custom", "--no-owner", "--no-privileges"),
            f"--snapshot={self.snapshot}",
        ]
        told = variables(connection.settings_dict, os.environ)
        with tempfile.TemporaryFile() as complaints:
            with subprocess.Popen(  # noqa: S603  (a program of PostgreSQL, by its path)
                command, env=told, stdout=subprocess.PIPE, stderr=complaints
            ) as dump:
                yield from _parts(_piped(dump))
            if dump.returncode:
                complaints.seek(0)
                raise Refused(f"pg_dump a échoué : {last_line(complaints.read())}")


@contextmanager
def _of_postgresql() -> Iterator[_Postgresql]:
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute("SET LOCAL idle_in_transaction_session_timeout = 0")
        cursor.execute("SELECT pg_export_snapshot()")
        yield _Postgresql(cursor.fetchone()[0], server_version())


def server_version() -> int:
    """Return the major version of the PostgreSQL server."""
    opened: Any = (
        connection  # Django's stubs know what both databases have, and no more
    )
    return int(opened.pg_version) // 10_000


def _piped(process: "subprocess.Popen[bytes]") -> IO[bytes]:
    if process.stdout is None:
        raise RuntimeError("the program was started without a pipe")
    return process.stdout


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    return iter(lambda: file.read(PART), b"")
