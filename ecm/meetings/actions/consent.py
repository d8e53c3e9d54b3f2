"""The list without debate: shown to all, thinned by any member, adopted at one stroke."""

from collections.abc import Collection
from datetime import datetime

from ecm import clock
from ecm.domain.errors import Conflict, NotPossible, Refusal, gettext_noop
from ecm.domain.verbs import Verb
from ecm.domain.workflow import IN_HAND, ItemState, meeting_after
from ecm.journal.chain import Actor, digest, record
from ecm.meetings import palette
from ecm.meetings.actions.floor import clear_floor
from ecm.meetings.actions.guests import see_guests_out
from ecm.meetings.actions.items import follow
from ecm.meetings.actions.marks import own_seat
from ecm.meetings.consenting import listed, outcome_of, put_away, shown, stands
from ecm.meetings.models import (
    AgendaItem,
    ConsentList,
    Decision,
    Guest,
    Meeting,
    Track,
)
from ecm.meetings.standing import require
from ecm.meetings.turn import turn


def show_list(actor: Actor, meeting_id: int) -> None:
    """Put the list before the council; showing it again changes nothing.

    Raises NotPossible while an item is under deliberation, or with nothing to show.
    """
    with turn(meeting_id, actor) as meeting:
        seats = require(actor, Verb.SHOW_CONSENT, meeting)
        meeting_after(meeting.state, Verb.SHOW_CONSENT)
        if shown(meeting):
            return
        _refuse_in_hand(meeting)
        items = listed(meeting, seats)
        if not items:
            raise NotPossible(
                gettext_noop("Aucun point n'est à adopter sans débat pour le moment.")
            )
        held = ConsentList.objects.create(
            meeting=meeting,
            number=meeting.consent_lists.count() + 1,
            shown_at=clock.now(),
        )
        facts = {"consent": held.pk, "count": len(items)}
        record(Verb.SHOW_CONSENT, actor, meeting, **facts)


def _refuse_in_hand(meeting: Meeting) -> None:
    current = meeting.current_item
    if current is not None and current.state in IN_HAND:
        raise NotPossible(
            gettext_noop(
                "Un point est en délibération : prononcez sa décision ou mettez-le "
                "de côté, puis présentez la liste."
            )
        )


def hide_list(actor: Actor, meeting_id: int) -> None:
    """Take the list off the screens: nothing is decided; again it changes nothing."""
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.HIDE_CONSENT, meeting)
        meeting_after(meeting.state, Verb.HIDE_CONSENT)
        put_away(actor, meeting)


def take_out(actor: Actor, seat_id: int, item: AgendaItem) -> None:
    """Have an item debated instead; it is out at once, twice changes nothing.

    Raises Conflict when the list was adopted or put away meanwhile.
    """
    with turn(item.meeting_id, actor) as meeting:
        seat = own_seat(require(actor, Verb.TAKE_OUT_ITEM, meeting), seat_id)
        meeting_after(meeting.state, Verb.TAKE_OUT_ITEM)
        held = _shown(meeting)
        item.refresh_from_db()  # it was read before the lock
        if item.track == Track.DEBATE:
            return
        if not stands(item):
            raise NotPossible(
                gettext_noop("Ce point n'est pas sur la liste sans débat.")
            )
        item.track = Track.DEBATE
        item.save(update_fields=["track"])
        facts = {"consent": held.pk, "item": item.pk, "seat": seat.pk}
        record(Verb.TAKE_OUT_ITEM, actor, meeting, **facts)


def adopt(actor: Actor, meeting_id: int, item_ids: Collection[int]) -> None:
    """Adopt the list as it was read: each of `item_ids` gets its own decision.

    Raises Conflict when what stands on the list is no longer exactly that.
    """
    with turn(meeting_id, actor) as meeting:
        seats = require(actor, Verb.ADOPT_CONSENT, meeting)
        meeting_after(meeting.state, Verb.ADOPT_CONSENT)
        held = _shown(meeting)
        items = listed(meeting, seats)
        _refuse_another(items, item_ids)
        held.closed_at, held.is_adopted = clock.now(), True
        held.save(update_fields=["closed_at", "is_adopted"])
        _decide(actor, meeting, items, held.closed_at)
        # What was decided before the list is no longer what the council has before it.
        clear_floor(actor, meeting)
        meeting.current_item = None
        facts = {"consent": held.pk, "count": len(items)}
        record(Verb.ADOPT_CONSENT, actor, meeting, **facts)


def _shown(meeting: Meeting) -> ConsentList:
    held = shown(meeting)
    if held is None:
        raise _gone(meeting)
    return held


def _gone(meeting: Meeting) -> Refusal:
    last = meeting.consent_lists.last()
    if last is None:
        return NotPossible(gettext_noop("Aucune liste sans débat n'est présentée."))
    if last.is_adopted:
        return Conflict(
            gettext_noop("La liste vient d'être adoptée : rien n'a changé.")
        )
    return Conflict(gettext_noop("La liste sans débat n'est plus présentée."))


def _refuse_another(items: list[AgendaItem], item_ids: Collection[int]) -> None:
    if {item.pk for item in items} != set(item_ids):
        raise Conflict(
            gettext_noop(
                "La liste a changé pendant que vous la lisiez : rien n'est adopté. "
                "Relisez-la, puis confirmez de nouveau."
            )
        )
    if not items:
        raise NotPossible(
            gettext_noop("Il ne reste aucun point sur la liste : retirez-la.")
        )


def _decide(
    actor: Actor, meeting: Meeting, items: list[AgendaItem], at: datetime
) -> None:
    """Write each item's own decision, all at one moment, the rows together."""
    decisions = [_decision(item, at) for item in items]
    for item in items:
        item.state, item.settled_at = ItemState.DECIDED, at
    AgendaItem.objects.bulk_update(items, ["state", "settled_at"])
    Decision.objects.bulk_create(decisions)
    waiting = Guest.objects.filter(item__in=items, left_at=None)
    hosts = set(waiting.values_list("item", flat=True))
    for item, decision in zip(items, decisions, strict=True):
        item.meeting = meeting
        _record(actor, meeting, decision)
        if item.pk in hosts:
            see_guests_out(actor, meeting, item.pk)
        follow(item, outcome_of(item))


def _decision(item: AgendaItem, at: datetime) -> Decision:
    outcome = outcome_of(item)
    text = palette.sentence(item, outcome)
    return Decision(item=item, outcome=outcome.value, text=text, decided_at=at)


def _record(actor: Actor, meeting: Meeting, decision: Decision) -> None:
    facts = {
        "item": decision.item_id,
        "outcome": decision.outcome,
        "digest": digest(f"{decision.text}\n\n"),
    }
    record(Verb.DECIDE_ITEM, actor, meeting, **facts)
