"""Leaves out of a run what a database cannot change: tests of no rows, and whole stacks.

A module of pages, forms or documents says `ONE_DATABASE = True`: what it does to the rows,
the tests of each rule do too, and what it reads, tests/postgresql/pages reads.
"""

import pytest

ROWS = {"db", "transactional_db", "django_db_serialized_rollback"}
STACKS = {"stack", "stacks"}  # these are on both databases wherever they run


def pytest_collection_modifyitems(
    config: pytest.Config, items: list[pytest.Function]
) -> None:
    left = [item for item in items if not is_of_rows(item)]
    config.hook.pytest_deselected(items=left)
    items[:] = [item for item in items if is_of_rows(item)]


def is_of_rows(item: pytest.Function) -> bool:
    """Tell whether the test may touch the database: all others are refused it."""
    names = set(item.fixturenames)
    is_given = item.get_closest_marker("django_db") or names & ROWS
    once = getattr(item.module, "ONE_DATABASE", False)
    return bool(is_given) and not names & STACKS and not once
