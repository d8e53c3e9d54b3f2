"""From the form under a piece to the version that it makes."""

from typing import Any

from ecm.access import File
from ecm.dossiers.actions.pieces import attach, refuse_supply
from ecm.dossiers.models import PieceKind, Version
from ecm.files.actions import chosen


def give(
    file: File,
    piece: PieceKind,
    *,
    upload: str,
    title: str,
    document: int | None,
    draft: int | None,
    **more: Any,
) -> Version:
    """Attach what the form brings; the rights come before the bytes.

    Http404 for a document or a draft text that is not the dossier's.
    """
    refuse_supply(file.actor, file.dossier, piece)
    return attach(
        file.actor,
        file.dossier,
        piece,
        chosen(file.user, upload=upload, file=more.get("file")),
        title=title,
        document=file.document(document) if document else None,
        draft=file.draft(draft) if draft else None,
    )
