"""Asking for the floor, giving it, taking it back: one speaks, the others wait in order."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db.models import QuerySet

from ecm import clock
from ecm.domain.errors import Conflict, NotAllowed, NotPossible, gettext_noop
from ecm.domain.floor import Hand, moved, rank_of_newcomer
from ecm.domain.policy import RIGHTS, Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import meeting_after
from ecm.journal.chain import Actor, record
from ecm.journal.models import Entry
from ecm.meetings.models import AgendaItem, FloorRequest, Meeting, Seat
from ecm.meetings.standing import require, standing_of, visible_items
from ecm.meetings.turn import turn
from ecm.meetings.wishes import stands_aside, wishes_of
from ecm.people.models import User
from ecm.prepared import Prepared

NO_ITEM = gettext_noop(
    "La parole se demande sur un point en délibération : il n'y en a pas pour vous."
)
LIST_CLOSED = gettext_noop("La liste des demandes de parole est close.")
MOVED_ON = gettext_noop("Le Conseil examine un autre point depuis.")
WAITS_NO_MORE = gettext_noop("Cette demande de parole n'attend plus : rien n'a changé.")
NOT_HERE = gettext_noop("Ce membre ne siège pas sur ce point.")
_HANDS = Prepared(
    lambda meeting: FloorRequest.objects.filter(
        meeting=meeting, left_at=None, ended_at=None
    )[:1]
)


def request_floor(
    actor: Actor, meeting_id: int, seat_id: int, *, item: int | None = None
) -> None:
    """Put a seat of the actor on the list; asking again, or while speaking, is nothing.

    `item` is the one that was under deliberation when it was asked, if that is told.

    Raises NotPossible when no item that he may read is under deliberation, Conflict when
    the list is closed.
    """
    with turn(meeting_id, actor) as meeting:
        seats = require(actor, Verb.REQUEST_FLOOR, meeting)
        seat = _own(seats, seat_id, Verb.REQUEST_FLOOR)
        meeting_after(meeting.state, Verb.REQUEST_FLOOR)
        present = _item_before(actor, meeting)
        if item not in (None, present.pk):
            raise Conflict(MOVED_ON)
        if _hands(meeting).filter(seat=seat).exists():
            return
        if meeting.floor_is_closed:
            raise Conflict(LIST_CLOSED)
        _inscribe(actor, meeting, present, seat)


def inscribe_wishes(actor: Actor, item: AgendaItem) -> None:
    """Put on the list, in one act, the members whose position on the item asks to speak.

    The chair's own act: a closed list does not stop it, a second one changes nothing.
    """
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.MOVE_REQUEST, meeting)
        meeting_after(meeting.state, Verb.MOVE_REQUEST)
        if meeting.current_item_id != item.pk:
            raise NotPossible(gettext_noop("Ce point n'est pas en délibération."))
        for seat in wishes_of(item):
            _inscribe(actor, meeting, item, seat)


def leave_floor(actor: Actor, meeting_id: int, seat_id: int) -> None:
    """Take a seat off the list: its own wish, or the act of who conducts."""
    with turn(meeting_id, actor) as meeting:
        _require_own_or_wheel(actor, Verb.LEAVE_FLOOR, meeting, seat_id)
        meeting_after(meeting.state, Verb.LEAVE_FLOOR)
        request = waiting(meeting).filter(seat=seat_id).first()
        if request is None:
            return
        _leave(actor, meeting, request)
        _renumber(waiting(meeting))


def move_request(
    actor: Actor, request: FloorRequest, *, after: int | None = None
) -> None:
    """Put a request just after another one, or first; there already, nothing changes.

    Raises Conflict when either waits no more.
    """
    with turn(request.meeting_id, actor) as meeting:
        require(actor, Verb.MOVE_REQUEST, meeting)
        meeting_after(meeting.state, Verb.MOVE_REQUEST)
        order = list(waiting(meeting))
        one = next((r for r in order if r.pk == request.pk), None)
        other = next((r for r in order if r.pk == after), None)
        if one is None or one == other or (after is not None and other is None):
            raise Conflict(WAITS_NO_MORE)
        if moved(order, one, other) != order:
            _place(actor, meeting, one, other)


def give_floor(actor: Actor, request: FloorRequest) -> None:
    """Give the floor to one who waits; the speech under way ends at the same moment."""
    with turn(request.meeting_id, actor) as meeting:
        require(actor, Verb.GIVE_FLOOR, meeting)
        meeting_after(meeting.state, Verb.GIVE_FLOOR)
        request.refresh_from_db()
        if request.is_speaking:
            return
        if not request.is_waiting:
            raise Conflict(WAITS_NO_MORE)
        if stands_aside(request):
            raise NotPossible(NOT_HERE)
        end_speech_under_way(actor, meeting)
        request.started_at = clock.now()
        request.save(update_fields=["started_at"])
        _record(Verb.GIVE_FLOOR, actor, meeting, request)
        _renumber(waiting(meeting))


def end_speech(actor: Actor, meeting_id: int, seat_id: int) -> None:
    """End the speech of a seat: the speaker himself, or who conducts; twice is nothing."""
    with turn(meeting_id, actor) as meeting:
        _require_own_or_wheel(actor, Verb.END_SPEECH, meeting, seat_id)
        meeting_after(meeting.state, Verb.END_SPEECH)
        if speaking(meeting, seat_id) is not None:
            end_speech_under_way(actor, meeting)


def close_floor(actor: Actor, meeting_id: int) -> None:
    """Take no more requests on this item; those who wait go on waiting."""
    _set_closed(actor, meeting_id, Verb.CLOSE_FLOOR, closed=True)


def reopen_floor(actor: Actor, meeting_id: int) -> None:
    """Take requests again."""
    _set_closed(actor, meeting_id, Verb.REOPEN_FLOOR, closed=False)


def _set_closed(actor: Actor, meeting_id: int, verb: Verb, *, closed: bool) -> None:
    with turn(meeting_id, actor) as meeting:
        require(actor, verb, meeting)
        meeting_after(meeting.state, verb)
        if meeting.floor_is_closed is closed:
            return
        meeting.floor_is_closed = closed
        record(verb, actor, meeting, item=meeting.current_item_id)


# Inside the turn of another act


def clear_floor(actor: Actor, meeting: Meeting) -> None:
    """End the speech, let those who wait go, and open the list again.

    The council leaves an item, and the requests were made on it. Called before the act
    that leaves it is recorded, so that this act is the last of its turn.
    """
    if _HANDS(meeting.pk):
        end_speech_under_way(actor, meeting)
        for request in waiting(meeting):
            _leave(actor, meeting, request)
    meeting.floor_is_closed = False


def leave_when_aside(
    actor: Actor, meeting: Meeting, seat: Seat, item: AgendaItem
) -> None:
    """Take off the list, inside the turn of his recusal, who may speak no more."""
    gone = waiting(meeting).filter(seat=seat, item=item).first()
    if gone is not None:
        _leave(actor, meeting, gone)
        _renumber(waiting(meeting))


def restore_floor(actor: Actor, meeting: Meeting, call: Entry) -> None:
    """Put back, inside the turn that undoes a call, who waited when it emptied the list.

    The same order again; who stands aside since, or left, does not come back.
    """
    left = FloorRequest.objects.in_bulk(_left_by(call))
    before: FloorRequest | None = None
    for former in sorted(left.values(), key=lambda one: (one.position, one.pk)):
        if former.item is None or stands_aside(former):
            continue
        asked_at = former.requested_at
        again = _inscribe(actor, meeting, former.item, former.seat, asked_at)
        if former.is_placed or list(waiting(meeting))[-1] != again:
            _place(actor, meeting, again, before)
        before = again


def _left_by(call: Entry) -> list[int]:
    """Return the requests that a call let go: the entries of its turn that come before it.

    The first entry of a command carries its key: beyond it is another act.
    """
    found: list[int] = []
    if call.key is not None:
        return found
    earlier = Entry.objects.filter(stream=call.stream, seq__lt=call.seq)
    for entry in earlier.order_by("-seq").iterator():
        if entry.verb != Verb.LEAVE_FLOOR or entry.actor_id != call.actor_id:
            break
        found.append(entry.facts["request"])
        if entry.key is not None:
            break
    return found


def end_speech_under_way(actor: Actor, meeting: Meeting) -> None:
    """End the speech of whoever has the floor, if somebody has."""
    request = speaking(meeting)
    if request is None or request.started_at is None:
        return
    request.ended_at = max(clock.now(), request.started_at)
    request.save(update_fields=["ended_at"])
    _record(Verb.END_SPEECH, actor, meeting, request)


def waiting(meeting: Meeting) -> "QuerySet[FloorRequest]":
    """Return the requests that wait, in their order."""
    rows = meeting.floor_requests.filter(started_at=None, left_at=None)
    return rows.order_by("position", "pk")


def speaking(meeting: Meeting, seat_id: int | None = None) -> FloorRequest | None:
    """Return the request whose speech is under way, if it is that seat's."""
    rows = meeting.floor_requests.filter(started_at__isnull=False, ended_at=None)
    return (rows.filter(seat=seat_id) if seat_id else rows).first()


def _hands(meeting: Meeting) -> "QuerySet[FloorRequest]":
    return meeting.floor_requests.filter(left_at=None, ended_at=None)


def _place(
    actor: Actor, meeting: Meeting, one: FloorRequest, other: FloorRequest | None
) -> None:
    """Put a request just after another one, or first, where the table wants it."""
    order = list(waiting(meeting))
    one = next(r for r in order if r == one)
    one.is_placed = True
    one.save(update_fields=["is_placed"])
    _renumber(moved(order, one, other))
    after = other.pk if other else None
    _record(Verb.MOVE_REQUEST, actor, meeting, one, after=after)


def _inscribe(
    actor: Actor,
    meeting: Meeting,
    item: AgendaItem,
    seat: Seat,
    asked_at: datetime | None = None,
) -> FloorRequest:
    order = list(waiting(meeting))
    spoken = set(
        item.floor_requests.filter(started_at__isnull=False).values_list(
            "seat_id", flat=True
        )
    )
    rank = rank_of_newcomer(
        [Hand(r.seat_id in spoken, r.is_placed) for r in order],
        has_spoken=seat.pk in spoken,
        new_speakers_first=meeting.body.new_speakers_first,
    )
    request = FloorRequest.objects.create(
        meeting=meeting,
        item=item,
        seat=seat,
        position=rank + 1,
        requested_at=asked_at or clock.now(),
    )
    _renumber([*order[:rank], request, *order[rank:]])
    _record(Verb.REQUEST_FLOOR, actor, meeting, request)
    return request


def _renumber(order: Iterable[FloorRequest]) -> None:
    for rank, request in enumerate(order, start=1):
        if request.position != rank:
            request.position = rank
            request.save(update_fields=["position"])


def _leave(actor: Actor, meeting: Meeting, request: FloorRequest) -> None:
    request.left_at = clock.now()
    request.save(update_fields=["left_at"])
    _record(Verb.LEAVE_FLOOR, actor, meeting, request)


def _record(
    verb: Verb,
    actor: Actor,
    meeting: Meeting,
    request: FloorRequest,
    **more: int | None,
) -> None:
    record(
        verb,
        actor,
        meeting,
        request=request.pk,
        seat=request.seat_id,
        item=request.item_id,
        **more,
    )


def _item_before(actor: Actor, meeting: Meeting) -> AgendaItem:
    """Return the item under deliberation if the actor may read it.

    Where he may not, the refusal is the one between two items.
    """
    user = User(pk=actor.user_id, person_id=actor.person_id)
    standing = standing_of(user, meeting)
    item = None
    if standing is not None and meeting.current_item_id is not None:
        items = visible_items(meeting, standing, user)
        item = items.filter(pk=meeting.current_item_id).first()
    if item is None:
        raise NotPossible(NO_ITEM)
    return item


def _own(seats: Sequence[Seat], seat_id: int, verb: Verb) -> Seat:
    """Return the seat if the actor sits there and its voice has the right to `verb`."""
    for seat in seats:
        if seat.pk == seat_id and Role(seat.capacity) in RIGHTS[verb]:
            return seat
    raise NotAllowed(gettext_noop("Vous n'occupez pas ce siège."))


def _require_own_or_wheel(
    actor: Actor, verb: Verb, meeting: Meeting, seat_id: int
) -> None:
    """Raise NotAllowed unless the seat is the actor's own, or he conducts the meeting."""
    seats = require(actor, verb, meeting)
    if all(seat.pk != seat_id for seat in seats):
        require(actor, Verb.GIVE_FLOOR, meeting)
