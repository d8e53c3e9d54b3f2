"""A body's numbered meeting and all that happens in it; no rule lives here."""

from ecm.dossiers.models import Part
from ecm.meetings.models.agenda import (
    AgendaItem,
    Appointment,
    Decision,
    Directive,
    StubDisplay,
    Track,
)
from ecm.meetings.models.marks import Mark, MarkRound
from ecm.meetings.models.meeting import Grouping, Meeting, MeetingKind, Seat, Sitting
from ecm.meetings.models.minutes import BlockRevision, MinuteBlock, MinuteProposal, Zone
from ecm.meetings.models.preparation import (
    AgendaStep,
    AgendaVersion,
    Convocation,
    Position,
    Receipt,
)

__all__ = [
    "AgendaItem",
    "AgendaStep",
    "AgendaVersion",
    "Appointment",
    "BlockRevision",
    "Convocation",
    "Decision",
    "Directive",
    "Grouping",
    "Mark",
    "MarkRound",
    "Meeting",
    "MeetingKind",
    "MinuteBlock",
    "MinuteProposal",
    "Part",
    "Position",
    "Receipt",
    "Seat",
    "Sitting",
    "StubDisplay",
    "Track",
    "Zone",
]
