"""Storing the versions of a document, whole or not at all; opening one is recorded."""

import hashlib

from django.db import transaction

from ecm import clock
from ecm.domain.verbs import Verb
from ecm.dossiers.models import Document, Dossier, Version
from ecm.files.store import place, write_once
from ecm.journal.chain import Actor, digest, record


def store_version(
    actor: Actor, document: Document, pdf: bytes, *, pages: int
) -> Version:
    """Store a PDF as the next version of a document; the same bytes again change nothing.

    The file is on the disk before its row is: a row never names a missing file.
    """
    seal = hashlib.sha256(pdf).hexdigest()
    path = f"{seal[:2]}/{seal}.pdf"
    write_once(place(path), pdf)
    with transaction.atomic():
        # The document's row orders those who store at the same time.
        Document.objects.select_for_update().get(pk=document.pk)
        last = document.versions.order_by("-number").first()
        if last and last.sha256 == seal:
            return last
        number = last.number + 1 if last else 1
        return Version.objects.create(
            document=document,
            number=number,
            path=path,
            sha256=seal,
            size=len(pdf),
            pages=pages,
            stored_at=clock.now(),
            stored_by_id=actor.user_id,
        )


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
