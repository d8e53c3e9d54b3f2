"""What a backup holds, what it says of what is wrong, and what comes back of it."""

import json
import subprocess
import tarfile
from pathlib import Path

import pytest

from ecm.backup.places import elsewhere
from ecm.backup.restoring import restore
from tests.backup.conftest import PAPER, SECRET, STORED, Saved
from tests.stack import Stacks, ecm


def test_a_plain_backup_holds_no_secret(saved: Saved) -> None:
    content = saved.plain.read_bytes()
    own = (saved.stack.folder / "data" / "secret-key").read_bytes()

    assert SECRET.encode() not in content
    assert own not in content
    with tarfile.open(saved.plain) as tar:
        assert tar.getnames()[0] == "entete.json"
        assert STORED in tar.getnames()


def test_an_encrypted_backup_shows_nothing(saved: Saved) -> None:
    content = saved.encrypted.read_bytes()

    assert PAPER not in content
    assert b"entete.json" not in content
    assert saved.encrypted.stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("same_key")
def test_a_backup_comes_back_into_a_folder_that_is_told(
    saved: Saved, tmp_path: Path
) -> None:
    restored = restore(saved.encrypted, [saved.key], elsewhere(tmp_path / "new"))

    assert (restored.files, restored.faults) == (1, ())
    assert (tmp_path / "new" / STORED).read_bytes() == PAPER
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == [
        "ecm.sqlite3",
        "files",
        "public",
    ]


@pytest.mark.usefixtures("same_key")
def test_a_trial_leaves_nothing(saved: Saved, tmp_path: Path) -> None:
    here = elsewhere(tmp_path / "new")

    restored = restore(saved.encrypted, [saved.key], here, verify_only=True)

    assert restored.files == 1
    assert list((tmp_path / "new").iterdir()) == []


@pytest.mark.usefixtures("same_key")
def test_an_older_backup_is_migrated(stacks: Stacks, tmp_path: Path) -> None:
    stack = stacks.open("sqlite", SECRET_KEY=SECRET)
    stack.stop()
    stack.manage("migrate", "--verbosity=0", "publication", "0001_initial")
    path = stack.manage("backup", "--vers", str(tmp_path), "--en-clair").strip()

    restore(Path(path), [], elsewhere(tmp_path / "new"))

    stack.environment |= {
        "ECM_DATA": str(tmp_path / "new"),
        "DATABASE_URL": f"sqlite:///{tmp_path / 'new' / 'ecm.sqlite3'}",
    }
    stack.manage("migrate", "--check")


def test_a_file_that_is_wrong_is_told_and_nothing_old_is_removed(
    stacks: Stacks, tmp_path: Path
) -> None:
    stack = stacks.open("sqlite", SECRET_KEY=SECRET)
    stack.stop()
    words = ["backup", "--vers", str(tmp_path), "--en-clair", "--garder", "1"]
    stack.manage(*words)
    harmed = stack.folder / "data" / STORED
    harmed.parent.mkdir(parents=True)
    harmed.write_bytes(PAPER + b"!")

    done = subprocess.run(
        ecm(*words),
        cwd=stack.folder,
        env=stack.environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert f"{STORED} n'a plus son contenu d'origine" in done.stderr
    names = sorted(path.name for path in tmp_path.glob("ecm-*"))
    assert [name.endswith("-defaut.tar") for name in names] == [False, True]
    stamp = json.loads((stack.folder / "data" / "backup.json").read_text())
    assert stamp["faults"]
