"""Storing an immutable version of a piece, and opening one, which is always recorded."""

import hashlib
import os
import tempfile
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.db import transaction

from ecm import clock
from ecm.domain.verbs import Verb
from ecm.dossiers.models import Document, Dossier, Version
from ecm.journal.chain import Actor, digest, record


def store_version(
    actor: Actor, document: Document, content: bytes, *, pages: int
) -> Version:
    """Keep `content` as the next version of a document; equal to the last, keep nothing.

    The bytes are on the disk, whole, before the row is.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    path = _kept(content, sha256)
    with transaction.atomic():
        Dossier.objects.select_for_update(no_key=True).get(pk=document.dossier_id)
        last = document.versions.order_by("-number").first()
        if last and last.sha256 == sha256:
            return last
        return Version.objects.create(
            document=document,
            number=last.number + 1 if last else 1,
            path=str(path),
            sha256=sha256,
            size=len(content),
            pages=pages,
            stored_at=clock.now(),
            stored_by_id=actor.user_id,
        )


def _kept(content: bytes, sha256: str) -> Path:
    """Write the bytes under their hash, in one step that a crash cannot halve."""
    path = Path("pieces") / sha256[:2] / f"{sha256}.pdf"
    target = settings.MEDIA_ROOT / path
    if target.exists():
        return path
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, temporary = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(temporary).rename(target)
    return path


def stored(version: Version) -> BinaryIO:
    """Open the bytes of a version."""
    return (settings.MEDIA_ROOT / version.path).open("rb")


def open_version(actor: Actor, version: Version, *, device: str) -> None:
    """Record that somebody opens a version, before its first byte leaves.

    `device` names the tablet's sign-in; only its digest is kept.
    """
    with transaction.atomic():
        rows = Dossier.objects.select_for_update(no_key=True)
        dossier = rows.get(pk=version.document.dossier_id)
        record(
            Verb.OPEN_PAPER,
            actor,
            dossier,
            version=version.pk,
            digest=version.sha256,
            device=digest(device)[:16],
        )
        dossier.save(update_fields=["seq", "head"])
