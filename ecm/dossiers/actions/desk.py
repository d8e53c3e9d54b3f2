"""The desk of the secretariat: entry book, form check, return, study, proposal, note."""

from collections.abc import Sequence
from datetime import date

from ecm import clock
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.lodging import next_council_day
from ecm.dossiers.actions.review import refuse
from ecm.dossiers.completeness import further_obstacles, late_obstacles
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import (
    Dossier,
    Nature,
    Note,
    Register,
    Return,
    ReturnReason,
)
from ecm.dossiers.standing import standing_today
from ecm.dossiers.telling import tell_cabinet, tell_officer
from ecm.journal.chain import Actor, digest, record
from ecm.notices.kinds import Reference
from ecm.people.models import Person


def register(actor: Actor, dossier: Dossier) -> str:
    """Enter a lodged dossier in the book and return its number; one that had one keeps it.

    Numbers of a year follow each other without a gap: the book's row is locked until the
    dossier is saved.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.REGISTER_DOSSIER, locked)
        if locked.register_serial is None:
            locked.registered_at = clock.now()
            locked.register_year = locked.registered_at.year
            locked.register_serial = _next_serial(locked.register_year)
        record(Verb.REGISTER_DOSSIER, actor, locked, number=locked.number)
        number = Reference(locked.number)
        tell_cabinet(actor, locked, "dossier.registered", reference=number)
    return locked.number


def _next_serial(year: int) -> int:
    Register.objects.get_or_create(year=year)
    book = Register.objects.select_for_update().get(year=year)
    book.last += 1
    book.save(update_fields=["last"])
    return book.last


def take_charge(actor: Actor, dossier: Dossier, officer: Person | None) -> None:
    """Note which officer has the file in charge; None: nobody. The same changes nothing."""
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.TAKE_CHARGE, locked)
        if officer and not standing_today(officer.pk).is_officer:
            raise NotPossible(gettext_noop("Cette personne n'est pas du SGG."))
        if locked.officer == officer:
            return
        locked.officer = officer
        number = officer.pk if officer else None
        record(Verb.TAKE_CHARGE, actor, locked, officer=number)
        tell_officer(actor, locked)


def admit(actor: Actor, dossier: Dossier) -> None:
    """Find the dossier admissible in form: an officer's judgement, not a calculation."""
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.ADMIT_DOSSIER, locked)
        record(Verb.ADMIT_DOSSIER, actor, locked)
        tell_cabinet(actor, locked, "dossier.admitted")


def return_dossier(
    actor: Actor,
    dossier: Dossier,
    reasons: Sequence[ReturnReason],
    *,
    comment: str = "",
) -> None:
    """Send the dossier back to its ministry with the reasons that are counted.

    It keeps its number. It is reviewed and signed again: it will be another text.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.RETURN_DOSSIER, locked)
        given = {reason.pk: reason for reason in reasons}
        if not given:
            raise NotPossible(gettext_noop("Choisissez au moins un motif de retour."))
        back = Return.objects.create(
            dossier=locked,
            comment=comment.strip(),
            by_id=actor.person_id,
            at=clock.now(),
        )
        back.reasons.set(given)
        reopen(locked)
        natures = [reason.nature for reason in given.values()]
        counts = {nature.value: natures.count(nature) for nature in Nature}
        locked.returns += 1
        record(Verb.RETURN_DOSSIER, actor, locked, returned=back.pk, **counts)
        tell_cabinet(actor, locked, "dossier.returned")


def reopen(dossier: Dossier) -> None:
    """Take off what its ministry must do again once the dossier is back."""
    dossier.levels_passed = 0
    dossier.signed_by, dossier.signed_at = None, None


def put_under_study(actor: Actor, dossier: Dossier) -> None:
    """Begin the study of an admissible dossier, or take up again that of a ready one."""
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.STUDY_DOSSIER, locked)
        record(Verb.STUDY_DOSSIER, actor, locked)


def make_ready(actor: Actor, dossier: Dossier) -> None:
    """End the study; raises NotPossible with what the secretariat itself has to bring."""
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.READY_DOSSIER, locked)
        refuse(further_obstacles(locked, Verb.READY_DOSSIER))
        record(Verb.READY_DOSSIER, actor, locked)


def propose(actor: Actor, dossier: Dossier, *, council_day: date | None = None) -> None:
    """Propose a ready dossier for the council of a day: the one it aims at, or the next.

    Raises NotPossible while its lateness for that day is not granted, or when the day is
    past.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.PROPOSE_DOSSIER, locked)
        today = clock.now().date()
        day = council_day or locked.council_day
        if council_day and council_day < today:
            raise NotPossible(gettext_noop("Ce jour de conseil est passé."))
        if day is None or day < today:
            day = next_council_day(today)
        refuse(late_obstacles(locked, day))
        locked.council_day = day
        record(Verb.PROPOSE_DOSSIER, actor, locked, day=str(day))
        tell_cabinet(actor, locked, "dossier.proposed")


def hold_back(actor: Actor, dossier: Dossier) -> None:
    """Take back the proposal: the dossier is ready, and waits."""
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.HOLD_DOSSIER, locked)
        record(Verb.HOLD_DOSSIER, actor, locked)


def write_note(
    actor: Actor, dossier: Dossier, text: str, *, base: int | None = None
) -> None:
    """Write the note to the chair as its next version; the same text changes nothing.

    `base` is the number that the writer had before him: Conflict when another came since.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.WRITE_NOTE, locked)
        last = locked.notes.first()
        number = last.number if last else 0
        if (last.text if last else "") == text.strip():
            return
        if base is not None and base != number:
            raise Conflict(
                gettext_noop("La note a été écrite entre-temps ; relisez-la d'abord.")
            )
        note = Note(dossier=locked, number=number + 1, text=text.strip())
        note.by_id, note.at = actor.author, clock.now()
        note.save()
        record(Verb.WRITE_NOTE, actor, locked, digest=digest(note.text))
