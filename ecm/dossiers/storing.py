"""From a file that somebody brought to the next version of a document: checked, then kept."""

from dataclasses import dataclass

from ecm import clock
from ecm.dossiers.models import Document, Version
from ecm.files import checks, store
from ecm.files.checks import Media
from ecm.files.conversion import can_convert
from ecm.files.models import Upload
from ecm.files.refusals import REASONS, Refused
from ecm.journal.chain import Actor

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
