"""What the tests of faults share: the full stack, started for one file."""

from collections.abc import Iterator

import pytest

from tests.stack import COUNCIL, Stack, Stacks


@pytest.fixture(scope="module")
def full(stacks: Stacks) -> Iterator[Stack]:
    """The stack of two processes, with PostgreSQL, and Redis between them."""
    missing = stacks.missing("full")
    if missing:
        pytest.skip(f"not installed: {missing}")
    opened = stacks.open("full", COUNCIL)
    yield opened
    opened.stop()
