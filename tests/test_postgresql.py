"""What holds on SQLite holds on PostgreSQL: the same tests of rows, run there."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.stack import Stacks, clean_environment

TESTS = Path(__file__).resolve().parent
# The folders whose tests touch rows; live and end-to-end tests run on both stacks.
OF_ROWS = (
    *("people", "journal", "worker", "files", "notices", "calendar"),
    *("dossiers", "meetings", "publication", "archive"),
)


def test_the_tests_of_rows_pass_on_postgresql(stacks: Stacks, tmp_path: Path) -> None:
    missing = stacks.missing("full")
    if missing:
        pytest.skip(f"not installed: {missing}")
    folders = [str(TESTS / name) for name in OF_ROWS if (TESTS / name).is_dir()]
    environment = clean_environment() | {
        "DATABASE_URL": stacks.postgres_server().create("rows"),
        "ECM_DATA": str(tmp_path / "data"),
        "EVIDENCE": str(tmp_path / "failures"),
    }

    assert folders
    done = subprocess.run(
        [sys.executable, "-m", "pytest", *folders],
        cwd=TESTS.parent,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-4000:] + done.stderr[-2000:]
