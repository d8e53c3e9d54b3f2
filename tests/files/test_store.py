"""The store: a file appears under its name whole, once, and says nothing of itself."""

import hashlib
from pathlib import Path

import pytest
from django.test import override_settings

from ecm.files.store import keep, place, stored, write_once


def test_a_file_once_written_is_not_written_again(tmp_path: Path) -> None:
    path = tmp_path / "aa" / "a.pdf"
    write_once(path, b"first")

    write_once(path, b"second")

    assert path.read_bytes() == b"first"
    assert list(path.parent.iterdir()) == [path]


def test_a_file_is_kept_under_the_name_of_its_content(tmp_path: Path) -> None:
    source = tmp_path / "Projet secret.pdf"
    source.write_bytes(b"%PDF-1.7 un texte")

    kept = keep(source, suffix=".pdf")

    sha256 = hashlib.sha256(b"%PDF-1.7 un texte").hexdigest()
    assert kept.path == f"{sha256[:2]}/{sha256}.pdf"
    assert (kept.sha256, kept.size) == (sha256, 17)
    assert stored(kept.path).read() == b"%PDF-1.7 un texte"
    assert source.exists()


def test_a_disk_that_fills_leaves_nothing_half(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = tmp_path / "a.pdf"
    source.write_bytes(b"%PDF never whole")

    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with override_settings(MEDIA_ROOT=tmp_path / "files"):
        with pytest.raises(OSError, match="No space left"):
            keep(source, suffix=".pdf")

        folder = place(hashlib.sha256(b"%PDF never whole").hexdigest()[:2])
        assert list(folder.iterdir()) == []
