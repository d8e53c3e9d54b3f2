"""Taking back the last decision of a council: its words stay, beside those that follow."""

from ecm import clock
from ecm.domain.errors import Conflict, gettext_noop
from ecm.domain.outcomes import Outcome
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState, item_after, meeting_after
from ecm.dossiers.actions import council
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.items import VERB_OF_OUTCOME, carried_by, last_act
from ecm.meetings.models import AgendaItem, Decision, Meeting, UndoneDecision
from ecm.meetings.standing import require
from ecm.meetings.turn import turn

PRONOUNCED = {Verb.DECIDE_ITEM, *VERB_OF_OUTCOME.values()}


def undo_decision(actor: Actor, item: AgendaItem) -> None:
    """Take back the decision just pronounced: its item is under deliberation again.

    Its dossier comes back before the council, and the items joined to it are planned
    again. Raises Conflict when anything but running minutes, attendance or the list of
    speakers came after it, or when its dossier was moved on since.
    """
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.UNDO_DECISION, meeting)
        meeting_after(meeting.state, Verb.UNDO_DECISION)
        item.refresh_from_db()
        state = item_after(item.state, Verb.UNDO_DECISION)
        last = last_act(meeting)
        if last is None or last.verb not in PRONOUNCED or last.facts["item"] != item.pk:
            raise Conflict(
                gettext_noop(
                    "Seule la dernière décision s'annule, avant tout autre acte."
                )
            )
        decision = Decision.objects.get(item=item)
        _reinstate(item, decision)
        _keep_its_words(decision)
        _call_again(meeting, item, state)
        record(Verb.UNDO_DECISION, actor, meeting, **last.facts)


def _reinstate(item: AgendaItem, decision: Decision) -> None:
    """Bring back the dossiers of an item and of those that were joined to it."""
    joined = list(item.joined.select_related("dossier"))
    for own in (item, *joined):
        dossier = carried_by(own)
        if dossier is not None:
            council.reinstate(
                *(dossier, own.meeting_id, own.pk, Outcome(decision.outcome)),
                since=decision.decided_at,
                council_day=own.meeting.day,
            )
    for other in joined:
        other.state, other.joined_to = ItemState.PLANNED, None
        other.save(update_fields=["state", "joined_to"])


def _keep_its_words(decision: Decision) -> None:
    UndoneDecision.objects.create(
        item=decision.item,
        outcome=decision.outcome,
        text=decision.text,
        amendments=decision.amendments,
        instruction="\n".join(d.text for d in decision.directives.all()),
        decided_at=decision.decided_at,
        undone_at=clock.now(),
    )
    decision.directives.all().delete()
    decision.delete()


def _call_again(meeting: Meeting, item: AgendaItem, state: ItemState) -> None:
    item.state, item.settled_at = state, None
    item.called_at = item.called_at or clock.now()
    item.save(update_fields=["state", "settled_at", "called_at"])
    meeting.current_item = item
