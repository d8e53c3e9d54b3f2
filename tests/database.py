"""The database of each worker: what the migrations made once for the run, laid in memory."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from django.db.backends.sqlite3 import creation

from tests.stack import Stacks


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, request: pytest.FixtureRequest
) -> Iterator[None]:
    """Give the worker a copy instead of the migrations, which take ten seconds."""
    if connection.vendor != "sqlite" or request.config.getvalue("create_db"):
        yield
        return
    stacks: Stacks = request.getfixturevalue("stacks")
    with filled_from(stacks.migrated()):
        yield


@contextmanager
def filled_from(file: Path) -> Iterator[None]:
    """Have Django's test database be made as a copy of this file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(creation.DatabaseCreation, "create_test_db", copy_of(file))
        yield


def copy_of(file: Path) -> Any:
    """Return what makes the test database, as Django's `create_test_db` does."""

    def create_test_db(self: creation.DatabaseCreation, **_options: Any) -> str:
        name = self._get_test_db_name()
        self.connection.close()
        settings.DATABASES[self.connection.alias]["NAME"] = name
        self.connection.settings_dict["NAME"] = name
        self.connection.ensure_connection()
        source = self.connection.Database.connect(f"file:{file}?mode=ro", uri=True)
        with closing(source):
            source.backup(self.connection.connection)
        return name

    return create_test_db
