"""What the council's meetings do to a dossier; called by them under their own lock.

A meeting locks its own row first, then the dossier's: never the other way round.
"""

from datetime import date

from ecm import clock
from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.outcomes import Outcome
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.desk import reopen
from ecm.dossiers.actions.lodging import next_council_day, note_withdrawal
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import Dossier
from ecm.dossiers.telling import tell_cabinet
from ecm.journal.chain import SYSTEM, Actor, record

# What the council did not settle: where the dossier goes then.
BROUGHT_BACK = {
    Outcome.DEFERRED: Verb.BRING_DOSSIER_BACK,
    Outcome.NOT_REACHED: Verb.BRING_DOSSIER_BACK,
    Outcome.REFERRED_TO_COMMITTEE: Verb.BRING_DOSSIER_BACK,
    Outcome.REFERRED_BACK: Verb.REFER_DOSSIER_BACK,
}


def place(actor: Actor, dossier: Dossier, meeting_id: int, item_id: int) -> None:
    """Note that an item of a meeting's agenda carries the dossier."""
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.PLACE_DOSSIER, locked)
        place_facts = {"meeting": meeting_id, "item": item_id}
        record(Verb.PLACE_DOSSIER, actor, locked, **place_facts)


def displace(actor: Actor, dossier: Dossier, meeting_id: int, item_id: int) -> None:
    """Note that the item is off the agenda: the dossier is ready for another council."""
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.DISPLACE_DOSSIER, locked)
        place_facts = {"meeting": meeting_id, "item": item_id}
        record(Verb.DISPLACE_DOSSIER, actor, locked, **place_facts)


def withdraw_from_agenda(actor: Actor, dossier: Dossier, *, reason: str) -> None:
    """Withdraw a dossier that an agenda carries; the meeting drops its item with it."""
    with held(dossier.pk, actor) as locked:
        if locked.state != DossierState.ON_AGENDA:
            raise NotPossible(
                gettext_noop("Ce dossier n'est inscrit à aucun ordre du jour.")
            )
        advance(actor, Verb.WITHDRAW_DOSSIER, locked)
        note_withdrawal(actor, locked, reason)


def settle(
    dossier: Dossier, meeting_id: int, item_id: int, outcome: Outcome | str
) -> None:
    """Close the dossier with what the council decided; again it changes nothing.

    Nothing happens to a dossier that is not on the agenda by the circuit: it came with
    its item (an import, a paper laid on the table), and a decision never fails on it.
    """
    with held(dossier.pk, SYSTEM) as locked:
        if locked.state != DossierState.ON_AGENDA:
            return
        if Outcome(outcome) is Outcome.WITHDRAWN:
            advance(SYSTEM, Verb.WITHDRAW_DOSSIER, locked)
            note_withdrawal(SYSTEM, locked, gettext_noop("Retiré en séance."))
            return
        advance(SYSTEM, Verb.SETTLE_DOSSIER, locked)
        _note(Verb.SETTLE_DOSSIER, locked, meeting_id, item_id, Outcome(outcome))


def bring_back(
    dossier: Dossier,
    meeting_id: int,
    item_id: int,
    outcome: Outcome | str,
    *,
    council_day: date | None = None,
) -> None:
    """Take back a dossier that the council did not settle, with what it said of it.

    Deferred or not reached, it is ready for `council_day` or the next council; referred
    back, its ministry has it, without reasons that are counted; referred to a committee,
    it is under study. As with `settle`, a dossier outside the circuit is left alone.
    """
    with held(dossier.pk, SYSTEM) as locked:
        if locked.state != DossierState.ON_AGENDA:
            return
        verb = BROUGHT_BACK[Outcome(outcome)]
        advance(SYSTEM, verb, locked)
        _note(verb, locked, meeting_id, item_id, Outcome(outcome))
        tell_cabinet(SYSTEM, locked, "dossier.brought_back")
        if verb is Verb.REFER_DOSSIER_BACK:
            reopen(locked)
            return
        today = clock.now().date()
        held_on = max(today, locked.council_day or today)
        locked.council_day = council_day or next_council_day(held_on)
        if Outcome(outcome) is Outcome.REFERRED_TO_COMMITTEE:
            advance(SYSTEM, Verb.STUDY_DOSSIER, locked)
            record(Verb.STUDY_DOSSIER, SYSTEM, locked)


def _note(
    verb: Verb, dossier: Dossier, meeting: int, item: int, outcome: Outcome
) -> None:
    dossier.outcome = outcome.value
    facts = {"meeting": meeting, "item": item, "outcome": outcome.value}
    record(verb, SYSTEM, dossier, **facts)
