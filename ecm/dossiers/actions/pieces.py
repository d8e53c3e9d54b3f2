"""Storing the versions of a document, whole or not at all; opening one is recorded."""

import hashlib

from django.db import transaction

from ecm import clock
from ecm.domain import circuit
from ecm.domain.circuit import DossierRole
from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.opinions import invalidate_stale
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import (
    Document,
    Dossier,
    DraftText,
    PieceKind,
    Supplier,
    Version,
)
from ecm.dossiers.standing import roles_of
from ecm.dossiers.storing import accept, put
from ecm.files.actions import discard
from ecm.files.models import Upload
from ecm.files.store import place, write_once
from ecm.journal.chain import Actor, digest, record

_MINISTRY = frozenset({DossierRole.AUTHOR, DossierRole.MINISTER})
_SECRETARIAT = frozenset({DossierRole.SECRETARIAT, DossierRole.SYSTEM})
SUPPLIERS = {Supplier.MINISTRY: _MINISTRY, Supplier.SECRETARIAT: _SECRETARIAT}


def attach(
    actor: Actor,
    dossier: Dossier,
    piece: PieceKind,
    upload: Upload,
    *,
    title: str = "",
    document: Document | None = None,
    draft: DraftText | None = None,
) -> Version:
    """Put a brought file into a dossier as a piece, and forget the upload.

    The file takes the place of `document`'s current version, or of the piece's, unless
    several may be given; what it replaces stays. The same bytes again change nothing.
    Raises Refused when the file is not good; it may then be chosen again.
    """
    refuse_supply(actor, dossier, piece)
    accepted = accept(upload)
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.STORE_PIECE, locked)
        version = put(
            actor, locked, piece, accepted, title=title, document=document, draft=draft
        )
        invalidate_stale(actor, locked)
        discard(upload)
    return version


def refuse_supply(actor: Actor, dossier: Dossier, piece: PieceKind) -> None:
    """Raise NotAllowed or NotPossible where the actor could not give `piece` now."""
    roles = roles_of(actor, dossier)
    circuit.require(roles, Verb.STORE_PIECE)
    circuit.after(dossier.state, Verb.STORE_PIECE)
    if roles.isdisjoint(SUPPLIERS[Supplier(piece.supplier)]):
        raise NotAllowed(
            gettext_noop("Cette pièce est fournie par %(supplier)s."),
            supplier=str(Supplier(piece.supplier).label),
        )


def remove_document(actor: Actor, document: Document) -> None:
    """Take a piece out of its dossier; it stays with its versions, and is read no more.

    Removing what was removed changes nothing.
    """
    refuse_supply(actor, document.dossier, document.kind)
    with held(document.dossier_id, actor) as dossier:
        advance(actor, Verb.REMOVE_PIECE, dossier)
        document.refresh_from_db()
        if document.removed_at:
            return
        document.removed_at = clock.now()
        document.save(update_fields=["removed_at"])
        record(
            Verb.REMOVE_PIECE,
            actor,
            dossier,
            document=document.pk,
            piece=document.kind_id,
        )
        invalidate_stale(actor, dossier)


def read_version(actor: Actor, version: Version, *, device: str) -> None:
    """Record that somebody opens a version from its dossier, before its first byte leaves.

    Raises NotPossible for a file that is not a PDF yet.
    """
    circuit.require(roles_of(actor, version.document.dossier), Verb.READ_PIECE)
    if not version.served_path:
        raise NotPossible(
            gettext_noop(
                "Cette pièce est en cours de préparation : elle pourra être lue dans un "
                "moment."
            )
        )
    _record_reading(Verb.READ_PIECE, actor, version, device)


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
    """Record that somebody opens a version at a meeting, before its first byte leaves.

    `device` names the tablet's sign-in; only its digest is kept.
    """
    _record_reading(Verb.OPEN_PAPER, actor, version, device)


def _record_reading(verb: Verb, actor: Actor, version: Version, device: str) -> None:
    """Append to the dossier's journal; reading is no change of the dossier."""
    with transaction.atomic():
        rows = Dossier.objects.select_for_update(no_key=True)
        dossier = rows.get(pk=version.document.dossier_id)
        record(
            verb,
            actor,
            dossier,
            version=version.pk,
            digest=version.sha256,
            device=digest(device)[:16],
        )
        dossier.save(update_fields=["seq", "head"])
