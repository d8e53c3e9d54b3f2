"""Reaching one's own notes: nobody reaches another's, and none outlives the right to its item."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from django.http import Http404, HttpRequest

from ecm.access.meetings import Presence, has_recused, presence, recusals_by
from ecm.journal.chain import Actor
from ecm.meetings.models import AgendaItem, Meeting, NoteLock, PrivateNote
from ecm.meetings.standing import WALLS, standing_of, visible_items
from ecm.people.models import User


@dataclass(frozen=True)
class EarlierNote:
    """A note on the same matter at a meeting before this one."""

    item: int
    sealed: str
    meeting: Meeting


def writer(request: HttpRequest) -> Actor:
    """Return who writes notes; Http404 for a screen, and for an account that is nobody's."""
    user = cast(User, request.user)
    if user.person_id is None:
        raise Http404
    return Actor(user.pk, user.person_id)


def lock_of(writer: Actor) -> NoteLock | None:
    """Return the lock of the writer's notes, once he has chosen a phrase."""
    return NoteLock.objects.filter(person_id=writer.member).first()


def noting(request: HttpRequest, meeting_id: int) -> Presence:
    """Return the presence of a person who may keep notes there; Http404 for a wall."""
    here = presence(request, meeting_id)
    if here.view in WALLS or here.user.person_id is None:
        raise Http404
    return here


def noted_item(here: Presence, item_id: int) -> AgendaItem:
    """Return an item on which the user may note, and read what he noted; Http404 else."""
    item = here.item(item_id)
    if item.dossier is not None and has_recused(here.user, item.dossier):
        raise Http404
    return item


def noted_items(here: Presence) -> list[AgendaItem]:
    """Return the items of the meeting on which the user may note, in their order."""
    shut = recusals_by(here.user).filter(item__dossier__isnull=False)
    dossiers = set(shut.values_list("item__dossier", flat=True))
    items = here.items().order_by("position")
    return [item for item in items if item.dossier_id not in dossiers]


def notes_on(here: Presence, items: Iterable[AgendaItem]) -> dict[int, PrivateNote]:
    """Return, by item, the user's own notes."""
    own = PrivateNote.objects.filter(person=here.user.person_id, item__in=list(items))
    return {note.item_id: note for note in own}


def earlier_notes(
    here: Presence, items: Iterable[AgendaItem]
) -> dict[int, list[EarlierNote]]:
    """Return, by item, the user's notes on its dossier at earlier meetings, newest first."""
    of_dossier: dict[int | None, list[int]] = defaultdict(list)
    for item in items:
        if item.dossier_id is not None:
            of_dossier[item.dossier_id].append(item.pk)
    own = PrivateNote.objects.filter(
        person=here.user.person_id,
        item__dossier__in=of_dossier,
        item__meeting__day__lt=here.meeting.day,
    )
    found: dict[int, list[EarlierNote]] = defaultdict(list)
    rows = own.select_related("item__meeting").order_by("-item__meeting__day", "-pk")
    for note in rows:
        if _may_still_read(here.user, note.item):
            earlier = EarlierNote(note.item_id, note.sealed, note.item.meeting)
            for pk in of_dossier[note.item.dossier_id]:
                found[pk].append(earlier)
    return found


def _may_still_read(user: User, item: AgendaItem) -> bool:
    standing = standing_of(user, item.meeting)
    if standing is None:
        return False
    return visible_items(item.meeting, standing, user).filter(pk=item.pk).exists()
