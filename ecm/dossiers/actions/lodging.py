"""Lodging a dossier with the secretariat, late or not, and withdrawing it."""

from dataclasses import dataclass
from datetime import date, datetime

from ecm import clock
from ecm.calendar import days
from ecm.domain.calendar import is_late
from ecm.domain.circuit import DossierState
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.review import refuse, seal_of
from ecm.dossiers.completeness import further_obstacles
from ecm.dossiers.consulting.sharing import current_versions
from ecm.dossiers.held import advance, held
from ecm.dossiers.models import Dossier, LateRequest, Withdrawal
from ecm.dossiers.telling import tell_cabinet, tell_desk
from ecm.journal.chain import Actor, digest, record
from ecm.written import moment, short_day

# A deadline is at most 60 days before its council.
WITHIN = 10


def lodge(
    actor: Actor,
    dossier: Dossier,
    *,
    late_reason: str = "",
    council_day: date | None = None,
) -> None:
    """Lodge a signed and whole dossier: its versions freeze, the hour is noted.

    It aims at `council_day`, at the day it names, or at the first council that still
    receives its kind. After the deadline of that day it is lodged all the same when
    `late_reason` is given: the secretariat is asked to take it. Raises NotPossible with
    all that is missing, or with the deadline when no reason is given.
    """
    with held(dossier.pk, actor) as locked:
        advance(actor, Verb.LODGE_DOSSIER, locked)
        refuse(further_obstacles(locked, Verb.LODGE_DOSSIER))
        locked.lodged_at = clock.now()
        aim = aim_of(locked, council_day or locked.council_day)
        locked.council_day, locked.is_late = aim.day, aim.is_late
        locked.lodged_digest = seal_of(current_versions(locked))
        asks = aim.is_late and _must_ask(locked, aim, late_reason)
        sealed = {"digest": locked.lodged_digest, "late": locked.is_late}
        record(Verb.LODGE_DOSSIER, actor, locked, **sealed)
        tell_desk(actor, locked, "dossier.lodged")
        if asks:
            _ask(actor, locked, aim.day, late_reason)


@dataclass(frozen=True)
class Aim:
    """The council that a dossier is lodged for, until when, and the one it is not late for."""

    day: date
    deadline: datetime | None
    is_late: bool
    in_time: date


def aim_of(dossier: Dossier, wanted: date | None) -> Aim:
    """Return the council aimed at; a day that is past is no longer wanted."""
    calendar, code, now = days.current(), dossier.kind.deadline, clock.now()
    coming = calendar.council_days(now.date(), WITHIN)
    still = (d for d in coming if not is_late(now, calendar.deadline(code, d)))
    in_time = next(still, coming[-1])
    day = in_time if wanted is None or wanted < now.date() else wanted
    deadline = calendar.deadline(code, day)
    return Aim(day, deadline, is_late(now, deadline), in_time)


def _must_ask(dossier: Dossier, aim: Aim, reason: str) -> bool:
    """Tell whether lateness must be asked for: once for a day is enough.

    Raises NotPossible when no reason is given, or when that day was refused.
    """
    asked = dossier.late_requests.filter(council_day=aim.day)
    before = asked.order_by("pk").last()
    if before and before.granted is not False:
        return False
    if before:
        message = gettext_noop(
            "L'inscription hors délai a été refusée pour le conseil du %(day)s ; "
            "visez celui du %(next)s."
        )
        raise NotPossible(message, day=short_day(aim.day), next=short_day(aim.in_time))
    if not reason.strip() and aim.deadline:
        raise NotPossible(
            gettext_noop(
                "Pour le conseil du %(day)s, les dossiers étaient reçus jusqu'au "
                "%(deadline)s. Donnez la raison du retard, ou visez le conseil du "
                "%(next)s."
            ),
            day=short_day(aim.day),
            deadline=moment(aim.deadline),
            next=short_day(aim.in_time),
        )
    return True


def _ask(actor: Actor, dossier: Dossier, day: date, reason: str) -> None:
    LateRequest.objects.create(
        dossier=dossier,
        council_day=day,
        reason=reason.strip(),
        asked_by_id=actor.member,
        asked_at=clock.now(),
    )
    record(Verb.REQUEST_LATE_LODGING, actor, dossier, day=str(day))
    tell_desk(actor, dossier, "lateness.requested")


def answer_late(
    actor: Actor, request: LateRequest, *, granted: bool, answer: str = ""
) -> None:
    """Grant or refuse a late lodging; refused, the dossier aims at the council after.

    The same answer again changes nothing; raises Conflict for another answer.
    """
    verb = Verb.GRANT_LATE_LODGING if granted else Verb.REFUSE_LATE_LODGING
    with held(request.dossier_id, actor) as dossier:
        advance(actor, verb, dossier)
        asked = dossier.late_requests.get(pk=request.pk)
        if asked.granted is granted:
            return
        if asked.granted is not None:
            raise Conflict(gettext_noop("Une réponse a déjà été donnée."))
        asked.granted, asked.answer = granted, answer.strip()
        asked.answered_by_id, asked.answered_at = actor.member, clock.now()
        asked.save(update_fields=["granted", "answer", "answered_by", "answered_at"])
        if not granted and dossier.council_day == asked.council_day:
            dossier.council_day = next_council_day(asked.council_day)
        record(verb, actor, dossier, day=str(asked.council_day))
        tell_cabinet(actor, dossier, verb.value)


def withdraw(actor: Actor, dossier: Dossier, *, reason: str) -> None:
    """Withdraw a dossier that no agenda carries, and say why; nothing brings it back.

    One that is on an agenda is withdrawn by the meeting (`council.withdraw_from_agenda`).
    """
    with held(dossier.pk, actor) as locked:
        is_placed = locked.state == DossierState.ON_AGENDA
        advance(actor, Verb.WITHDRAW_DOSSIER, locked)
        if is_placed:
            raise NotPossible(
                gettext_noop(
                    "Le dossier est inscrit à l'ordre du jour : c'est de là qu'il est "
                    "retiré."
                )
            )
        note_withdrawal(actor, locked, reason)


def note_withdrawal(actor: Actor, dossier: Dossier, reason: str) -> None:
    """Keep why a dossier is withdrawn; it is held and advanced by the caller."""
    if not reason.strip():
        raise NotPossible(gettext_noop("Donnez la raison du retrait."))
    dossier.outcome = "withdrawn"
    Withdrawal.objects.create(
        dossier=dossier, reason=reason.strip(), by_id=actor.person_id, at=clock.now()
    )
    record(Verb.WITHDRAW_DOSSIER, actor, dossier, digest=digest(reason.strip()))
    if dossier.lodged_at:
        tell_desk(actor, dossier, "dossier.withdrawn")


def next_council_day(after: date) -> date:
    """Return the day of the first council after `after`."""
    return days.council_days(after, 1)[0]
