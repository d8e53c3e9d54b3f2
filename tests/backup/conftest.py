"""A small installation that was saved, and the keys of its backups."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings
from pyrage import x25519

from tests.stack import Stack, Stacks

# Given as an operator gives it: in no backup, and needed to restore one.
SECRET = "a key of the tests, which is kept elsewhere than the database"
PAPER = b"%PDF-1.7 of a council"
DIGEST = hashlib.sha256(PAPER).hexdigest()
STORED = f"files/{DIGEST[:2]}/{DIGEST}.pdf"


@dataclass(frozen=True)
class Saved:
    """An installation on SQLite, its backup under a key, and another in clear."""

    stack: Stack
    encrypted: Path
    plain: Path
    key: x25519.Identity


@pytest.fixture(scope="module")
def saved(stacks: Stacks, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Saved]:
    stack = stacks.open("sqlite", SECRET_KEY=SECRET)
    stack.stop()
    paper = stack.folder / "data" / STORED
    paper.parent.mkdir(parents=True)
    paper.write_bytes(PAPER)
    key = x25519.Identity.generate()
    shelf = tmp_path_factory.mktemp("shelf")
    words = ("backup", "--vers", str(shelf))
    encrypted = stack.manage(*words, "--pour", str(key.to_public())).strip()
    plain = stack.manage(*words, "--en-clair").strip()
    yield Saved(stack, Path(encrypted), Path(plain), key)
    stack.stop()


@pytest.fixture
def same_key(settings: LazySettings) -> None:
    """This process has the SECRET_KEY of the installation that was saved."""
    settings.SECRET_KEY = SECRET
