"""Calling, presenting, deciding and restricting the items of a meeting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from ecm import clock
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.outcomes import Outcome
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState, item_after, meeting_after
from ecm.dossiers.actions import council
from ecm.dossiers.models import Dossier
from ecm.journal.chain import Actor, digest, record
from ecm.journal.models import Entry
from ecm.meetings.actions.floor import clear_floor, restore_floor
from ecm.meetings.actions.guests import see_guests_out
from ecm.meetings.actions.passages import put_passage_away
from ecm.meetings.consenting import put_away
from ecm.meetings.models import AgendaItem, Decision, Directive, Meeting
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.meetings.voting import refuse_while_voting
from ecm.people.models import Ministry, Person


@dataclass(frozen=True)
class Instruction:
    """What a ministry is told to do with a decision, and by when."""

    text: str
    responsible: Ministry | None
    due_on: date | None = None


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
        refuse_while_voting(meeting)
        item.refresh_from_db()  # it was read before the lock
        clear_floor(actor, meeting)
        before = item.state
        item.state = item_after(before, Verb.CALL_ITEM)
        put_away(actor, meeting)  # what is called leaves the list for the stage
        item.called_at = item.called_at or clock.now()
        item.is_aside = False
        item.save(update_fields=["state", "called_at", "is_aside"])
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
            put_passage_away(actor, meeting, previous)


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
        item.is_aside = _was_aside(meeting, item, call)
        item.save(update_fields=["state", "called_at", "is_aside"])
        meeting.current_item_id = call.facts["previous"]
        restore_floor(actor, meeting, call)
        record(Verb.UNDO_CALL, actor, meeting, **call.facts)


# What may come after a call or a decision that is taken back all the same.
QUIET = {
    Verb.HAND_WHEEL,
    Verb.TAKE_WHEEL,
    Verb.REQUEST_FLOOR,
    Verb.LEAVE_FLOOR,
    Verb.MOVE_REQUEST,
    Verb.CLOSE_FLOOR,
    Verb.REOPEN_FLOOR,
    Verb.END_SPEECH,  # the speech was given before, or its giving stands in the way
    Verb.CORRECT_ATTENDANCE,
    Verb.CORRECT_SITTING,
    Verb.SHOW_MARKS,
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


def last_act(meeting: Meeting) -> Entry | None:
    """Return the last entry that moved the council on."""
    steering = Entry.objects.filter(stream=meeting.stream).exclude(verb__in=QUIET)
    return steering.order_by("-seq").first()


def _last_call(meeting: Meeting) -> Entry | None:
    last = last_act(meeting)
    return last if last and last.verb == Verb.CALL_ITEM else None


def _was_aside(meeting: Meeting, item: AgendaItem, call: Entry) -> bool:
    """Tell whether an item was set aside when the call came that is taken back."""
    moves = (Verb.SET_ITEM_ASIDE, Verb.CALL_ITEM, Verb.UNDO_CALL)
    entries = Entry.objects.filter(stream=meeting.stream, seq__lt=call.seq)
    now = before = False
    for verb in (
        entries.filter(verb__in=moves, facts__item=item.pk)
        .order_by("seq")
        .values_list("verb", flat=True)
    ):
        if verb == Verb.UNDO_CALL:
            now = before
        else:
            now, before = verb == Verb.SET_ITEM_ASIDE, now
    return now


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
    instructions: Sequence[Instruction] = (),
) -> None:
    """Pronounce the council's decision on `item`, in the words that were read back.

    An instruction names the ministry that must carry it out. The open round of marks is
    closed. Raises NotPossible when the text is empty, an instruction has no ministry or
    the council to which the item is deferred is not a later one.
    """
    verb = VERB_OF_OUTCOME.get(outcome, Verb.DECIDE_ITEM)
    with turn(item.meeting_id, actor) as meeting:
        require(actor, verb, meeting)
        # The chair pronounces while the council sits, a withdrawal too; its ministry may
        # withdraw a file during a pause as well.
        meeting_after(meeting.state, Verb.DECIDE_ITEM)
        _refuse_incomplete(outcome, text, instructions)
        _refuse_an_earlier_day(meeting, deferred_to)
        item.refresh_from_db()
        item.state = item_after(item.state, verb)
        if meeting.current_item_id == item.pk:
            refuse_while_voting(meeting)
        # A file is withdrawn whenever its ministry says so; all else is decided in turn.
        if verb is not Verb.WITHDRAW_ITEM and meeting.current_item_id != item.pk:
            raise NotPossible(gettext_noop("Ce point n'est pas en délibération."))
        item.settled_at = clock.now()
        item.save(update_fields=["state", "settled_at"])
        close_round_of(actor, meeting, item)
        decision = Decision(
            item=item,
            outcome=outcome.value,
            text=text.strip(),
            amendments=amendments.strip(),
            deferred_to=deferred_to,
            decided_at=item.settled_at,
        )
        seal = write_down(decision, instructions)
        record(verb, actor, meeting, item=item.pk, outcome=outcome.value, digest=seal)
        see_guests_out(actor, meeting, item.pk)
        put_passage_away(actor, meeting, item.pk)
        follow(item, outcome, deferred_to=deferred_to)


def write_down(decision: Decision, instructions: Sequence[Instruction]) -> str:
    """Save a decision with its instructions; return the seal of their words."""
    decision.save()
    Directive.objects.bulk_create(
        Directive(
            decision=decision,
            text=given.text.strip(),
            responsible=given.responsible,
            due_on=given.due_on,
        )
        for given in instructions
    )
    tasks = "\n".join(given.text.strip() for given in instructions)
    return digest("\n".join([decision.text, decision.amendments, tasks]))


def follow(
    item: AgendaItem, outcome: Outcome, *, deferred_to: date | None = None
) -> None:
    """Let the dossier of an item follow what the council made of it, inside the turn.

    So do those of the items that were joined to it. The meeting's row is locked first,
    the dossier's after it: never the other way round.
    """
    for joined in item.joined.select_related("dossier"):
        follow(joined, outcome, deferred_to=deferred_to)
    dossier = carried_by(item)
    if dossier is None:
        return
    place = (dossier, item.meeting_id, item.pk, outcome)
    if outcome in council.BROUGHT_BACK:
        council.bring_back(*place, council_day=deferred_to)
    else:
        council.settle(*place)


def carried_by(item: AgendaItem) -> Dossier | None:
    """Return the dossier that goes the way of the council's decision on an item.

    It goes with the item it came with, not with a part divided from that one; another
    body gives an opinion, which its secretary brings back.
    """
    is_its_own = item.split_from_id is None and item.meeting.body.is_council
    return item.dossier if is_its_own else None


def _refuse_incomplete(
    outcome: Outcome, text: str, instructions: Sequence[Instruction]
) -> None:
    if outcome is Outcome.NOT_REACHED:
        raise NotPossible(
            gettext_noop("Un point est « non examiné » quand la séance est levée.")
        )
    if not text.strip():
        raise NotPossible(NO_WORDS)
    for given in instructions:
        if not given.text.strip():
            raise NotPossible(NO_TASK)
        if given.responsible is None:
            raise NotPossible(NO_MINISTRY)


NO_WORDS = gettext_noop("Le texte de la décision est vide.")
NO_TASK = gettext_noop("Le texte d'une instruction est vide.")
NO_MINISTRY = gettext_noop("Indiquez le ministère chargé d'exécuter l'instruction.")
TOO_EARLY = gettext_noop("Un point est ajourné à une séance postérieure à celle-ci.")


def _refuse_an_earlier_day(meeting: Meeting, deferred_to: date | None) -> None:
    if deferred_to is not None and deferred_to <= meeting.day:
        raise NotPossible(TOO_EARLY)


def close_round_of(actor: Actor, meeting: Meeting, item: AgendaItem) -> None:
    """Close the open round of marks on an item, if there is one, inside the turn."""
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
