"""Calling, presenting, deciding and restricting the items of a meeting."""

from collections.abc import Iterable
from datetime import date

from ecm import clock
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.outcomes import Outcome
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState, item_after, meeting_after
from ecm.dossiers.actions import council
from ecm.journal.chain import Actor, digest, record
from ecm.journal.models import Entry
from ecm.meetings.actions.floor import clear_floor
from ecm.meetings.actions.guests import see_guests_out
from ecm.meetings.models import AgendaItem, Decision, Directive, Meeting
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.people.models import Ministry, Person

VERB_OF_OUTCOME = {
    Outcome.DEFERRED: Verb.DEFER_ITEM,
    Outcome.REFERRED_BACK: Verb.REFER_ITEM_BACK,
    Outcome.REFERRED_TO_COMMITTEE: Verb.REFER_ITEM_BACK,
    Outcome.WITHDRAWN: Verb.WITHDRAW_ITEM,
}


def call_item(actor: Actor, item: AgendaItem) -> None:
    """Put `item` before the council; calling it while it is there changes nothing."""
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.CALL_ITEM, meeting)
        if meeting.current_item_id == item.pk:
            return
        meeting_after(meeting.state, Verb.CALL_ITEM)
        item.refresh_from_db()  # it was read before the lock
        clear_floor(actor, meeting)
        before = item.state
        item.state = item_after(before, Verb.CALL_ITEM)
        item.called_at = item.called_at or clock.now()
        item.save(update_fields=["state", "called_at"])
        previous, meeting.current_item = meeting.current_item_id, item
        record(
            Verb.CALL_ITEM,
            actor,
            meeting,
            item=item.pk,
            previous=previous,
            state=before,
        )
        if previous:
            see_guests_out(actor, meeting, previous)


def undo_call(actor: Actor, item: AgendaItem) -> None:
    """Take back the last call: the item before it is under deliberation again.

    Raises Conflict when anything but running minutes and attendance came after the call.
    """
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.UNDO_CALL, meeting)
        meeting_after(meeting.state, Verb.UNDO_CALL)
        call = _last_call(meeting)
        if call is None or call.facts["item"] != item.pk:
            raise Conflict(
                gettext_noop("L'appel de ce point ne peut plus être annulé.")
            )
        item.refresh_from_db()
        clear_floor(actor, meeting)
        item.state = ItemState(call.facts["state"])
        if item.state == ItemState.PLANNED:
            item.called_at = None
        item.save(update_fields=["state", "called_at"])
        meeting.current_item_id = call.facts["previous"]
        record(Verb.UNDO_CALL, actor, meeting, **call.facts)


QUIET = {
    Verb.WRITE_MINUTES,
    Verb.PROPOSE_MINUTES,
    Verb.SETTLE_PROPOSAL,
    Verb.REMOVE_MINUTES,
    Verb.NOTE_ATTENDANCE,
    Verb.WITHDRAW_SEAT,
    Verb.RESTRICT_ITEM,
    Verb.READ_CONVOCATION,
    Verb.CORRECT_ATTENDANCE,
    Verb.CORRECT_SITTING,
    Verb.ADMIT_GUEST,
    Verb.DISMISS_GUEST,
    Verb.RECUSE_SEAT,
    Verb.LIFT_RECUSAL,
}


def _last_call(meeting: Meeting) -> Entry | None:
    steering = Entry.objects.filter(stream=meeting.stream).exclude(verb__in=QUIET)
    last = steering.order_by("-seq").first()
    return last if last and last.verb == Verb.CALL_ITEM else None


def present_item(actor: Actor, item: AgendaItem) -> None:
    """Note that the item's minister has presented it; twice changes nothing."""
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.PRESENT_ITEM, meeting)
        meeting_after(meeting.state, Verb.PRESENT_ITEM)
        item.refresh_from_db()
        if item.state == ItemState.PRESENTED:
            return
        item.state = item_after(item.state, Verb.PRESENT_ITEM)
        item.save(update_fields=["state"])
        record(Verb.PRESENT_ITEM, actor, meeting, item=item.pk)


def decide(
    actor: Actor,
    item: AgendaItem,
    *,
    outcome: Outcome,
    text: str,
    amendments: str = "",
    deferred_to: date | None = None,
    instruction: str = "",
    responsible: Ministry | None = None,
    due_on: date | None = None,
) -> None:
    """Pronounce the council's decision on `item`, in the words that were read back.

    An instruction names the ministry that must carry it out. The open round of marks is
    closed. Raises NotPossible when the text is empty or an instruction has no ministry.
    """
    verb = VERB_OF_OUTCOME.get(outcome, Verb.DECIDE_ITEM)
    with turn(item.meeting_id, actor) as meeting:
        require(actor, verb, meeting)
        # The chair pronounces while the council sits, a withdrawal too; its ministry may
        # withdraw a file during a pause as well.
        meeting_after(meeting.state, Verb.DECIDE_ITEM)
        _refuse_incomplete(outcome, text, instruction, responsible)
        item.refresh_from_db()
        item.state = item_after(item.state, verb)
        # A file is withdrawn whenever its ministry says so; all else is decided in turn.
        if verb is not Verb.WITHDRAW_ITEM and meeting.current_item_id != item.pk:
            raise NotPossible(gettext_noop("Ce point n'est pas en délibération."))
        item.settled_at = clock.now()
        item.save(update_fields=["state", "settled_at"])
        _close_round(actor, meeting, item)
        decision = Decision.objects.create(
            item=item,
            outcome=outcome.value,
            text=text.strip(),
            amendments=amendments.strip(),
            deferred_to=deferred_to,
            decided_at=item.settled_at,
        )
        if instruction.strip() and responsible:
            Directive.objects.create(
                decision=decision,
                text=instruction.strip(),
                responsible=responsible,
                due_on=due_on,
            )
        seal = digest(
            "\n".join([decision.text, decision.amendments, instruction.strip()])
        )
        record(verb, actor, meeting, item=item.pk, outcome=outcome.value, digest=seal)
        see_guests_out(actor, meeting, item.pk)
        follow(item, outcome, deferred_to=deferred_to)


def follow(
    item: AgendaItem, outcome: Outcome, *, deferred_to: date | None = None
) -> None:
    """Let the dossier of an item follow what the council made of it, inside the turn.

    The meeting's row is locked first, the dossier's after it: never the other way round.
    """
    if item.dossier is None or not item.meeting.body.is_council:
        return  # another body gives an opinion, which its secretary brings back
    place = (item.dossier, item.meeting_id, item.pk, outcome)
    if outcome in council.BROUGHT_BACK:
        council.bring_back(*place, council_day=deferred_to)
    else:
        council.settle(*place)


def _refuse_incomplete(
    outcome: Outcome, text: str, instruction: str, responsible: Ministry | None
) -> None:
    if outcome is Outcome.NOT_REACHED:
        raise NotPossible(
            gettext_noop("Un point est « non examiné » quand la séance est levée.")
        )
    if not text.strip():
        raise NotPossible(gettext_noop("Le texte de la décision est vide."))
    if instruction.strip() and responsible is None:
        raise NotPossible(
            gettext_noop("Indiquez le ministère chargé d'exécuter l'instruction.")
        )


def _close_round(actor: Actor, meeting: Meeting, item: AgendaItem) -> None:
    held = item.rounds.filter(closed_at=None).first()
    if held is None:
        return
    held.closed_at = clock.now()
    held.save(update_fields=["closed_at"])
    record(Verb.CLOSE_ROUND, actor, meeting, item=item.pk, round=held.number)


def restrict_item(
    actor: Actor, item: AgendaItem, *, restricted: bool, readers: Iterable[Person] = ()
) -> None:
    """Close an item to all but `readers`, or open it again; effective on open tablets.

    The same readers again change nothing.
    """
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.RESTRICT_ITEM, meeting)
        item.refresh_from_db()
        wanted = set(readers) if restricted else set()
        if (item.is_restricted, set(item.readers.all())) == (restricted, wanted):
            return
        item.is_restricted = restricted
        item.save(update_fields=["is_restricted"])
        item.readers.set(wanted)
        record(Verb.RESTRICT_ITEM, actor, meeting, item=item.pk, restricted=restricted)
