"""Runs the benchmark of the lists on databases of its own, one after the other."""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import PostgresServer

DATABASES = {
    "sqlite": ["sqlite"],
    "postgresql": ["postgresql"],
    "both": ["sqlite", "postgresql"],
}


def main() -> int:
    """Run the benchmark once on each database; return the worst exit status."""
    asked = _arguments()
    return max(_run(kind, asked.files, asked.rounds) for kind in DATABASES[asked.on])


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks dossiers",
        description="The pages of lists with 10,000 dossiers.",
    )
    parser.add_argument("--on", choices=DATABASES, default="sqlite")
    parser.add_argument("--files", type=int, default=10_000, help="how many dossiers")
    parser.add_argument("--rounds", type=int, default=100, help="times for each page")
    return parser.parse_args()


def _run(kind: str, files: int, rounds: int) -> int:
    with tempfile.TemporaryDirectory(prefix="ecm-benchmark-") as folder:
        os.chmod(folder, 0o755)  # PostgreSQL runs under an account of its own
        with _database(kind, Path(folder)) as url:
            command = [sys.executable, "-m", "benchmarks.dossiers"]
            environment = _clean() | {
                "ECM_DATA": f"{folder}/data",
                "DATABASE_URL": url,
            }
            sizes = [str(files), str(rounds)]
            done = subprocess.run(command + sizes, env=environment, check=False)
    return done.returncode


@contextmanager
def _database(kind: str, folder: Path) -> Iterator[str]:
    """Give the address of a database of our own, gone at the end."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/benchmark.sqlite3"
        return
    place = folder / "postgresql"
    place.mkdir(mode=0o755)
    server = PostgresServer(place).start()
    try:
        yield server.create("benchmark")
    finally:
        server.stop()


def _clean() -> dict[str, str]:
    """Return the environment less all that could choose another database or folder."""
    chosen = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "SECRET_KEY_FILE"}
    return {
        name: value
        for name, value in os.environ.items()
        if name not in chosen and not name.startswith(("ECM_", "DJANGO_"))
    } | {"DJANGO_SETTINGS_MODULE": "ecm.settings"}
