"""What every test may use: private servers, real browsers, and how a run reports."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings
from pytest_asyncio import is_async_test

pytest_plugins = ["tests.progress", "tests.stack", "tests.browser"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Give all asynchronous tests the one event loop that the browser lives in."""
    for item in items:
        if is_async_test(item):
            item.add_marker(pytest.mark.asyncio(loop_scope="session"), append=False)


@pytest.fixture(scope="session", autouse=True)
def private_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What the application writes during the tests stays out of the clone."""
    folder = tmp_path_factory.mktemp("data")
    with override_settings(DATA=folder, MEDIA_ROOT=folder / "files"):
        yield folder
