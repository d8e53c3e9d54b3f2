"""From a file that somebody brought to the next version of a document: checked, then kept."""

from dataclasses import dataclass

from ecm import clock
from ecm.domain.verbs import Verb
from ecm.dossiers.models import Document, Dossier, DraftText, PieceKind, Version
from ecm.dossiers.renditions import want
from ecm.files import checks, store
from ecm.files.checks import Media
from ecm.files.conversion import can_convert
from ecm.files.models import Upload
from ecm.files.refusals import REASONS, Refused
from ecm.journal.chain import Actor, record

MEDIA_TYPES = {
    Media.PDF: "application/pdf",
    Media.DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
}


@dataclass(frozen=True)
class Accepted:
    """A file that was opened, found good, and is in the store."""

    filename: str
    media: Media
    kept: store.Kept
    pages: int | None
    advice: tuple[str, ...]


def accept(upload: Upload) -> Accepted:
    """Open a brought file and keep its bytes; raises Refused with what to do.

    It takes seconds: call it before any row is locked.
    """
    found = checks.examine(upload.path, upload.filename)
    if found.media is Media.DOCX and not can_convert():
        raise Refused(REASONS["no_conversion"])
    kept = store.keep(upload.path, suffix=found.media.suffix)
    return Accepted(found.name, found.media, kept, found.pages, found.advice)


def next_version(
    actor: Actor, document: Document, accepted: Accepted
) -> tuple[Version, bool]:
    """Return the version that holds the file, and whether it is new.

    The bytes of the current version again make no other. Call it inside `held`: the
    dossier's row orders those who store at the same time.
    """
    last = document.versions.order_by("-number").first()
    if last and last.sha256 == accepted.kept.sha256:
        return last, False
    version = Version.objects.create(
        document=document,
        number=last.number + 1 if last else 1,
        path=accepted.kept.path,
        filename=accepted.filename,
        media_type=MEDIA_TYPES[accepted.media],
        sha256=accepted.kept.sha256,
        size=accepted.kept.size,
        pages=accepted.pages,
        advice=list(accepted.advice),
        stored_at=clock.now(),
        stored_by_id=actor.user_id,
    )
    return version, True


def put(
    actor: Actor,
    dossier: Dossier,
    piece: PieceKind,
    accepted: Accepted,
    *,
    title: str = "",
    document: Document | None = None,
    draft: DraftText | None = None,
) -> Version:
    """Make an accepted file a version of a piece, and record it; call it inside `held`.

    It replaces `document`'s current version, or the piece's unless several may be given.
    The bytes of the current version again change nothing. It asks no right.
    """
    target = document or _standing_for(dossier, piece, draft)
    target = target or _new_document(dossier, piece, accepted, title, draft)
    version, is_new = next_version(actor, target, accepted)
    if is_new:
        _record_stored(actor, dossier, version)
        want(version)
    return version


def _standing_for(
    dossier: Dossier, piece: PieceKind, draft: DraftText | None
) -> Document | None:
    """Return the document that a new file replaces, where only one can be meant."""
    present = dossier.documents.filter(kind=piece, removed_at=None)
    if draft is not None:
        return present.filter(draft=draft).first()
    return None if piece.takes_many else present.first()


def _new_document(
    dossier: Dossier,
    piece: PieceKind,
    accepted: Accepted,
    title: str,
    draft: DraftText | None,
) -> Document:
    stem = accepted.filename.rpartition(".")[0] or accepted.filename
    own = draft.title if draft else title.strip()
    words = own or (stem if piece.takes_many else piece.label)
    count = dossier.documents.count()
    return Document.objects.create(
        dossier=dossier,
        kind=piece,
        draft=draft,
        title=words[:250],
        position=count + 1,
    )


def _record_stored(actor: Actor, dossier: Dossier, version: Version) -> None:
    document = version.document
    record(
        Verb.STORE_PIECE,
        actor,
        dossier,
        document=document.pk,
        piece=document.kind_id,
        version=version.pk,
        digest=version.sha256,
    )
