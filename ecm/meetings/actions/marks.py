"""Asking for marks, giving them, closing the round, and who learns of them."""

from ecm import clock
from ecm.domain.errors import Conflict, NotAllowed, NotPossible, gettext_noop
from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.domain.verbs import Verb
from ecm.domain.workflow import item_after, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.recusals import refuse_aside, stand_aside
from ecm.meetings.asked import MARK, ROUNDS
from ecm.meetings.models import AgendaItem, Mark, MarkRound, Meeting, Seat
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.meetings.voting import refuse_while_voting

LONGEST_COMMENT = 500  # characters, as the column holds


def open_round(actor: Actor, item: AgendaItem, *, text: str = "") -> None:
    """Ask the members for their marks on the item under deliberation.

    `text` is the amended text they are asked about, if there is one. Asking while a round
    is open changes nothing; with another text it is refused, for marks stand on the first.
    """
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.OPEN_ROUND, meeting)
        refuse_elsewhere(meeting, item, Verb.OPEN_ROUND)
        refuse_while_voting(meeting)
        held = item.rounds.filter(closed_at=None).first()
        if held is not None:
            _refuse_another_text(held, text.strip())
            return
        number = item.rounds.count() + 1
        MarkRound.objects.create(
            item=item, number=number, text=text.strip(), opened_at=clock.now()
        )
        record(Verb.OPEN_ROUND, actor, meeting, item=item.pk, round=number)


def _refuse_another_text(held: MarkRound, text: str) -> None:
    if text and text != held.text:
        raise Conflict(
            gettext_noop(
                "Un tour est déjà ouvert : fermez-le d'abord, puis recommencez."
            )
        )


def close_round(actor: Actor, item: AgendaItem) -> None:
    """Close the round; closing it twice changes nothing."""
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.CLOSE_ROUND, meeting)
        meeting_after(meeting.state, Verb.CLOSE_ROUND)
        held = item.rounds.filter(closed_at=None).first()
        if held is None:
            return
        held.closed_at = clock.now()
        held.save(update_fields=["closed_at"])
        record(Verb.CLOSE_ROUND, actor, meeting, item=item.pk, round=held.number)


def give_mark(
    actor: Actor,
    seat_id: int,
    item: AgendaItem,
    *,
    value: MarkValue,
    comment: str = "",
    round: int | None = None,
) -> Mark:
    """Record the position of a seat in the open round; a later one replaces it.

    `round` is the one that its giver had before his eyes, if he tells it: a position on
    one text is never recorded on the next.

    The same position again changes nothing. Raises NotAllowed when the actor does not sit
    there with a deliberative voice, Conflict when no round is open.
    """
    with turn(item.meeting_id, actor) as meeting:
        own = require(actor, Verb.GIVE_MARK, meeting)
        seat = own_seat(own, seat_id)
        held = next((one for one in ROUNDS(item.pk) if one.is_open), None)
        if held is None:
            raise Conflict(
                gettext_noop("Les marques sur ce point sont closes : rien n'a changé.")
            )
        _refuse_another_round(held, round)
        refuse_elsewhere(meeting, item, Verb.GIVE_MARK)
        refuse_aside(own, item, value)
        comment = comment.strip()[:LONGEST_COMMENT]
        mark = next(iter(MARK(held.pk, seat.pk)), None)
        if mark and (mark.value, mark.comment) == (value, comment):
            return mark
        mark = mark or Mark(round=held, seat=seat)
        mark.value, mark.comment = value.value, comment
        mark.given_by_id, mark.given_at = actor.member, clock.now()
        mark.save()
        record(
            Verb.GIVE_MARK,
            actor,
            meeting,
            item=item.pk,
            round=held.number,
            seat=seat.pk,
            value=value.value,
        )
        if value is MarkValue.RECUSED:
            stand_aside(actor, meeting, seat, item)
        return mark


def show_marks(actor: Actor, meeting_id: int, display: MarkDisplay) -> None:
    """Choose what the members learn of the others' marks at this meeting."""
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.SHOW_MARKS, meeting)
        meeting_after(meeting.state, Verb.SHOW_MARKS)
        if meeting.mark_display == display:
            return
        meeting.mark_display = display.value
        meeting.save(update_fields=["mark_display"])
        record(Verb.SHOW_MARKS, actor, meeting, display=display.value)


def own_seat(seats: tuple[Seat, ...], seat_id: int) -> Seat:
    """Return the seat among the actor's own; raise NotAllowed unless it deliberates."""
    for seat in seats:
        if seat.pk == seat_id and seat.is_deliberative:
            return seat
    raise NotAllowed(gettext_noop("Vous n'occupez pas ce siège."))


def _refuse_another_round(held: MarkRound, asked: int | None) -> None:
    if asked not in (None, held.number):
        raise Conflict(
            gettext_noop("Un autre tour a été ouvert depuis : lisez-le, puis répondez.")
        )


def refuse_elsewhere(meeting: Meeting, item: AgendaItem, verb: Verb) -> None:
    """Raise NotPossible unless the item, read again under the lock, is deliberated on."""
    meeting_after(meeting.state, verb)
    item.refresh_from_db()  # it was read before the lock
    item_after(item.state, verb)
    if meeting.current_item_id != item.pk:
        raise NotPossible(gettext_noop("Ce point n'est pas en délibération."))
