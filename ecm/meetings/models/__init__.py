"""A body's numbered meeting and all that happens in it; no rule lives here."""

from ecm.dossiers.models import Part
from ecm.meetings.models.agenda import (
    AgendaItem,
    Appointment,
    Decision,
    Directive,
    StubDisplay,
    Track,
    UndoneDecision,
)
from ecm.meetings.models.attendance import AttendanceMove, Guest, Recusal
from ecm.meetings.models.consent import ConsentList
from ecm.meetings.models.floor import FloorRequest
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
    "AttendanceMove",
    "BlockRevision",
    "ConsentList",
    "Convocation",
    "Decision",
    "Directive",
    "FloorRequest",
    "Grouping",
    "Guest",
    "Mark",
    "MarkRound",
    "Meeting",
    "MeetingKind",
    "MinuteBlock",
    "MinuteProposal",
    "Part",
    "Position",
    "Receipt",
    "Recusal",
    "Seat",
    "Sitting",
    "StubDisplay",
    "Track",
    "UndoneDecision",
    "Zone",
]
