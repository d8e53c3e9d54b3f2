"""Bringing a file by pieces: whatever is cut, what counts as arrived is on the disk."""

import hashlib
import random
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import UnreadablePostError
from pikepdf import Dictionary, Pdf, Stream

from ecm import clock
from ecm.domain.errors import NotPossible
from ecm.files.actions import (
    Busy,
    Misplaced,
    TooLong,
    append,
    begin_upload,
    chosen,
    discard,
    receive,
    take,
)
from ecm.files.checks import examine
from ecm.files.models import Upload, folder
from ecm.files.purging import purge_expired
from ecm.files.store import keep, place
from tests.cast import Cast
from tests.files.makers import saved

MB = 1_000_000
PIECE = 1024 * 1024


class Line:
    """What a piece is read from; it may be cut after some octets, as a network is."""

    def __init__(self, content: bytes, *, cut_after: int | None = None) -> None:
        self.content = content
        self.left = len(content) if cut_after is None else cut_after

    def read(self, size: int) -> bytes:
        if self.content and not self.left:
            raise UnreadablePostError("the line was cut")
        taken = min(size, self.left)
        block, self.content = self.content[:taken], self.content[taken:]
        self.left -= taken
        return block


@pytest.fixture
def later(time_machine) -> Callable[[timedelta], None]:
    """Moves on, from the moment of the test."""
    time_machine.move_to(datetime.now(UTC))
    return time_machine.shift


def brought(owner, content: bytes, name: str = "a.pdf") -> Upload:
    upload = begin_upload(owner, filename=name, length=len(content))
    return append(upload, Line(content), offset=0)


def test_a_file_that_came_whole_is_finished_and_can_be_taken(cast: Cast) -> None:
    upload = brought(cast.minister, b"%PDF-1.7 un texte", "Projet de décret.pdf")

    taken = take(cast.minister, str(upload.pk))

    assert taken == upload
    assert taken.is_finished
    assert taken.filename == "Projet de décret.pdf"
    assert taken.path.read_bytes() == b"%PDF-1.7 un texte"


@pytest.mark.parametrize("seed", range(8))
def test_a_file_cut_at_random_points_arrives_whole(cast: Cast, seed: int) -> None:
    chance = random.Random(seed)
    content = chance.randbytes(chance.randrange(1, 400_000))
    upload = begin_upload(cast.minister, filename="a.pdf", length=len(content))

    while not upload.is_finished:
        piece = content[upload.offset :][: chance.randrange(1, 90_000)]
        cut = chance.choice([None, chance.randrange(len(piece) + 1)])
        before = upload.offset
        upload = append(upload, Line(piece, cut_after=cut), offset=before)
        assert upload.offset == before + (len(piece) if cut is None else cut)
        # A piece that comes again, as after a lost answer, is not taken twice.
        if before != upload.offset:
            with pytest.raises(Misplaced):
                append(upload, Line(piece), offset=before)

    assert upload.path.read_bytes() == content
    assert take(cast.minister, upload.pk).length == len(content)


def test_200_megaoctets_come_in_pieces_and_become_a_piece(cast: Cast) -> None:
    scan = Pdf.new()
    page = scan.add_blank_page(page_size=(595, 842))
    page.Resources = Dictionary(X=Stream(scan, bytes(199 * MB)))
    whole = saved(scan, folder().parent / "whole.pdf", compress_streams=False)
    length = whole.stat().st_size
    upload = begin_upload(cast.minister, filename="scan.pdf", length=length)

    with whole.open("rb") as file:
        while piece := file.read(PIECE):
            upload = append(upload, Line(piece), offset=upload.offset)

    found = examine(upload.path, upload.filename)
    kept = keep(upload.path, suffix=found.media.suffix)
    with whole.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    assert found.sha256 == kept.sha256 == sha256
    assert (found.size, found.pages) == (length, 1)
    for path in (whole, place(kept.path)):
        path.unlink()
    upload.path.unlink()


def test_a_piece_from_elsewhere_changes_nothing(cast: Cast) -> None:
    upload = begin_upload(cast.minister, filename="a.pdf", length=10)
    append(upload, Line(b"abc"), offset=0)

    for offset in (0, 2, 4):
        with pytest.raises(Misplaced):
            append(upload, Line(b"xyz"), offset=offset)

    upload.refresh_from_db()
    assert upload.offset == 3
    assert upload.path.read_bytes() == b"abc"


def test_more_than_was_announced_is_not_taken(cast: Cast) -> None:
    upload = begin_upload(cast.minister, filename="a.pdf", length=4)

    with pytest.raises(TooLong):
        append(upload, Line(b"abcde"), offset=0)

    upload.refresh_from_db()
    assert (upload.offset, upload.is_finished) == (0, False)
    assert append(upload, Line(b"abcd"), offset=0).path.read_bytes() == b"abcd"


def test_of_two_writers_one_waits(cast: Cast) -> None:
    upload = begin_upload(cast.minister, filename="a.pdf", length=6)

    class Other:
        """While its piece is read, another one comes."""

        content = [b"abc", b""]

        def read(self, size: int) -> bytes:
            with pytest.raises(Busy):
                append(Upload.objects.get(pk=upload.pk), Line(b"xyz"), offset=0)
            return self.content.pop(0)

    append(upload, Other(), offset=0)

    assert upload.offset == 3
    assert upload.path.read_bytes() == b"abc"


@pytest.mark.parametrize(
    ("length", "words"),
    [(0, "Ce fichier est vide"), (201 * MB, "pèse 201 Mo ; la limite est de 200 Mo")],
)
def test_what_cannot_be_taken_is_said_before_it_travels(
    cast: Cast, length: int, words: str
) -> None:
    with pytest.raises(NotPossible, match=words):
        begin_upload(cast.minister, filename="a.pdf", length=length)

    assert not Upload.objects.exists()


def test_a_person_fills_his_share_and_no_more(cast: Cast, settings) -> None:
    settings.UPLOAD_QUOTA = 10 * MB
    first = begin_upload(cast.minister, filename="a.pdf", length=6 * MB)

    with pytest.raises(NotPossible, match=r"déjà 6 Mo en cours .* limite est de 10 Mo"):
        begin_upload(cast.minister, filename="b.pdf", length=5 * MB)
    begin_upload(cast.rival, filename="b.pdf", length=5 * MB)
    discard(first)
    begin_upload(cast.minister, filename="b.pdf", length=5 * MB)

    assert Upload.objects.filter(owner=cast.minister).count() == 1


def test_what_was_brought_and_forgotten_makes_room(cast: Cast, settings, later) -> None:
    settings.UPLOAD_QUOTA = 10
    forgotten = brought(cast.minister, b"12345678")
    with pytest.raises(NotPossible):
        begin_upload(cast.minister, filename="b.pdf", length=8)

    later(timedelta(hours=2))
    begin_upload(cast.minister, filename="b.pdf", length=8)

    with pytest.raises(NotPossible, match="n'existe plus"):
        take(cast.minister, forgotten.pk)


def test_a_full_disk_is_said_before_the_file_travels(cast: Cast, monkeypatch) -> None:
    monkeypatch.setattr(
        "shutil.disk_usage", lambda path: type("Usage", (), {"free": 2 * MB})
    )

    with pytest.raises(NotPossible, match="n'a plus la place"):
        begin_upload(cast.minister, filename="a.pdf", length=MB)


def test_only_its_owner_takes_an_upload_and_only_once_whole(cast: Cast) -> None:
    upload = brought(cast.minister, b"abc")
    half = begin_upload(cast.minister, filename="a.pdf", length=6)

    for pk in (upload.pk, half.pk, "", "..", "not-a-uuid"):
        with pytest.raises(NotPossible, match="n'existe plus"):
            take(cast.rival, pk)
    with pytest.raises(NotPossible, match="pas encore arrivé en entier"):
        take(cast.minister, half.pk)


def test_a_form_brings_a_file_by_its_field_or_by_itself(cast: Cast) -> None:
    upload = brought(cast.minister, b"abc")
    whole = SimpleUploadedFile("../Rapport au\nConseil.pdf", b"%PDF-1.7")

    assert chosen(cast.minister, upload=str(upload.pk)) == upload
    by_itself = chosen(cast.minister, file=whole)
    assert by_itself.is_finished
    assert by_itself.filename == "Rapport au Conseil.pdf"
    assert by_itself.path.read_bytes() == b"%PDF-1.7"
    with pytest.raises(NotPossible, match="Choisissez un fichier"):
        chosen(cast.minister)


def test_an_empty_file_in_a_form_is_refused(cast: Cast) -> None:
    with pytest.raises(NotPossible, match="Ce fichier est vide"):
        receive(cast.minister, SimpleUploadedFile("a.pdf", b""))


def test_a_name_is_no_path(cast: Cast) -> None:
    upload = brought(cast.minister, b"abc", "../../../../etc/cron.d/" + "x" * 300)

    assert upload.path.parent == folder()
    assert upload.path.name == str(upload.pk)
    assert upload.filename == "x" * 199 + "…"


def test_what_was_discarded_leaves_nothing(
    cast: Cast, django_capture_on_commit_callbacks
) -> None:
    upload = brought(cast.minister, b"abc")
    path = upload.path

    with django_capture_on_commit_callbacks(execute=True):
        discard(upload)

    assert not path.exists()
    assert not Upload.objects.exists()


def test_what_expired_is_removed_and_the_rest_stays(
    cast: Cast, django_capture_on_commit_callbacks, later
) -> None:
    old = brought(cast.minister, b"abc")
    slow = begin_upload(cast.rival, filename="b.pdf", length=6)
    later(timedelta(hours=23))
    append(slow, Line(b"abc"), offset=0)
    later(timedelta(hours=2))

    with django_capture_on_commit_callbacks(execute=True):
        assert purge_expired(clock.now()) == 1

    assert list(Upload.objects.all()) == [slow]
    assert slow.path.exists()
    assert not old.path.exists()


def test_what_a_power_cut_left_is_removed(cast: Cast, settings, later) -> None:
    upload = brought(cast.minister, b"abc")
    orphan = folder() / "0c8d2f3e-0000-4000-8000-000000000000"
    orphan.write_bytes(b"abc")
    left = settings.DATA / "scratch" / "left"
    left.mkdir(parents=True)

    purge_expired(clock.now())
    assert orphan.exists()
    later(timedelta(hours=23, minutes=59))
    purge_expired(clock.now())
    assert left.exists()
    upload.expires_at = clock.now() + timedelta(days=9)
    upload.save(update_fields=["expires_at"])
    later(timedelta(hours=1))
    purge_expired(clock.now())

    assert not orphan.exists()
    assert not left.exists()
    assert upload.path.exists()
