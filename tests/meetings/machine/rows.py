"""What the rows say of a council, in the words in which its journal is folded."""

from typing import Any

from django.db.models import Model

from ecm.journal.models import Entry
from ecm.meetings import models as m
from ecm.meetings.consenting import listed
from ecm.meetings.models import Meeting
from tests.meetings.fold import Told

# Whatever a refused act might have written of a council.
WRITTEN: tuple[type[Model], ...] = (
    *(m.Meeting, m.AgendaItem, m.AgendaItem.readers.through, m.Seat, m.Sitting),
    *(m.AttendanceMove, m.Guest, m.Recusal, m.FloorRequest, m.ConsentList),
    *(m.MarkRound, m.Mark, m.Decision, m.UndoneDecision, m.Directive, m.Ballot),
    *(m.Voter, m.VoteKey, m.Message, m.MinuteBlock, m.MinuteProposal, m.Announcement),
    m.PointedPassage,
)
Written = list[list[tuple[Any, ...]]]


def written() -> Written:
    """Return every row of the room; the entries are counted by the head of the chain."""
    rows = [
        list(model._default_manager.order_by("pk").values_list()) for model in WRITTEN
    ]
    return [*rows, [(Entry.objects.count(),)]]


def by_rows(meeting: Meeting, told: Told) -> dict[str, Any]:
    """Return what the rows say of each thing that `told` tells."""
    return {
        **_of_meeting(meeting),
        **_of_items(meeting),
        **_of_people(meeting, told),
        **_of_floor(meeting),
    }


def by_journal(told: Told) -> dict[str, Any]:
    """Return what `told` says, less what only helps to read the next entries."""
    helps = {"chair", "new_speakers_first", "seats", "placed", "spoken", "items"}
    said = {name: value for name, value in vars(told).items() if name not in helps}
    said["items"] = {
        pk: (i.state, i.is_aside, i.is_restricted, i.track, i.joined_to)
        for pk, i in told.items.items()
    }
    said["on_consent"] = told.on_consent
    said["marks"] = {key: given for key, given in told.marks.items() if given}
    return said


def _of_meeting(meeting: Meeting) -> dict[str, Any]:
    shown = meeting.consent_lists.filter(closed_at=None).first()
    return {
        "state": meeting.state,
        "sittings": meeting.sittings.count(),
        "sits": meeting.sittings.filter(ends_at=None).exists(),
        "current": meeting.current_item_id,
        "wheel": meeting.wheel_id,
        "epoch": meeting.epoch,
        "display": meeting.mark_display,
        "consent": shown.pk if shown else None,
        "messages_are_on": meeting.messages_are_on,
        "announced": dict(
            meeting.announcements.filter(withdrawn_at=None).values_list(
                "pk", "shown_to"
            )
        ),
    }


def _of_items(meeting: Meeting) -> dict[str, Any]:
    fields = ("pk", "state", "is_aside", "is_restricted", "track", "joined_to")
    items = {pk: tuple(more) for pk, *more in meeting.items.values_list(*fields)}
    marks: dict[tuple[int, int], dict[int, str]] = {}
    rows = m.Mark.objects.filter(round__item__meeting=meeting)
    for item, number, seat, value in rows.values_list(
        "round__item", "round__number", "seat", "value"
    ):
        assert seat not in marks.setdefault((item, number), {})
        marks[item, number][seat] = value
    rounds = m.MarkRound.objects.filter(item__meeting=meeting, closed_at=None)
    ballots = m.Ballot.objects.filter(item__meeting=meeting)
    return {
        "items": items,
        "on_consent": {item.pk for item in listed(meeting, ())},
        "rounds": dict(rounds.values_list("item", "number")),
        "marks": marks,
        "ballots": dict(ballots.values_list("pk", "state")),
    }


def _of_people(meeting: Meeting, told: Told) -> dict[str, Any]:
    seats = meeting.seats.values_list("pk", "attendance", "acting")
    recusals = m.Recusal.objects.filter(item__meeting=meeting, lifted_at=None)
    return {
        "attendance": {
            pk: (attendance, acting)
            for pk, attendance, acting in seats
            if pk in told.attendance or attendance != "expected"
        },
        "gone": set(
            meeting.seats.exclude(withdrawn_at=None).values_list("pk", flat=True)
        ),
        "guests": set(meeting.guests.filter(left_at=None).values_list("pk", flat=True)),
        "recusals": set(recusals.values_list("item", "seat")),
    }


def _of_floor(meeting: Meeting) -> dict[str, Any]:
    rows = list(meeting.floor_requests.order_by("position", "pk"))
    speaking = [r.pk for r in rows if r.is_speaking]
    assert len(speaking) <= 1
    waiting = [r for r in rows if r.is_waiting]
    assert [r.position for r in waiting] == list(range(1, len(waiting) + 1))
    return {
        "waiting": [r.pk for r in waiting],
        "speaking": speaking[0] if speaking else None,
        "floor_is_closed": meeting.floor_is_closed,
    }
