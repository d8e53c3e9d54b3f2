"""What is not restored: another key, a cut or changed file, another program; nothing is left."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from pyrage import x25519

from ecm.backup.archive import HEADER, Pen, Unpacking
from ecm.backup.keys import fingerprint
from ecm.backup.places import elsewhere
from ecm.backup.refusals import Broken, Refused
from ecm.backup.restoring import restore
from tests.backup.conftest import Saved

pytestmark = pytest.mark.usefixtures("same_key")
PLACES = [0.0, 0.1, 0.5, 0.9, 0.99]


@pytest.fixture
def refused(tmp_path: Path) -> Callable[..., str]:
    """Restore what must not be, see that nothing is left of it, return what was said."""

    def refused(source: Path, *identities: Any) -> str:
        target = tmp_path / "target"
        with pytest.raises(Refused) as told:
            restore(source, identities, elsewhere(target))
        assert not target.exists() or list(target.iterdir()) == []
        return str(told.value)

    return refused


def changed(source: Path, target: Path, where: float) -> Path:
    content = bytearray(source.read_bytes())
    content[int(where * (len(content) - 1))] ^= 1
    target.write_bytes(content)
    return target


def cut(source: Path, target: Path, where: float) -> Path:
    content = source.read_bytes()
    target.write_bytes(content[: int(where * (len(content) - 1))])
    return target


def test_another_key_opens_nothing(saved: Saved, refused: Callable[..., str]) -> None:
    said = refused(saved.encrypted, x25519.Identity.generate())

    assert said.startswith("Cette clé n'ouvre pas cette sauvegarde")


def test_an_encrypted_file_asks_for_its_key(
    saved: Saved, refused: Callable[..., str]
) -> None:
    assert "--cle" in refused(saved.encrypted)


@pytest.mark.parametrize("where", PLACES)
@pytest.mark.parametrize("harm", [cut, changed])
@pytest.mark.parametrize("is_encrypted", [True, False])
def test_a_file_that_was_harmed_is_refused(
    saved: Saved,
    refused: Callable[..., str],
    tmp_path: Path,
    is_encrypted: bool,
    harm: Callable[..., Path],
    where: float,
) -> None:
    whole = saved.encrypted if is_encrypted else saved.plain
    harmed = harm(whole, tmp_path / "harmed", where)

    said = refused(harmed, saved.key) if is_encrypted else refused(harmed)

    assert "coupé ou a été modifié" in said or "n'est pas une sauvegarde" in said


def test_the_last_octets_of_an_encrypted_file_are_missed(
    saved: Saved, refused: Callable[..., str], tmp_path: Path
) -> None:
    content = saved.encrypted.read_bytes()
    for missing in (1, 16, 17, 1000):
        harmed = tmp_path / "harmed"
        harmed.write_bytes(content[:-missing])

        assert "coupé" in refused(harmed, saved.key)


def test_a_file_of_something_else_is_said_to_be_one(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    path = tmp_path / "lettre.pdf"
    path.write_bytes(b"%PDF-1.7")

    assert refused(path).endswith("n'est pas une sauvegarde d'e-CM.")
    assert "No such file" in refused(tmp_path / "absent")


def header(**changes: Any) -> dict[str, Any]:
    return {
        "format": 1,
        "version": "9.9",
        "at": "2026-02-05T12:00:00+00:00",
        "engine": "sqlite",
        "server": 0,
        "migrations": ["journal.0001_initial"],
        "key": fingerprint(),
    } | changes


def archive(path: Path, words: dict[str, Any], *more: bytes) -> Path:
    pen = Pen()
    blocks = [
        *pen.document(HEADER, words),
        *more,
        *pen.end({"counts": {}, "heads": {}}),
    ]
    path.write_bytes(b"".join(blocks))
    return path


@pytest.mark.parametrize(
    "changes",
    [{"migrations": ["journal.9999_of_next_year"]}, {"format": 2}],
    ids=lambda changes: next(iter(changes)),
)
def test_a_backup_of_a_newer_program_is_refused_in_words(
    refused: Callable[..., str], tmp_path: Path, changes: dict[str, Any]
) -> None:
    said = refused(archive(tmp_path / "newer", header(**changes)))

    assert "version plus récente d'e-CM (9.9)" in said


def test_a_backup_of_the_other_kind_of_database_is_refused(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    said = refused(archive(tmp_path / "other", header(engine="postgresql")))

    assert "de même espèce" in said


def test_an_installation_without_the_original_key_is_told_so(
    saved: Saved, refused: Callable[..., str], settings: LazySettings
) -> None:
    settings.SECRET_KEY = "another key than that of the installation that was saved"

    assert "SECRET_KEY" in refused(saved.encrypted, saved.key)


def test_a_member_that_would_leave_its_folder_is_refused(
    refused: Callable[..., str], tmp_path: Path
) -> None:
    outside = b"".join(Pen().whole("files/../../outside", b"x"))

    refused(archive(tmp_path / "bad", header(), outside))

    assert not (tmp_path / "outside").exists()


def test_a_folder_that_holds_something_is_not_written_over(
    saved: Saved, tmp_path: Path
) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "kept").write_text("kept")

    with pytest.raises(Refused, match="n'écrase rien"):
        restore(saved.encrypted, [saved.key], elsewhere(tmp_path))

    assert (tmp_path / "files" / "kept").read_text() == "kept"


def test_an_archive_whose_list_lacks_a_member_is_broken(tmp_path: Path) -> None:
    pen, other = Pen(), Pen()
    unlisted = b"".join(other.whole("base/000000", b"x"))
    content = b"".join(
        [*pen.document(HEADER, header()), unlisted, *pen.end({"counts": {}})]
    )

    with pytest.raises(Broken, match="base/000000"):
        list(Unpacking(tmp_path, "ecm.sqlite3").members(io.BytesIO(content)))
