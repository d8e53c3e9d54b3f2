"""Bringing a file by pieces: each piece is on the disk before it is acknowledged."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import IO, Any, Protocol
from uuid import UUID

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Q, Sum
from django.http import UnreadablePostError

from ecm import clock
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.files.checks import refuse_size
from ecm.files.models import Upload, folder
from ecm.files.names import display_name
from ecm.files.sizes import in_words
from ecm.people.models import User

KEPT = timedelta(hours=24)  # after the last piece
FORGOTTEN = timedelta(hours=1)  # what arrived and was not used may make room
UNBEGUN = timedelta(minutes=5)
BLOCK = 64 * 1024
SPARE = 3  # times its length: the upload, the piece, the copy that is read

NO_ROOM = gettext_noop(
    "Vous avez déjà %(held)s en cours d'envoi ; la limite est de %(most)s. Attendez la fin "
    "d'un envoi, ou annulez-en un, puis recommencez."
)
DISK_FULL = gettext_noop(
    "Le serveur n'a plus la place de recevoir ce fichier. Prévenez l'administrateur ; votre "
    "fichier reste sur votre poste."
)
GONE = gettext_noop("Cet envoi n'existe plus : choisissez de nouveau le fichier.")
UNFINISHED = gettext_noop(
    "Ce fichier n'est pas encore arrivé en entier : laissez l'envoi se terminer."
)
NOTHING_CHOSEN = gettext_noop("Choisissez un fichier.")


class Misplaced(Conflict):
    """The piece does not begin where the upload stands."""


class Busy(Conflict):
    """Another piece of this upload is being written."""


class TooLong(NotPossible):
    """More octets came than were announced."""


class Body(Protocol):
    """What a piece is read from."""

    def read(self, size: int, /) -> bytes: ...


def begin_upload(owner: User, *, filename: str, length: int) -> Upload:
    """Make place for a file of `length` octets; raises NotPossible with what to do."""
    refuse_size(length)
    now = clock.now()
    folder().mkdir(parents=True, exist_ok=True, mode=0o700)
    with transaction.atomic():
        # The person's row orders what he begins at the same time.
        User.objects.select_for_update(no_key=True).get(pk=owner.pk)
        _make_room(owner, length, now)
        upload = Upload.objects.create(
            owner=owner,
            filename=display_name(filename),
            length=length,
            created_at=now,
            expires_at=now + KEPT,
        )
        upload.path.touch(mode=0o600)
    return upload


def _make_room(owner: User, length: int, now: datetime) -> None:
    if shutil.disk_usage(folder()).free < SPARE * length:
        raise NotPossible(DISK_FULL)
    uploads = Upload.objects.filter(owner=owner)
    held = uploads.aggregate(total=Sum("length"))["total"] or 0
    # Never begun: the answer that told where to send it was lost.
    idle = Q(finished_at__lt=now - FORGOTTEN) | Q(
        offset=0, created_at__lt=now - UNBEGUN
    )
    for forgotten in uploads.filter(idle):
        if held + length <= settings.UPLOAD_QUOTA:
            break
        held -= forgotten.length
        discard(forgotten)
    if held + length > settings.UPLOAD_QUOTA:
        most = in_words(settings.UPLOAD_QUOTA)
        raise NotPossible(NO_ROOM, held=in_words(held), most=most)


def append(upload: Upload, body: Body, *, offset: int) -> Upload:
    """Add a piece that begins at `offset`, and return the upload as it then stands.

    Of a piece that is cut on its way, what came is kept. Raises Misplaced, Busy and
    TooLong, and then nothing counts as arrived.
    """
    with _held(upload) as file:
        upload.refresh_from_db()
        if upload.offset != offset:
            raise Misplaced(GONE)
        file.seek(offset)
        came = _copy(body, file, most=upload.length - offset)
        file.flush()
        os.fsync(file.fileno())
        return _advanced(upload, offset + came)


@contextmanager
def _held(upload: Upload) -> Iterator[IO[bytes]]:
    """Open the bytes for this writer alone; the system lets go if the process dies."""
    with upload.path.open("r+b") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Busy(UNFINISHED) from None
        yield file


def _copy(body: Body, file: IO[bytes], *, most: int) -> int:
    came = 0
    while block := _read(body):
        came += len(block)
        if came > most:
            raise TooLong(UNFINISHED)
        file.write(block)
    return came


def _read(body: Body) -> bytes:
    try:
        return body.read(BLOCK)
    except UnreadablePostError:
        return b""  # the line was cut: what came before is whole


def _advanced(upload: Upload, offset: int) -> Upload:
    now = clock.now()
    was, upload.offset, upload.expires_at = upload.offset, offset, now + KEPT
    if offset == upload.length:
        upload.finished_at = now
    # Compared and set: even two machines over one disk cannot both advance it.
    moved = Upload.objects.filter(pk=upload.pk, offset=was).update(
        offset=offset, expires_at=upload.expires_at, finished_at=upload.finished_at
    )
    if not moved:
        raise Misplaced(GONE)
    return upload


def receive(owner: User, given: "UploadedFile[Any]") -> Upload:
    """Bring a file that came whole in a form, as when the page has no script."""
    upload = begin_upload(owner, filename=given.name or "", length=given.size or 0)
    given.seek(0)
    return append(upload, given, offset=0)


def take(owner: User, pk: UUID | str) -> Upload:
    """Return a finished upload of `owner`; raises NotPossible otherwise.

    It stays until `discard`: a file that is refused is not lost to who sent it.
    """
    try:
        upload = Upload.objects.filter(owner=owner, pk=UUID(str(pk))).first()
    except ValueError:
        upload = None
    if upload is None or not upload.path.exists():
        raise NotPossible(GONE)
    if not upload.is_finished:
        raise NotPossible(UNFINISHED)
    return upload


def chosen(
    owner: User, *, upload: str = "", file: "UploadedFile[Any] | None" = None
) -> Upload:
    """Return what a form brings, by its hidden field `upload` or as a file of its own."""
    if upload:
        return take(owner, upload)
    if file is None:
        raise NotPossible(NOTHING_CHOSEN)
    return receive(owner, file)


def discard(upload: Upload) -> None:
    """Forget an upload; its bytes go once the transaction holds."""
    path = upload.path
    upload.delete()
    transaction.on_commit(lambda: path.unlink(missing_ok=True))
