"""The checklist of a dossier: each piece its kind asks, and what was given for it."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from ecm.dossiers.models import (
    Document,
    Dossier,
    Need,
    PieceKind,
    Requirement,
    Version,
)

DRAFT_TEXT, COMPARISON, PARAGRAPH = "draft_text", "comparison", "communique_paragraph"


@dataclass(frozen=True)
class Line:
    """One line of the checklist: what is asked, what was given, what is wrong with it.

    `is_asked` tells what must be there; `waived` why the ministry says it need not be;
    `is_written` a paragraph typed in the dossier, which needs no file.
    """

    piece: PieceKind
    need: Need
    is_asked: bool
    documents: list[Document]
    faults: list[str]
    waived: str | None
    is_written: bool = False

    @property
    def is_given(self) -> bool:
        return self.is_written or (bool(self.documents) and not self.faults)

    @property
    def is_settled(self) -> bool:
        """Whether nothing more is expected of the ministry on this line."""
        return self.is_given or self.waived is not None or not self.is_asked


def with_pieces(dossiers: "QuerySet[Dossier]") -> "QuerySet[Dossier]":
    """Fetch with the dossiers all that the questions below ask, in a few queries."""
    versions = Version.objects.select_related("rendition").order_by("-number")
    documents = Document.objects.filter(removed_at=None).select_related("kind")
    documents = documents.prefetch_related(
        Prefetch("versions", versions, to_attr="latest_first")
    )
    asked = Requirement.objects.select_related("piece").order_by("piece__position")
    return dossiers.select_related("kind").prefetch_related(
        Prefetch("documents", documents, to_attr="given"),
        Prefetch("kind__requirements", asked, to_attr="asked"),
        "waivers",
        "drafts",
        "readers",
    )


def checklist(dossier: Dossier) -> list[Line]:
    """Return every piece that the dossier's kind asks, with what was given for it."""
    return list(lines(whole(dossier)))


def whole(dossier: Dossier) -> Dossier:
    """Return the dossier with all that the checklist needs, fetched if it is not yet."""
    if hasattr(dossier, "given"):
        return dossier
    return with_pieces(Dossier.objects.filter(pk=dossier.pk)).get()


def lines(dossier: Dossier) -> Iterator[Line]:
    """Yield the checklist of a dossier that is `whole`."""
    waived = {w.piece_id: w.reason for w in dossier.waivers.all()}
    for asked in dossier.kind.asked:  # type: ignore[attr-defined]  # with_pieces
        code = asked.piece.code
        given = [d for d in _given(dossier) if d.kind_id == code]
        need = Need(asked.need)
        is_due = need is Need.REQUIRED or (code == COMPARISON and _amends(dossier))
        yield Line(
            piece=asked.piece,
            need=need,
            is_asked=is_due,
            documents=given,
            faults=[fault for d in given if (fault := fault_of(d))],
            # What is required of all cannot be without object in one.
            waived=waived.get(code) if need is Need.IF_APPLICABLE else None,
            is_written=code == PARAGRAPH and bool(dossier.paragraph.strip()),
        )


def _given(dossier: Dossier) -> list[Document]:
    """Return the pieces that have a version: a name without a file gives nothing."""
    documents: list[Document] = dossier.given  # type: ignore[attr-defined]  # with_pieces
    return [d for d in documents if d.latest_first]  # type: ignore[attr-defined]  # same


def _amends(dossier: Dossier) -> bool:
    return bool(dossier.revises_id or dossier.revised_text.strip())


def fault_of(document: Document) -> str:
    """Return in French why the current version cannot be read by the council, or nothing."""
    current = document.latest_first[0]  # type: ignore[attr-defined]  # with_pieces
    rendition = getattr(current, "rendition", None)
    return rendition.fault if rendition else ""
