"""Pointing out a passage of a paper while its item is examined."""

from collections.abc import Iterable, Iterator

from django.db.models import QuerySet

from ecm import clock
from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.policy import Role, may
from ecm.domain.verbs import Verb
from ecm.domain.workflow import item_after, meeting_after
from ecm.dossiers.actions.observations import refuse_unfound
from ecm.dossiers.models import Version
from ecm.journal.chain import Actor, digest, record
from ecm.meetings.models import AgendaItem, Meeting, PointedPassage, Seat
from ecm.meetings.papers import papers_of
from ecm.meetings.standing import holds_the_wheel, require
from ecm.meetings.turn import turn
from ecm.prepared import Prepared

LONGEST = 500  # characters, as the column holds
_SHOWN = Prepared(
    lambda meeting: PointedPassage.objects.filter(
        item__meeting=meeting, released_at=None
    )
)


def point_passage(
    actor: Actor, item: AgendaItem, *, version: int, page: int, quote: str = ""
) -> PointedPassage:
    """Show every reader of `item` a page of one of its papers, and the words on it.

    The rapporteur, the chair, the secretariat and who conducts may. The former passage
    gives way; the same again changes nothing. Raises NotPossible for a page or a paper that
    is not there, NotAllowed for anybody else.
    """
    with turn(item.meeting_id, actor) as meeting:
        seats = require(actor, Verb.POINT_PASSAGE, meeting)
        _refuse_elsewhere(meeting, item)
        seat = next(pointing_seats(meeting, item, seats), None)
        if seat is None:
            raise NotAllowed(
                gettext_noop(
                    "Seuls le rapporteur de ce point, le président et le secrétariat "
                    "montrent un passage."
                )
            )
        paper = _paper(meeting, item, version, page)
        quote = " ".join(quote.split())[:LONGEST]
        refuse_unfound(quote, paper)
        told = {"version": paper, "page": page, "quote": quote}
        same = shown_passages(item).filter(**told).last()
        if same is not None:
            return same
        shown_passages(item).update(released_at=clock.now())
        passage = PointedPassage.objects.create(
            item=item, seat=seat, pointed_at=clock.now(), **told
        )
        _record(Verb.POINT_PASSAGE, actor, meeting, passage)
        return passage


def release_passage(actor: Actor, item: AgendaItem) -> None:
    """Show the passage no more; with none shown nothing happens."""
    with turn(item.meeting_id, actor) as meeting:
        seats = require(actor, Verb.RELEASE_PASSAGE, meeting)
        meeting_after(meeting.state, Verb.RELEASE_PASSAGE)
        if next(pointing_seats(meeting, item, seats), None) is None:
            raise NotAllowed(gettext_noop("Ce passage est montré par un autre."))
        put_passage_away(actor, meeting, item.pk)


def put_passage_away(actor: Actor, meeting: Meeting, item_id: int | None) -> None:
    """Release, inside the turn that ends an item, what was pointed out in its papers."""
    for passage in _SHOWN(meeting.pk):
        if item_id not in (None, passage.item_id):
            continue
        passage.released_at = clock.now()
        passage.save(update_fields=["released_at"])
        _record(Verb.RELEASE_PASSAGE, actor, meeting, passage)


def pointing_seats(
    meeting: Meeting, item: AgendaItem, seats: Iterable[Seat]
) -> Iterator[Seat]:
    """Yield the seats among `seats` that may point out a passage of an item's papers."""
    theirs = {item.ministry_id}
    if item.dossier is not None:
        theirs |= set(item.dossier.associated.values_list("pk", flat=True))
    for seat in seats:
        role = Role(seat.capacity)
        at_the_table = role in (Role.PRESIDING, Role.SECRETARY)
        if not may(frozenset({role}), Verb.POINT_PASSAGE):
            continue
        if at_the_table or holds_the_wheel(seat, meeting) or seat.ministry_id in theirs:
            yield seat


def shown_passages(item: AgendaItem) -> "QuerySet[PointedPassage]":
    return item.passages.filter(released_at=None)


def _refuse_elsewhere(meeting: Meeting, item: AgendaItem) -> None:
    meeting_after(meeting.state, Verb.POINT_PASSAGE)
    item.refresh_from_db()  # it was read before the lock
    item_after(item.state, Verb.POINT_PASSAGE)
    if meeting.current_item_id != item.pk:
        raise NotPossible(gettext_noop("Ce point n'est pas en délibération."))


def _paper(meeting: Meeting, item: AgendaItem, version: int, page: int) -> Version:
    papers = papers_of(meeting, [item])[item.pk]
    paper = next((p.version for p in papers if p.version.pk == version), None)
    if paper is None:
        raise NotPossible(gettext_noop("Cette pièce n'est pas au dossier de ce point."))
    last = paper.pages or 1
    if not 1 <= page <= last:
        raise NotPossible(
            gettext_noop("Cette pièce a %(pages)s pages : choisissez l'une d'elles."),
            pages=last,
        )
    return paper


def _record(verb: Verb, actor: Actor, meeting: Meeting, shown: PointedPassage) -> None:
    record(
        verb,
        actor,
        meeting,
        item=shown.item_id,
        passage=shown.pk,
        version=shown.version_id,
        page=shown.page,
        digest=digest(shown.quote),
    )
