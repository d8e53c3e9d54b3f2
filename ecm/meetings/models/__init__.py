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
from ecm.meetings.models.notes import Message, NoteLock, PrivateNote
from ecm.meetings.models.preparation import (
    AgendaStep,
    AgendaVersion,
    Convocation,
    Position,
    Receipt,
)
from ecm.meetings.models.screens import Announcement, PointedPassage, ShownTo
from ecm.meetings.models.votes import Ballot, Envelope, InnerEnvelope, VoteKey, Voter

__all__ = [
    "AgendaItem",
    "AgendaStep",
    "AgendaVersion",
    "Announcement",
    "Appointment",
    "AttendanceMove",
    "Ballot",
    "BlockRevision",
    "ConsentList",
    "Convocation",
    "Decision",
    "Directive",
    "Envelope",
    "FloorRequest",
    "Grouping",
    "Guest",
    "InnerEnvelope",
    "Mark",
    "MarkRound",
    "Meeting",
    "MeetingKind",
    "Message",
    "MinuteBlock",
    "MinuteProposal",
    "NoteLock",
    "Part",
    "PointedPassage",
    "Position",
    "PrivateNote",
    "Receipt",
    "Recusal",
    "Seat",
    "ShownTo",
    "Sitting",
    "StubDisplay",
    "Track",
    "UndoneDecision",
    "VoteKey",
    "Voter",
    "Zone",
]
