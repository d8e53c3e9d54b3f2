"""Every page of the application opens on PostgreSQL as on SQLite."""

from pathlib import Path

from tests.postgresql.repeat import repeat
from tests.stack import Stacks


def test_every_page_opens(stacks: Stacks, tmp_path: Path) -> None:
    repeat(stacks, tmp_path, "postgresql/pages")
