"""What every test may use: private servers, real browsers, and how a run reports."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.test import override_settings

from ecm.public import place
from live import drawn, render

pytest_plugins = [
    "tests.spreading",
    "tests.progress",
    "tests.stack",
    "tests.database",
    "tests.browser",
    "tests.keeping",
    "tests.cast",
    "tests.preparation",
]


@pytest.fixture(scope="session", autouse=True)
def private_folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """What the application writes during the tests stays out of the clone."""
    folder = tmp_path_factory.mktemp("data")
    with override_settings(
        DATA=folder,
        MEDIA_ROOT=folder / "files",
        # Each client of a test would list every static file anew: 80 ms a request.
        WHITENOISE_AUTOREFRESH=True,
        # 100 ms for each password kept or tried; tests/people holds the product's own.
        PASSWORD_HASHERS=["tests.passwords.QuickArgon2"],
    ):
        yield folder


@pytest.fixture(autouse=True)
def nothing_published_before(private_folder: Path) -> Iterator[None]:
    """What one test publishes is in no other test's copy."""
    yield
    published = private_folder / "public"
    if published.exists():
        shutil.rmtree(published)
    assert not published.exists()
    folder = place.folder()
    assert folder == published, "the settings of this test outlive it"


@pytest.fixture
def what_is_kept_is_what_would_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every fragment that a test has drawn is compared with one drawn without memory.

    The memory itself is left from test to test: it holds other councils with the same ids.
    """
    bare = SimpleNamespace(DEBUG=True)

    def compared(template: str, context: dict[str, Any]) -> str:
        found = drawn.draw(template, context)
        with monkeypatch.context() as patched:
            patched.setattr(drawn, "settings", bare)
            afresh = drawn.draw(template, context)
        assert found == afresh, template
        return found

    monkeypatch.setattr(render, "draw", compared)
