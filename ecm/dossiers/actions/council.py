"""What the council's meetings do to a dossier; called by them under their own lock.

A meeting locks its own row first, then the dossier's: never the other way round.
"""

from datetime import date, datetime

from ecm import clock
from ecm.domain.circuit import DossierState
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.outcomes import Outcome
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.desk import reopen
from ecm.dossiers.actions.lodging import next_council_day, note_withdrawal
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import Dossier
from ecm.dossiers.telling import tell_cabinet
from ecm.journal.chain import SYSTEM, Actor, record
from ecm.journal.models import Entry

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


# What is written of a dossier without moving it on.
_QUIET = (*(Verb.READ_PIECE, Verb.TAKE_CHARGE, Verb.WRITE_NOTE, Verb.LAPSE_OPINION),)


def reinstate(
    dossier: Dossier,
    meeting_id: int,
    item_id: int,
    outcome: Outcome | str,
    *,
    since: datetime,
    council_day: date,
) -> None:
    """Put a dossier before the council again, whose decision of `since` is taken back.

    A dossier that the decision did not move is left alone. Raises Conflict when somebody
    has moved it on since.
    """
    with held(dossier.pk, SYSTEM) as locked:
        verb = _verb_of(Outcome(outcome))
        _refuse_withdrawn_by_its_ministry(locked)
        ours = Entry.objects.filter(stream=locked.stream, actor=None, at__gte=since)
        moved = ours.filter(verb=verb).order_by("-seq").first()
        if moved is None:
            return
        _refuse_moved_on(locked, moved, Outcome(outcome))
        advance(SYSTEM, Verb.REINSTATE_DOSSIER, locked)
        if verb is Verb.REFER_DOSSIER_BACK:
            _sign_again(locked)
        if verb is Verb.WITHDRAW_DOSSIER:
            locked.withdrawal.delete()
        locked.council_day = council_day
        _note(Verb.REINSTATE_DOSSIER, locked, meeting_id, item_id, Outcome(outcome))
        locked.outcome = ""


def _verb_of(outcome: Outcome) -> Verb:
    if outcome is Outcome.WITHDRAWN:
        return Verb.WITHDRAW_DOSSIER
    return BROUGHT_BACK.get(outcome, Verb.SETTLE_DOSSIER)


def _refuse_withdrawn_by_its_ministry(dossier: Dossier) -> None:
    noted = getattr(dossier, "withdrawal", None)
    if dossier.state == DossierState.WITHDRAWN and noted and noted.by_id:
        raise NotPossible(
            gettext_noop(
                "Ce dossier a été retiré par son ministère, non par le Conseil."
            )
        )


def _refuse_moved_on(dossier: Dossier, moved: Entry, outcome: Outcome) -> None:
    later = Entry.objects.filter(stream=dossier.stream, seq__gt=moved.seq)
    if outcome is Outcome.REFERRED_TO_COMMITTEE:
        # The council itself put it under study, by the entry after.
        later = later.exclude(seq=moved.seq + 1)
    if later.exclude(verb__in=_QUIET).exists():
        raise Conflict(
            gettext_noop(
                "Le dossier a suivi son cours depuis cette décision : elle ne peut plus "
                "être annulée."
            )
        )


def _sign_again(dossier: Dossier) -> None:
    """Give back the review and the signature that the referral took off."""
    entries = Entry.objects.filter(stream=dossier.stream).order_by("-seq")
    signed = entries.filter(verb=Verb.SIGN_DOSSIER).select_related("actor").first()
    if signed is None:
        return  # an import came without one
    dossier.signed_at = signed.at
    dossier.signed_by_id = signed.actor.person_id if signed.actor else None
    sent = entries.filter(verb=Verb.SEND_FOR_REVIEW, seq__lt=signed.seq).first()
    approved = entries.filter(verb=Verb.APPROVE_REVIEW, seq__lt=signed.seq)
    if sent is not None:
        dossier.levels_passed = approved.filter(seq__gt=sent.seq).count()


def _note(
    verb: Verb, dossier: Dossier, meeting: int, item: int, outcome: Outcome
) -> None:
    dossier.outcome = outcome.value
    facts = {"meeting": meeting, "item": item, "outcome": outcome.value}
    record(verb, SYSTEM, dossier, **facts)
