"""The order of a council that sits: items set aside, called in another order, undebated."""

from collections.abc import Sequence
from itertools import pairwise

from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState, item_after, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.floor import clear_floor
from ecm.meetings.actions.guests import see_guests_out
from ecm.meetings.actions.items import close_round_of
from ecm.meetings.actions.passages import put_passage_away
from ecm.meetings.agenda import in_calling_order
from ecm.meetings.models import AgendaItem, Meeting, Track
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.meetings.voting import refuse_while_voting


def set_aside(actor: Actor, item: AgendaItem) -> None:
    """Put a called item off until later in the meeting; it is proposed again at its end."""
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.SET_ITEM_ASIDE, meeting)
        meeting_after(meeting.state, Verb.SET_ITEM_ASIDE)
        item.refresh_from_db()
        if item.is_aside:
            return
        item.state = item_after(item.state, Verb.SET_ITEM_ASIDE)
        refuse_while_voting(meeting)
        item.is_aside, item.called_at = True, None
        item.save(update_fields=["state", "is_aside", "called_at"])
        close_round_of(actor, meeting, item)
        if meeting.current_item_id == item.pk:
            clear_floor(actor, meeting)
            meeting.current_item = None
        record(Verb.SET_ITEM_ASIDE, actor, meeting, item=item.pk)
        see_guests_out(actor, meeting, item.pk)
        put_passage_away(actor, meeting, item.pk)


def reorder_item(actor: Actor, item: AgendaItem, *, after: AgendaItem | None) -> None:
    """Have an item called right after another planned one, or first with None.

    Its number and its place on the agenda stay: a council that sits only changes the
    order in which items are called. The same order again changes nothing.
    """
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.REORDER_ITEM, meeting)
        meeting_after(meeting.state, Verb.REORDER_ITEM)
        items = {own.pk: own for own in in_calling_order(meeting.items.all())}
        own = _planned(items.pop(item.pk))
        previous = _planned(items[after.pk]) if after is not None else None
        rest = list(items.values())
        if write_order(meeting, _with(rest, own, previous)):
            place = previous.pk if previous else None
            record(Verb.REORDER_ITEM, actor, meeting, item=own.pk, after=place)


def _planned(item: AgendaItem) -> AgendaItem:
    if item.state != ItemState.PLANNED:
        raise NotPossible(
            gettext_noop("Seul un point qui n'a pas été appelé change de rang.")
        )
    return item


def _with(
    rest: Sequence[AgendaItem], item: AgendaItem, after: AgendaItem | None
) -> list[AgendaItem]:
    """Return the order with `item` after another, or before the first planned one."""
    if after is None:
        waiting = (n for n, i in enumerate(rest) if i.state == ItemState.PLANNED)
        at = next(waiting, len(rest))
    else:
        at = [other.pk for other in rest].index(after.pk) + 1
    return [*rest[:at], item, *rest[at:]]


def write_order(meeting: Meeting, order: Sequence[AgendaItem]) -> bool:
    """Keep the order in which items are called; return whether it changed.

    Inside a turn. When it is that of the agenda no item has a rank of its own.
    """
    is_plain = all(a.position < b.position for a, b in pairwise(order))
    changed = []
    for place, item in enumerate(order, start=1):
        rank = None if is_plain else place
        if item.calling_rank != rank:
            item.calling_rank = rank
            changed.append(item)
    was = [item.pk for item in in_calling_order(meeting.items.all())]
    AgendaItem.objects.bulk_update(changed, ["calling_rank"])
    return was != [item.pk for item in order]


def switch_track(actor: Actor, item: AgendaItem, *, track: Track) -> None:
    """Have an item adopted with or without debate; the same changes nothing."""
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.SWITCH_TRACK, meeting)
        meeting_after(meeting.state, Verb.SWITCH_TRACK)
        item.refresh_from_db()
        item_after(item.state, Verb.SWITCH_TRACK)
        if item.track == track:
            return
        item.track = track
        item.save(update_fields=["track"])
        record(Verb.SWITCH_TRACK, actor, meeting, item=item.pk, track=track.value)
