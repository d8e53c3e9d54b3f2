"""The folder of a rehearsal: one at a time, and nothing of it afterwards."""

from pathlib import Path

import pytest

from ecm.rehearsal import folders


def test_the_folder_goes_with_what_it_holds(tmp_path: Path) -> None:
    with folders.held(tmp_path) as folder:
        (folder / "files").mkdir()
        (folder / "files" / "paper.pdf").touch()
        mode = folder.stat().st_mode & 0o777

    assert mode == 0o700
    assert list(tmp_path.iterdir()) == []


def test_it_goes_when_the_rehearsal_fails(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), folders.held(tmp_path):
        raise KeyboardInterrupt

    assert list(tmp_path.iterdir()) == []


def test_only_one_rehearsal_is_played_at_a_time(tmp_path: Path) -> None:
    with folders.held(tmp_path) as folder:
        (folder / "paper.pdf").touch()
        with pytest.raises(folders.Occupied), folders.held(tmp_path):
            pytest.fail("two rehearsals in one folder")

        assert not folders.sweep(tmp_path)
        assert (folder / "paper.pdf").exists()


def test_what_a_kill_left_is_swept(tmp_path: Path) -> None:
    left = tmp_path / folders.NAME / "files"
    left.mkdir(parents=True)
    (left / "paper.pdf").touch()

    assert folders.sweep(tmp_path)
    assert list(tmp_path.iterdir()) == []
    assert not folders.sweep(tmp_path)


def test_a_linked_paper_stays_where_it_was(tmp_path: Path) -> None:
    paper = tmp_path / "paper.pdf"
    paper.write_bytes(b"%PDF-")

    with folders.held(tmp_path) as folder:
        (folder / "linked.pdf").hardlink_to(paper)

    assert paper.read_bytes() == b"%PDF-"


def test_a_kept_copy_waits_for_the_next_start(tmp_path: Path) -> None:
    with folders.held(tmp_path, keep=True) as folder:
        (folder / "ecm.sqlite3").touch()

    assert (folder / "ecm.sqlite3").exists()
    with folders.held(tmp_path) as folder:
        assert list(folder.iterdir()) == []
