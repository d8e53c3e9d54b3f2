"""Run inside the application: the journal of a council read alone, against its rows."""

from typing import Any

from ecm.domain.workflow import ItemState, MeetingState
from ecm.journal.models import Entry
from ecm.meetings.models import Meeting, Voter
from tests.meetings.fold import ItemNow, Told, fold
from tests.meetings.machine.rows import by_journal, by_rows

ITEM = ("pk", "state", "is_aside", "is_restricted", "track")
SEAT = ("pk", "attendance", "acting")


def beginning(meeting_id: int) -> dict[str, Any]:
    """Return how a council stands before anybody acts, as plain values."""
    meeting = Meeting.objects.select_related("body").get(pk=meeting_id)
    seats = meeting.seats.exclude(attendance="expected")
    return {
        "seq": meeting.seq,
        "chair": meeting.seats.get(capacity="presiding").pk,
        "new_speakers_first": meeting.body.new_speakers_first,
        "state": meeting.state,
        "display": meeting.mark_display,
        "items": list(meeting.items.values_list(*ITEM)),
        "seats": list(seats.values_list(*SEAT)),
    }


def differences(meeting_id: int, began: dict[str, Any]) -> list[str]:
    """Return a sentence for each thing that the journal and the rows tell differently."""
    meeting = Meeting.objects.get(pk=meeting_id)
    entries = Entry.objects.filter(stream=meeting.stream, seq__gt=began["seq"])
    told = _told(began)
    try:
        fold(told, list(entries.order_by("seq").values_list("verb", "facts")))
    except (AssertionError, KeyError) as error:
        return [f"the journal contradicts itself: {error!r}"]
    journal, rows = by_journal(told), by_rows(meeting, told)
    return [
        f"{name}: {journal[name]!r} in the journal, {rows[name]!r} in the rows"
        for name in journal
        if journal[name] != rows[name]
    ]


def votes(meeting_id: int) -> list[tuple[int, int, str]]:
    """Return what each seat voted: (ballot, seat, choice)."""
    rows = Voter.objects.filter(ballot__item__meeting=meeting_id)
    return list(rows.values_list("ballot", "seat", "choice"))


def _told(began: dict[str, Any]) -> Told:
    return Told(
        began["chair"],
        began["new_speakers_first"],
        state=MeetingState(began["state"]),
        display=began["display"],
        items={
            pk: ItemNow(
                state=ItemState(state),
                is_aside=aside,
                is_restricted=restricted,
                track=track,
            )
            for pk, state, aside, restricted, track in began["items"]
        },
        attendance={pk: (there, acting) for pk, there, acting in began["seats"]},
    )
