"""The database: settings with which it would lose what it acknowledged."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import connection

from ecm.doctor.findings import Finding, doubt, fault, size, well

OLDEST_POSTGRESQL = 14
# Before it a database in WAL mode can be corrupted (sqlite.org/wal.html#walresetbug).
SOUND_SQLITE = (3, 51, 3)
FULL = 2
CONNECTIONS = 12  # of each web process, at most
# Where a commit is told only once it is on this server's disk.
ON_THE_DISK = {"on", "local", "remote_write", "remote_apply"}
_SAFE_LINES = {"require", "verify-ca", "verify-full"}
_ASKED = (
    *("fsync", "full_page_writes", "synchronous_commit", "data_checksums"),
    *("max_connections", "server_encoding", "server_version_num"),
)


def examine() -> Iterator[Finding]:
    """Ask the database itself, on the connection that the application has."""
    connection.ensure_connection()
    if connection.vendor == "postgresql":
        yield from of_postgresql(_postgresql_settings())
        yield of_the_line(connection.settings_dict)
    else:
        yield from of_sqlite(*_sqlite_settings(), version=sqlite3.sqlite_version_info)


def of_postgresql(told: Mapping[str, str]) -> Iterator[Finding]:
    """Judge the settings of a PostgreSQL server, as pg_settings tells them."""
    number = int(told["server_version_num"]) // 10_000
    if number < OLDEST_POSTGRESQL:
        yield fault(
            "database.version",
            f"PostgreSQL {number} n'est plus pris en charge.",
            f"Passez à PostgreSQL {OLDEST_POSTGRESQL} ou plus récent.",
        )
    else:
        yield well("database.version", f"PostgreSQL {number}.")
    yield _durability(told)
    if told["server_encoding"] != "UTF8":
        yield fault(
            "database.encoding",
            f"La base est en {told['server_encoding']} : des noms s'y perdraient.",
            "Recréez-la : createdb --encoding=UTF8 --template=template0.",
        )
    if told["data_checksums"] == "off":
        yield doubt(
            "database.checksums",
            "PostgreSQL ne contrôle pas ses pages : un disque qui s'abîme ne se voit pas.",
            "Serveur arrêté : pg_checksums --enable.",
        )
    if int(told["max_connections"]) < 2 * CONNECTIONS:
        yield doubt(
            "database.connections",
            f"max_connections vaut {told['max_connections']}.",
            f"Il en faut {CONNECTIONS} par processus web, et quelques autres.",
        )


def _durability(told: Mapping[str, str]) -> Finding:
    wrong = [n for n in ("fsync", "full_page_writes") if told[n] != "on"]
    if told["synchronous_commit"] not in ON_THE_DISK:
        wrong.append("synchronous_commit")
    if not wrong:
        return well("database.durability", "Un acte acquitté est sur le disque.")
    return fault(
        "database.durability",
        f"Une coupure de courant perdrait des actes acquittés : {', '.join(wrong)} = off.",
        "Remettez-les à on dans postgresql.conf, pour la base et pour le compte, puis"
        " relancez PostgreSQL.",
    )


def of_the_line(database: Mapping[str, Any]) -> Finding:
    """Judge the way to the server: in clear beyond this machine, it may be listened to."""
    host = str(database.get("HOST") or "")
    mode = (database.get("OPTIONS") or {}).get("sslmode", "")
    is_here = host in ("", "localhost", "127.0.0.1", "::1") or host.startswith("/")
    if is_here or mode in _SAFE_LINES:
        return well("database.line", "La liaison avec la base ne s'écoute pas.")
    return doubt(
        "database.line",
        f"Rien n'impose TLS jusqu'à {host}.",
        "Ajoutez ?sslmode=verify-full à DATABASE_URL.",
    )


def of_sqlite(
    mode: str, synchronous: int, *, version: tuple[int, int, int]
) -> Iterator[Finding]:
    """Judge a SQLite database and the library that opens it."""
    said = ".".join(map(str, version))
    if version < SOUND_SQLITE and mode == "wal":
        yield fault(
            "database.version",
            f"SQLite {said} peut corrompre une base en mode WAL.",
            "Installez pysqlite3, ou SQLite 3.51.3 ou plus récent.",
        )
    else:
        yield well("database.version", f"SQLite {said}.")
    if mode not in ("wal", "memory"):
        yield doubt(
            "database.journal",
            f"La base est en mode {mode} : qui lit attend qui écrit.",
            "Retirez ce qui change PRAGMA journal_mode : ecm/settings.py met WAL.",
        )
    if synchronous < FULL:
        yield fault(
            "database.durability",
            "Une coupure de courant perdrait des actes acquittés : synchronous n'est pas"
            " FULL.",
            "Retirez ce qui change PRAGMA synchronous : ecm/settings.py met FULL.",
        )
    else:
        yield well("database.durability", "Un acte acquitté est sur le disque.")


def of_size() -> Finding:
    """Say how much a PostgreSQL database holds; its disk is the server's to watch."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        held = size(cursor.fetchone()[0])
    return well("database.size", f"La base occupe {held} sur son serveur.")


def _postgresql_settings() -> dict[str, str]:
    with connection.cursor() as cursor:
        query = "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)"
        cursor.execute(query, [list(_ASKED)])
        return dict(cursor.fetchall())


def _sqlite_settings() -> tuple[str, int]:
    with connection.cursor() as cursor:
        mode = cursor.execute("PRAGMA journal_mode").fetchone()[0]
        return mode, cursor.execute("PRAGMA synchronous").fetchone()[0]
