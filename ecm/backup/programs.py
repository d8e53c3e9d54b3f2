"""PostgreSQL's own programs, found on this machine and told where the database is."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from ecm.backup.refusals import Refused

OF_DEBIAN = "/usr/lib/postgresql"
# What a database address may ask of libpq, and the variable that says it to a program.
_OPTIONS = {
    **{n: f"PG{n.upper()}" for n in ("sslmode", "sslrootcert", "sslcert", "sslkey")},
    "options": "PGOPTIONS",
    "service": "PGSERVICE",
    "passfile": "PGPASSFILE",
    "connect_timeout": "PGCONNECT_TIMEOUT",
}
_WHERE = {"HOST": "PGHOST", "PORT": "PGPORT", "USER": "PGUSER", "NAME": "PGDATABASE"}


def program(name: str, *, at_least: int) -> str:
    """Return a program of PostgreSQL that can serve a server of that major version.

    Raises Refused, with the package to install.
    """
    known = [(path, version_of(path)) for path in _candidates(name)]
    for path, version in known:
        if version >= at_least:
            return path
    if not known:
        raise Refused(
            f"{name} n'est pas installé : apt-get install postgresql-client-{at_least}."
        )
    newest = max(version for _, version in known)
    raise Refused(
        f"{name} {newest} est plus ancien que PostgreSQL {at_least} :"
        f" apt-get install postgresql-client-{at_least}."
    )


def _candidates(name: str) -> Iterator[str]:
    on_path = shutil.which(name)
    if on_path:
        yield on_path
    yield from (str(path) for path in Path(OF_DEBIAN).glob(f"*/bin/{name}"))


def version_of(path: str) -> int:
    """Return the major version that a program says it has; 0 when it says none."""
    try:
        done = subprocess.run(  # noqa: S603  (a program of PostgreSQL, by its path)
            [path, "--version"], capture_output=True, text=True, check=False, timeout=20
        )
    except (OSError, subprocess.TimeoutExpired):
        return 0
    found = re.search(r"\(PostgreSQL\) (\d+)", done.stdout)
    return int(found[1]) if found else 0


def variables(database: Mapping[str, Any], around: Mapping[str, str]) -> dict[str, str]:
    """Return an environment that leads libpq to a database of Django's settings.

    A command line is shown to everybody on the machine: no password is on it.
    """
    kept = {name: value for name, value in around.items() if not name.startswith("PG")}
    told = {_WHERE[name]: str(database.get(name) or "") for name in _WHERE}
    told["PGPASSWORD"] = str(database.get("PASSWORD") or "")
    options = database.get("OPTIONS") or {}
    told |= {_OPTIONS[n]: str(options[n]) for n in _OPTIONS if options.get(n)}
    return kept | {name: value for name, value in told.items() if value}


def last_line(said: bytes) -> str:
    """Return the end of what a program complained of."""
    lines = said.decode(errors="replace").strip().splitlines()
    return lines[-1] if lines else "sans explication"
