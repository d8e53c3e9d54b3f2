"""A body's numbered meeting and all that happens in it; no rule lives here."""

from ecm.meetings.models.agenda import (
    AgendaItem,
    Appointment,
    Decision,
    Directive,
    Part,
    StubDisplay,
)
from ecm.meetings.models.marks import Mark, MarkRound
from ecm.meetings.models.meeting import Meeting, MeetingKind, Seat, Sitting
from ecm.meetings.models.minutes import BlockRevision, MinuteBlock, MinuteProposal, Zone

__all__ = [
    "AgendaItem",
    "Appointment",
    "BlockRevision",
    "Decision",
    "Directive",
    "Mark",
    "MarkRound",
    "Meeting",
    "MeetingKind",
    "MinuteBlock",
    "MinuteProposal",
    "Part",
    "Seat",
    "Sitting",
    "StubDisplay",
    "Zone",
]
