"""Cancelling a council that was convened: its number stays, its dossiers wait for another."""

from django.urls import reverse

from ecm import clock
from ecm.domain.circuit import DossierState
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb
from ecm.domain.workflow import MeetingState, meeting_after
from ecm.dossiers.actions import council
from ecm.journal.chain import Actor, digest, record
from ecm.meetings.actions.convocation import USUAL_HOUR
from ecm.meetings.models import Convocation, Meeting
from ecm.meetings.standing import occupied, require
from ecm.meetings.turn import turn
from ecm.notices.actions import notify

LONGEST_REASON = 500  # letters


def cancel_meeting(actor: Actor, meeting_id: int, *, reason: str) -> None:
    """Cancel a convened meeting and tell its members; cancelling it again changes nothing.

    Raises NotPossible without a reason, and once the meeting is open.
    """
    with turn(meeting_id, actor) as meeting:
        require(actor, Verb.CANCEL_MEETING, meeting)
        if meeting.state == MeetingState.CANCELLED:
            return
        meeting.state = meeting_after(meeting.state, Verb.CANCEL_MEETING)
        meeting.cancellation = _words(reason)
        meeting.save(update_fields=["cancellation"])
        sent = _notice(actor, meeting)
        facts = {
            "digest": digest(meeting.cancellation),
            "sequence": sent.sequence if sent else None,
        }
        record(Verb.CANCEL_MEETING, actor, meeting, **facts)
        _free_dossiers(actor, meeting)
        _tell(meeting)


def _words(reason: str) -> str:
    words = reason.strip()
    if not 1 <= len(words) <= LONGEST_REASON:
        raise NotPossible(
            gettext_noop(
                "Dites pourquoi la séance est annulée, en %(most)s caractères au plus."
            ),
            most=LONGEST_REASON,
        )
    return words


def _notice(actor: Actor, meeting: Meeting) -> Convocation | None:
    """Keep the notice that takes the convocation back, if there was one.

    Calendars drop the meeting by its higher sequence (RFC 5546, 3.2.5).
    """
    last = meeting.convocations.order_by("-sequence").first()
    if last is None:
        return None  # opened to its members without a convocation
    return Convocation.objects.create(
        meeting=meeting,
        agenda_id=last.agenda_id,
        sequence=last.sequence + 1,
        is_cancelling=True,
        by_id=actor.user_id,
        sent_at=clock.now(),
    )


def _free_dossiers(actor: Actor, meeting: Meeting) -> None:
    """Make every dossier of the agenda ready again; its items stay as they were."""
    if not meeting.body.is_council:
        return
    placed = meeting.items.filter(dossier__state=DossierState.ON_AGENDA)
    for item in placed.select_related("dossier").order_by("position"):
        if item.dossier is not None:
            council.displace(actor, item.dossier, meeting.pk, item.pk)


def _tell(meeting: Meeting) -> None:
    """Tell everybody who was convened; never why, nor what was to be discussed."""
    seats = occupied(meeting.seats.filter(screen=None))
    notify(
        [person.pk for seat in seats if (person := seat.occupant)],
        "meeting.cancelled",
        url=reverse("meetings:convocation", args=[meeting.pk]),
        key=f"cancelled/{meeting.pk}",
        day=meeting.day,
        hour=meeting.starts_at or USUAL_HOUR,
    )
