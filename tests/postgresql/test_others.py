"""What holds of all other rows on SQLite holds on PostgreSQL; live and e2e run on both."""

from pathlib import Path

from tests.postgresql.repeat import repeat
from tests.stack import Stacks

COUNCILS = ("followup", "records", "publication", "archive", "calendar", "rehearsal")
OF_ALL = ("people", "journal", "worker", "files", "notices", "doctor")


def test_the_tests_of_what_follows_a_council_pass(
    stacks: Stacks, tmp_path: Path
) -> None:
    repeat(stacks, tmp_path, *COUNCILS)


def test_the_tests_of_what_all_parts_share_pass(stacks: Stacks, tmp_path: Path) -> None:
    repeat(stacks, tmp_path, *OF_ALL)
