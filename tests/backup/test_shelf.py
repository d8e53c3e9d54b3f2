"""The folder of backups: none replaces another, the last whole one always stays."""

import os
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ecm.backup import shelf
from ecm.backup.keys import identities_in, make_identity, recipients_of
from ecm.backup.refusals import Refused

NOON = datetime(2026, 2, 5, 12, tzinfo=UTC)


def put(folder: Path, days: int, *, is_faulty: bool = False) -> Path:
    at = NOON + timedelta(days=days)
    path = folder / shelf.name_of(at, is_plain=False, is_faulty=is_faulty)
    path.write_text("saved")
    return path


def test_the_oldest_go_and_as_many_as_asked_stay(tmp_path: Path) -> None:
    paths = [put(tmp_path, day) for day in range(4)]
    other = tmp_path / "ecm-notes.txt"
    other.write_text("mine")

    gone = shelf.take_away(tmp_path, keep=2)

    assert gone == paths[:2]
    assert sorted(tmp_path.iterdir()) == sorted([*paths[2:], other])


def test_a_faulty_one_counts_for_none(tmp_path: Path) -> None:
    old, good = put(tmp_path, 0), put(tmp_path, 1)
    before, after = (put(tmp_path, day, is_faulty=True) for day in (0, 2))

    gone = shelf.take_away(tmp_path, keep=1)

    assert set(gone) == {old, before}
    assert sorted(tmp_path.iterdir()) == sorted([good, after])


@pytest.mark.parametrize("keep", [-1, 0, 1, 5])
def test_the_last_whole_one_always_stays(tmp_path: Path, keep: int) -> None:
    only = put(tmp_path, 0)

    assert shelf.take_away(tmp_path, keep=keep) == []
    assert only.exists()


def test_what_fails_on_the_way_leaves_nothing(tmp_path: Path) -> None:
    def fill() -> None:
        with shelf.being_written(tmp_path) as (_, file):
            file.write(b"half")
            raise OSError(28, "full")

    with pytest.raises(OSError, match="full"):
        fill()

    assert list(tmp_path.iterdir()) == []


def test_no_backup_replaces_another(tmp_path: Path) -> None:
    first = put(tmp_path, 0)

    with (
        pytest.raises(Refused, match="existe déjà"),
        shelf.being_written(tmp_path) as (part, file),
    ):
        shelf.put_in_place(part, file, first.name)

    assert first.read_text() == "saved"


def test_a_key_is_made_once_and_kept_from_others(tmp_path: Path) -> None:
    public = make_identity(tmp_path / "cle")

    assert os.stat(tmp_path / "cle").st_mode & 0o777 == 0o600
    (identity,) = identities_in(tmp_path / "cle")
    assert str(identity.to_public()) == public
    with pytest.raises(Refused):
        make_identity(tmp_path / "cle")


def test_nobody_to_encrypt_for_is_refused() -> None:
    with pytest.raises(Refused, match="ECM_BACKUP_RECIPIENTS"):
        recipients_of([])
    with pytest.raises(Refused, match="n'est pas une clé publique age"):
        recipients_of(["age1wrong"])


def test_a_file_without_a_key_is_told(tmp_path: Path) -> None:
    (tmp_path / "vide").write_text("# rien\n")

    with pytest.raises(Refused, match="aucune clé privée"):
        identities_in(tmp_path / "vide")
    with pytest.raises(Refused, match="ne se lit pas"):
        identities_in(tmp_path / "absent")
