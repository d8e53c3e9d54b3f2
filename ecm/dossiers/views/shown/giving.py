"""From the form under a piece to the version that it makes."""

from typing import Any

from django.core.files.uploadedfile import UploadedFile

from ecm.access import File
from ecm.dossiers.actions.pieces import attach, refuse_supply
from ecm.dossiers.models import PieceKind, Version
from ecm.files.actions import chosen


def give(
    here: File,
    piece: PieceKind,
    *,
    upload: str,
    title: str,
    document: int | None,
    draft: int | None,
    file: "UploadedFile[Any] | None",
) -> Version:
    """Attach what the form brings; the rights come before the bytes.

    Http404 for a document or a draft text that is not the dossier's.
    """
    refuse_supply(here.actor, here.dossier, piece)
    return attach(
        here.actor,
        here.dossier,
        piece,
        chosen(here.user, upload=upload, file=file),
        title=title,
        document=here.document(document) if document else None,
        draft=here.draft(draft) if draft else None,
    )
