"""What holds of meetings on SQLite holds on PostgreSQL."""

from pathlib import Path

from tests.postgresql.repeat import repeat
from tests.stack import Stacks


def test_the_tests_of_meetings_pass(stacks: Stacks, tmp_path: Path) -> None:
    repeat(stacks, tmp_path, "meetings")
