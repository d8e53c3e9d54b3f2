"""The pieces of a dossier as its page shows them: what is asked, given, replaced, wanting."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter

from ecm.access import File
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.pieces import SUPPLIERS
from ecm.dossiers.checklist import Line, checklist
from ecm.dossiers.models import (
    Document,
    Dossier,
    DraftText,
    Need,
    PieceKind,
    Supplier,
    Version,
)
from ecm.files.sizes import in_words

OTHER, DRAFT_TEXT = "other", "draft_text"


@dataclass(frozen=True)
class Given:
    """A document of the dossier: the version that stands, and those it replaced."""

    document: Document
    current: Version
    former: list[Version]
    may_replace: bool = False
    may_remove: bool = False

    @property
    def is_readable(self) -> bool:
        return bool(self.current.served_path)

    @property
    def fault(self) -> str:
        """Why the current version cannot be shown, in words; nothing most of the time."""
        made = getattr(self.current, "rendition", None)
        return made.fault if made else ""

    @property
    def size(self) -> str:
        return in_words(self.current.size)

    @property
    def pages(self) -> int | None:
        made = getattr(self.current, "rendition", None)
        return (made.pages if made else None) or self.current.pages

    @property
    def previews(self) -> range:
        """The numbers of the first pages that have a picture."""
        made = getattr(self.current, "rendition", None)
        return range(len(made.previews) if made else 0)


@dataclass(frozen=True)
class Place:
    """A piece that is asked of the dossier, and the place where it is given."""

    line: Line
    why: str
    given: list[Given]
    wanting: list[DraftText]
    may_give: bool
    may_waive: bool

    @property
    def piece(self) -> PieceKind:
        return self.line.piece

    @property
    def is_required(self) -> bool:
        return self.line.is_asked

    @property
    def is_missing(self) -> bool:
        return not self.line.is_settled or bool(self.wanting and self.line.is_asked)

    @property
    def is_wanting(self) -> bool:
        """Whether it is missing and the reader's side is the one that gives it."""
        return self.is_missing and (self.may_give or not self.is_of_the_secretariat)

    @property
    def is_of_the_secretariat(self) -> bool:
        return self.piece.supplier == Supplier.SECRETARIAT

    @property
    def takes_another(self) -> bool:
        """Whether a file may be given that replaces none."""
        return self.may_give and (self.piece.takes_many or not self.given)


@dataclass(frozen=True)
class Pieces:
    """All the pieces that a reader may know of."""

    places: list[Place]
    others: list[Given]
    other: PieceKind | None

    @property
    def count(self) -> int:
        return sum(len(place.given) for place in self.places) + len(self.others)


def pieces_of(file: File, known: Dossier) -> Pieces:
    """Return the checklist with what was given; `known` is the dossier `with_pieces`.

    Who was only asked for an opinion sees the versions that he was asked about, no list.
    """
    given = {one.document.pk: one for one in _given(file)}
    if not file.sees_all_pieces:
        return Pieces([], list(given.values()), None)
    places = [_place(file, known, line, given) for line in checklist(known)]
    placed = {one.document.pk for place in places for one in place.given}
    others = [one for pk, one in given.items() if pk not in placed]
    return Pieces(places, others, _other(file))


def _given(file: File) -> Iterator[Given]:
    rows = file.versions().filter(document__removed_at=None)
    rows = rows.select_related(
        "document__kind", "document__draft", "rendition", "stored_by__person"
    ).order_by("document__position", "document", "-number")
    for document, versions in groupby(rows, attrgetter("document")):
        current, *former = versions
        gives = may_give(file, document.kind)
        removes = gives and file.can(Verb.REMOVE_PIECE)
        yield Given(document, current, former, gives, removes)


def may_give(file: File, piece: PieceKind) -> bool:
    """Tell whether the reader may put this piece into the dossier now."""
    supplies = not file.roles.isdisjoint(SUPPLIERS[Supplier(piece.supplier)])
    return supplies and file.can(Verb.STORE_PIECE)


def _place(file: File, known: Dossier, line: Line, given: dict[int, Given]) -> Place:
    gives = may_give(file, line.piece)
    return Place(
        line=line,
        why=_why(known, line),
        given=[given[d.pk] for d in line.documents if d.pk in given],
        wanting=_wanting(known, line),
        may_give=gives,
        may_waive=line.need is Need.IF_APPLICABLE
        and line.piece.supplier == Supplier.MINISTRY
        and not line.documents
        and file.can(Verb.WAIVE_PIECE),
    )


def _why(known: Dossier, line: Line) -> str:
    asked = known.kind.asked  # type: ignore[attr-defined]  # with_pieces
    own = (row.why for row in asked if row.piece_id == line.piece.pk)
    return next(own, "") or line.piece.why


def _wanting(known: Dossier, line: Line) -> list[DraftText]:
    """Return the draft texts that have no document; one alone takes any of them."""
    drafts = list(known.drafts.all())
    if line.piece.code != DRAFT_TEXT or (len(drafts) == 1 and line.documents):
        return []
    held = {document.draft_id for document in line.documents}
    return [draft for draft in drafts if draft.pk not in held]


def _other(file: File) -> PieceKind | None:
    """Return the piece « other », where the reader may give one that nothing asks."""
    piece = PieceKind.objects.filter(code=OTHER).first()
    return piece if piece and may_give(file, piece) else None
