"""Proposing an agenda, handing it back amended, approving it: each version is kept."""

from collections.abc import Iterable, Sequence

from django.urls import reverse

from ecm import clock
from ecm.domain.comparison import Line
from ecm.domain.errors import Conflict, NotAllowed, NotPossible, gettext_noop
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.models import AgendaStep, AgendaVersion, Meeting, Seat
from ecm.meetings.standing import occupied, require
from ecm.meetings.turn import turn
from ecm.meetings.versions import (
    approved_version,
    digest_of,
    last_version,
    lines_of,
)
from ecm.notices.actions import notify
from ecm.people.models import Capacity, Post

STEPS = {
    AgendaStep.PROPOSED: Verb.PROPOSE_AGENDA,
    AgendaStep.AMENDED: Verb.AMEND_AGENDA,
    AgendaStep.APPROVED: Verb.APPROVE_AGENDA,
}
NOT_PROPOSED = gettext_noop("L'ordre du jour n'a pas encore été proposé.")
CHANGED_SINCE = gettext_noop(
    "L'ordre du jour a changé depuis qu'il a été proposé : le secrétariat doit d'abord "
    "le proposer de nouveau."
)
CHANGED_MEANWHILE = gettext_noop(
    "L'ordre du jour a changé pendant que vous le lisiez : relisez-le, puis approuvez-le."
)


def propose_agenda(
    actor: Actor, meeting_id: int, *, comment: str = ""
) -> AgendaVersion:
    """Lay the agenda before the Prime Minister; the same one again changes nothing.

    Raises NotPossible when it is empty, or approved as it stands.
    """
    with turn(meeting_id, actor) as meeting:
        _require(actor, Verb.PROPOSE_AGENDA, meeting)
        lines, last = lines_of(meeting), last_version(meeting)
        if not lines:
            raise NotPossible(gettext_noop("L'ordre du jour est vide."))
        if last and last.digest == digest_of(lines):
            if last.step == AgendaStep.APPROVED:
                raise NotPossible(gettext_noop("Cet ordre du jour est déjà approuvé."))
            if (last.step, last.comment) == (AgendaStep.PROPOSED, comment.strip()):
                return last
        kept = _keep(actor, meeting, AgendaStep.PROPOSED, lines, comment)
        amender = _seats(meeting, post=Post.PRIME_MINISTER)
        _tell(kept, amender or _approvers(meeting), "agenda.proposed")
        return kept


def amend_agenda(actor: Actor, meeting_id: int, *, comment: str = "") -> AgendaVersion:
    """Hand the agenda on: the Prime Minister to the President, he to the secretariat.

    Raises NotPossible when none was proposed, or when who may only approve it does not
    say what should change.
    """
    with turn(meeting_id, actor) as meeting:
        seats = _require(actor, Verb.AMEND_AGENDA, meeting)
        if last_version(meeting) is None:
            raise NotPossible(NOT_PROPOSED)
        hands_back = approves(seats, meeting)
        if hands_back and not comment.strip():
            raise NotPossible(gettext_noop("Dites au secrétariat ce qui doit changer."))
        lines = lines_of(meeting)
        kept = _keep(actor, meeting, AgendaStep.AMENDED, lines, comment)
        if hands_back:
            desk = _seats(meeting, capacity=Capacity.SECRETARY)
            _tell(kept, desk, "agenda.proposed")
        else:
            _tell(kept, _approvers(meeting), "agenda.to_approve")
        return kept


def approve_agenda(actor: Actor, meeting_id: int, *, digest: str) -> AgendaVersion:
    """Approve the agenda whose `digest` was read back; the members may then be convened.

    Where the chair is delegated the President approves it all the same: the delegation
    is for a determined agenda (art. 64). Raises Conflict when the agenda changed while it
    was read, NotPossible when it is not the one that was last proposed.
    """
    with turn(meeting_id, actor) as meeting:
        seats = _require(actor, Verb.APPROVE_AGENDA, meeting)
        if not approves(seats, meeting):
            raise NotAllowed(
                gettext_noop(
                    "L'ordre du jour d'un conseil délégué est approuvé par le Président."
                )
            )
        lines, last = lines_of(meeting), last_version(meeting)
        _refuse_unread(lines, last, digest)
        if last and last.step == AgendaStep.APPROVED:
            return last
        kept = _keep(actor, meeting, AgendaStep.APPROVED, lines, "")
        meeting.items.filter(awaits_approval=True).update(awaits_approval=False)
        desk = _seats(meeting, capacity=Capacity.SECRETARY)
        _tell(kept, desk, "agenda.approved")
        return kept


def _require(actor: Actor, verb: Verb, meeting: Meeting) -> tuple[Seat, ...]:
    seats = require(actor, verb, meeting)
    meeting_after(meeting.state, verb)
    return seats


def _refuse_unread(
    lines: Sequence[Line], last: AgendaVersion | None, digest: str
) -> None:
    if last is None:
        raise NotPossible(NOT_PROPOSED)
    if digest_of(lines) != digest:
        raise Conflict(CHANGED_MEANWHILE)
    if last.digest != digest:
        raise NotPossible(CHANGED_SINCE)


def approves(seats: Iterable[Seat], meeting: Meeting) -> bool:
    """Tell whether one of these seats is the one that approves the meeting's agenda."""
    if meeting.is_delegated:
        return any(seat.post == Post.PRESIDENT for seat in seats)
    return any(seat.capacity == Role.PRESIDING for seat in seats)


def _approvers(meeting: Meeting) -> list[Seat]:
    if meeting.is_delegated:
        return _seats(meeting, post=Post.PRESIDENT)
    return _seats(meeting, capacity=Capacity.PRESIDING)


def _seats(meeting: Meeting, **wanted: str) -> list[Seat]:
    return list(occupied(meeting.seats.filter(**wanted)))


def _keep(
    actor: Actor,
    meeting: Meeting,
    step: AgendaStep,
    lines: Sequence[Line],
    comment: str,
) -> AgendaVersion:
    last = last_version(meeting)
    kept = AgendaVersion.objects.create(
        meeting=meeting,
        number=last.number + 1 if last else 1,
        step=step,
        is_modifying=approved_version(meeting) is not None,
        lines=[line.written() for line in lines],
        digest=digest_of(lines),
        comment=comment.strip(),
        by_id=actor.user_id,
        at=clock.now(),
    )
    facts = {"agenda": kept.pk, "number": kept.number, "digest": kept.digest}
    record(STEPS[step], actor, meeting, **facts)
    return kept


def _tell(kept: AgendaVersion, seats: Iterable[Seat], kind: str) -> None:
    """Tell who must act next that the agenda waits; never what is on it."""
    meeting = kept.meeting
    notify(
        [person.pk for seat in seats if (person := seat.occupant)],
        kind,
        url=reverse("meetings:agenda", args=[meeting.pk]),
        key=f"agenda/{kept.pk}",
        day=meeting.day,
    )
