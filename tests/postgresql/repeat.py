"""Runs tests of rows again on PostgreSQL, in a database that the migrations made there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.stack import Stacks, clean_environment

TESTS = Path(__file__).resolve().parent.parent


def repeat(stacks: Stacks, tmp_path: Path, *folders: str) -> None:
    """Fail unless every test of rows of these folders passes; no PostgreSQL: skip."""
    missing = stacks.missing("full")
    if missing:
        pytest.skip(f"not installed: {missing}")
    assert all((TESTS / name).is_dir() for name in folders)
    stacks.database("test_rows")

    done = subprocess.run(
        # --reuse-db: it is there already, and goes away with its server.
        [
            *(sys.executable, "-m", "pytest", "-p", "tests.postgresql.of_rows"),
            *("--reuse-db", *(TESTS / name for name in folders)),
        ],
        cwd=TESTS.parent,
        env=clean_environment()
        | {
            "DATABASE_URL": stacks.postgres_server().url("rows"),
            "ECM_DATA": str(tmp_path / "data"),
            "EVIDENCE": str(tmp_path / "failures"),
        },
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
