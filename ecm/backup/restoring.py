"""Gives a backup back: read, checked, migrated and verified aside, and only then put in place."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db.migrations.loader import MigrationLoader

from ecm.backup import contents, reading
from ecm.backup.archive import HEADER, Unpacking
from ecm.backup.envelope import opened
from ecm.backup.keys import fingerprint
from ecm.backup.places import (
    DATABASE,
    Place,
    connected,
    refuse_occupied,
    rows,
    settle,
)
from ecm.backup.programs import last_line, program, variables
from ecm.backup.refusals import Broken, Refused
from ecm.backup.taking import FORMAT

DUMP = "base.dump"
# The last line of `ecm verify`; each before it is a fault.
_COUNTED = re.compile(r"\d+ entrées vérifiées")
OTHER_KEY = (
    "Cette installation n'a pas la SECRET_KEY de celle qui a été sauvegardée, et aucune"
    " sauvegarde ne la contient. Remettez d'abord la clé d'origine (SECRET_KEY ou"
    " SECRET_KEY_FILE). Si elle est perdue, --autre-cle restaure sans elle : chacun se"
    " reconnecte, ce qu'une tablette gardait sans l'avoir envoyé ne se lit plus, les liens"
    " de désabonnement de la presse ne valent plus."
)


@dataclass(frozen=True)
class Restored:
    """What came back; `faults` says in French what the verification found."""

    at: str
    files: int
    entries: int
    streams: int
    faults: tuple[str, ...]


def restore(
    source: Path,
    identities: Sequence[Any],
    here: Place,
    *,
    verify_only: bool = False,
    accept_other_key: bool = False,
) -> Restored:
    """Give a backup back to a place that holds nothing; return what came back.

    With `verify_only` all is done but put in place. Raises Refused, and then nothing of a
    backup is left: only a database server keeps what it was given before a verification.
    """
    if not verify_only or not here.is_on_sqlite:
        refuse_occupied(here, database_only=verify_only)
    with _aside(here.folder) as folder:
        unpacking = Unpacking(folder, DATABASE if here.is_on_sqlite else DUMP)
        with opened(source, identities) as stream:
            for name in unpacking.members(stream):
                if name == HEADER:
                    _refuse_unfit(unpacking.header, here, accept_other_key)
        staged = _staged(folder, here, unpacking)
        _refuse_different(staged, unpacking.manifest)
        _call("migrate", "--verbosity=0", staged=folder, here=staged)
        faults = _faults(folder, staged, unpacking.manifest)
        if not verify_only:
            settle(folder, here)
    return _restored(unpacking, faults)


@contextmanager
def _aside(folder: Path) -> Iterator[Path]:
    """Make a folder beside what will be restored; all that stays in it goes away."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = Path(tempfile.mkdtemp(prefix=".restauration-", dir=folder))
    except OSError as error:
        raise Refused(f"{folder} : {error.strerror}.") from error
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def _refuse_unfit(header: Mapping[str, Any], here: Place, accept_other: bool) -> None:
    """Raise Refused for a backup that this installation cannot take, in words."""
    try:
        number, applied = int(header["format"]), set(header["migrations"])
        version, engine, key = header["version"], header["engine"], header["key"]
    except (KeyError, TypeError, ValueError) as error:
        raise Broken(HEADER) from error
    unknown = applied - _known_migrations()
    if number > FORMAT or unknown:
        raise Refused(
            f"Cette sauvegarde vient d'une version plus récente d'e-CM ({version})."
            " Installez au moins celle-là, puis restaurez."
            + (f" Inconnu ici : {min(unknown)}." if unknown else "")
        )
    if engine != here.engine:
        raise Refused(
            f"Cette sauvegarde est celle d'une base {engine}, et celle-ci est"
            f" {here.engine} : une sauvegarde revient dans une base de même espèce."
        )
    if key != fingerprint() and not accept_other:
        raise Refused(OTHER_KEY)


def _known_migrations() -> set[str]:
    disk = MigrationLoader(None).disk_migrations
    known = {f"{app}.{name}" for app, name in disk}
    for migration in disk.values():
        known |= {f"{app}.{name}" for app, name in migration.replaces}
    return known


def _staged(folder: Path, here: Place, unpacking: Unpacking) -> Place:
    """Return the restored database where it is verified: aside, or on its server."""
    if here.is_on_sqlite:
        path = folder / DATABASE
        url = f"sqlite:///{path}"
        staged = replace(here, database={**here.database, "NAME": str(path)}, url=url)
        with closing(connected(staged)) as database:
            if next(iter(rows(database, "PRAGMA integrity_check")))[0] != "ok":
                raise Broken("la base")
        return staged
    _pg_restore(folder / DUMP, here, int(unpacking.header["server"]))
    return here


def _pg_restore(dump: Path, here: Place, version: int) -> None:
    command = [
        program("pg_restore", at_least=version),
        *("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"),
        f"--dbname={here.database['NAME']}",
        str(dump),
    ]
    done = subprocess.run(  # noqa: S603  (a program of PostgreSQL, by its path)
        command,
        env=variables(here.database, os.environ),
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise Refused(f"pg_restore a échoué : {last_line(done.stderr)}")


def _refuse_different(staged: Place, manifest: Mapping[str, Any]) -> None:
    """Raise Refused unless rows and heads are those of the moment of the backup."""
    with closing(connected(staged)) as database:

        def ask(query: str) -> Any:
            return rows(database, query)

        counts = reading.counts(ask, manifest["counts"])
        heads = reading.heads(ask, manifest["heads"])
    different = {t for t, n in counts.items() if n != manifest["counts"][t]}
    different |= {t for t, h in heads.items() if h != manifest["heads"][t]}
    if different:
        raise Refused(
            "La base restaurée n'est pas celle qui a été sauvegardée :"
            f" {', '.join(sorted(different))}. Ne vous en servez pas."
        )


def _faults(folder: Path, staged: Place, manifest: Mapping[str, Any]) -> list[str]:
    """Return what `ecm verify` finds in what was restored, and the files that are wrong."""
    said = _call("verify", staged=folder, here=staged, may_fail=True)
    lines = said.stdout.splitlines()
    if not lines or not _COUNTED.match(lines[-1]):
        raise Refused(
            f"La vérification n'a pas abouti : {last_line(said.stderr.encode())}"
        )
    return [*lines[:-1], *manifest.get("faults", [])]


def _call(
    *words: str, staged: Path, here: Place, may_fail: bool = False
) -> "subprocess.CompletedProcess[str]":
    """Run a command of ours on what is aside: other settings are another process."""
    done = subprocess.run(  # noqa: S603  (our own command)
        [sys.executable, "-m", "ecm", *words],
        env=_environment(staged, here),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and not may_fail:
        raise Refused(f"ecm {words[0]} a échoué : {last_line(done.stderr.encode())}")
    return done


def _environment(staged: Path, here: Place) -> dict[str, str]:
    left = {"ECM_PUBLIC_DATA", "ECM_DATA"}
    if here.url:
        left |= {"DATABASE_URL", "DATABASE_URL_FILE"}
    kept = {name: value for name, value in os.environ.items() if name not in left}
    told = {"ECM_DATA": str(staged), "DJANGO_SETTINGS_MODULE": "ecm.settings"}
    return kept | told | ({"DATABASE_URL": here.url} if here.url else {})


def _restored(unpacking: Unpacking, faults: list[str]) -> Restored:
    heads, counts = unpacking.manifest["heads"], unpacking.manifest["counts"]
    taken = unpacking.manifest["members"]
    changed = [
        f"{name} n'a plus son contenu d'origine"
        for name, digest in taken.items()
        if contents.is_changed(name.removeprefix("files/"), digest)
    ]
    return Restored(
        at=str(unpacking.header["at"]),
        files=sum(name.startswith("files/") for name in taken),
        entries=counts.get("journal_entry", 0),
        streams=sum(len(kept) for kept in heads.values()),
        faults=tuple(dict.fromkeys([*faults, *changed])),
    )
