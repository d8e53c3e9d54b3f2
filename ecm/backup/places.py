"""Where a backup is given back: an installation that holds nothing, or a folder that is told."""

import os
import shutil
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import environ
from django.conf import settings
from django.db import connection

from ecm.backup.refusals import Refused
from ecm.public import place

DATABASE = "ecm.sqlite3"
_TABLES = (
    "SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace"
    " WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f') AND n.nspname NOT LIKE 'pg\\_%'"
    " AND n.nspname <> 'information_schema'"
)


@dataclass(frozen=True)
class Place:
    """An installation: its folders and its database, as Django's settings tell it."""

    folder: Path
    files: Path
    public: Path
    database: Mapping[str, Any]
    url: str = ""

    @property
    def engine(self) -> str:
        return "sqlite" if self.is_on_sqlite else "postgresql"

    @property
    def is_on_sqlite(self) -> bool:
        return str(self.database["ENGINE"]).endswith("sqlite3")

    @property
    def database_file(self) -> Path:
        return Path(str(self.database["NAME"]))


def this_installation(*, url: str = "") -> Place:
    """Return the installation that the settings describe, perhaps with another database."""
    return Place(
        folder=settings.DATA,
        files=Path(settings.MEDIA_ROOT),
        public=place.folder(),
        database=_database(url) if url else connection.settings_dict,
        url=url,
    )


def elsewhere(folder: Path, *, url: str = "") -> Place:
    """Return an installation to be, in a folder that is told."""
    folder = folder.resolve()
    url = url or f"sqlite:///{folder / DATABASE}"
    return Place(folder, folder / "files", folder / "public", _database(url), url)


def _database(url: str) -> dict[str, Any]:
    try:
        found: dict[str, Any] = environ.Env.db_url_config(url)
    except (ValueError, environ.ImproperlyConfigured) as error:
        raise Refused("--base attend postgresql://compte@machine:5432/base.") from error
    if not found.get("ENGINE") or not found.get("NAME"):
        raise Refused("--base attend postgresql://compte@machine:5432/base.")
    return found


def refuse_occupied(here: Place, *, database_only: bool = False) -> None:
    """Raise Refused when anything that a backup gives back is there already."""
    if _has_tables(here):
        raise Refused(
            f"La base {here.database['NAME']} n'est pas vide : une restauration n'écrase"
            " rien. Nommez un dossier neuf (--vers) ou une base vide (--base)."
        )
    files = (here.files, here.public / place.NAME, here.folder / "keys")
    for path in () if database_only else files:
        if path.is_file() or (path.is_dir() and any(path.iterdir())):
            raise Refused(
                f"{path} existe déjà : une restauration n'écrase rien. Déplacez-le,"
                " ou nommez un dossier neuf (--vers)."
            )


def _has_tables(here: Place) -> bool:
    if here.is_on_sqlite and not here.database_file.exists():
        return False
    query = "SELECT count(*) FROM sqlite_master" if here.is_on_sqlite else _TABLES
    with closing(connected(here)) as opened:
        return bool(next(iter(rows(opened, query)))[0])


def connected(here: Place) -> Any:
    """Open the database of a place, apart from Django's own connections. Raises Refused."""
    if here.is_on_sqlite:
        return sqlite3.connect(here.database_file)
    import psycopg

    words = {
        "host": here.database.get("HOST"),
        "port": here.database.get("PORT"),
        "user": here.database.get("USER"),
        "password": here.database.get("PASSWORD"),
        "dbname": here.database["NAME"],
    }
    options = {
        name: value
        for name, value in (here.database.get("OPTIONS") or {}).items()
        if name.startswith(("ssl", "options", "service", "passfile"))
    }
    given = {name: value for name, value in words.items() if value}
    try:
        return psycopg.connect(autocommit=True, **given, **options)
    except psycopg.Error as error:
        raise Refused(f"La base ne répond pas : {error}") from error


def rows(opened: Any, query: str) -> Iterable[Sequence[Any]]:
    """Return the rows of a query on what `connected` opened."""
    found: Iterable[Sequence[Any]] = opened.execute(query).fetchall()
    return found


def settle(staged: Path, here: Place) -> None:
    """Put what was restored in its place, the database last: until then there is none."""
    _readable_by_all(staged / "public")
    moves = [
        (staged / "files", here.files),
        (staged / "public", here.public),
        (staged / "keys", here.folder / "keys"),
    ]
    if here.is_on_sqlite:
        _in_one_file(staged / DATABASE)
        for suffix in ("", "-wal", "-shm"):  # of a database that holds nothing
            Path(f"{here.database_file}{suffix}").unlink(missing_ok=True)
        moves.append((staged / DATABASE, here.database_file))
    os.sync()
    for source, target in moves:
        if source.exists():
            _move(source, target)
    os.sync()


def _readable_by_all(folder: Path) -> None:
    """What is public may be read by the account of the public site, which is another."""
    for path in (folder, *folder.rglob("*")):
        if path.exists():
            path.chmod(0o755 if path.is_dir() else 0o644)


def _in_one_file(database: Path) -> None:
    with closing(sqlite3.connect(database)) as opened:
        opened.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _move(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if source.is_dir() and target.is_dir():
        for inner in source.iterdir():
            _move(inner, target / inner.name)
        source.rmdir()
    else:
        shutil.move(source, target)
