"""Every fact that can be recorded, and the facts it carries; the vocabulary of the council."""

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any


class Verb(StrEnum):
    """A past fact of the journal, named « subject.participle »."""

    CREATE_MEETING = "meeting.created"
    IMPORT_MEETING = "meeting.imported"
    CONVENE_MEETING = "meeting.convened"
    OPEN_MEETING = "meeting.opened"
    SUSPEND_MEETING = "meeting.suspended"
    RESUME_MEETING = "meeting.resumed"
    CLOSE_MEETING = "meeting.closed"
    NOTE_ATTENDANCE = "attendance.noted"
    WITHDRAW_SEAT = "seat.withdrawn"
    ADD_ITEM = "item.added"
    RESTRICT_ITEM = "item.restricted"
    CALL_ITEM = "item.called"
    UNDO_CALL = "item.call_undone"
    PRESENT_ITEM = "item.presented"
    DECIDE_ITEM = "item.decided"
    DEFER_ITEM = "item.deferred"
    REFER_ITEM_BACK = "item.referred_back"
    WITHDRAW_ITEM = "item.withdrawn"
    MISS_ITEM = "item.not_reached"
    OPEN_ROUND = "round.opened"
    CLOSE_ROUND = "round.closed"
    GIVE_MARK = "mark.given"
    WRITE_MINUTES = "minutes.written"
    PROPOSE_MINUTES = "minutes.proposed"
    SETTLE_PROPOSAL = "minutes.settled"
    REMOVE_MINUTES = "minutes.removed"
    OPEN_PAPER = "paper.opened"


@dataclass(frozen=True)
class NoFacts:
    """The verb says it all."""


@dataclass(frozen=True)
class ForMeeting:
    reference: str


@dataclass(frozen=True)
class ForImport:
    """`digest` is the SHA-256 of the file that was read."""

    reference: str
    digest: str


@dataclass(frozen=True)
class ForSitting:
    sitting: int


@dataclass(frozen=True)
class ForClosing:
    """`sitting` is None when the meeting was closed while suspended."""

    sitting: int | None


@dataclass(frozen=True)
class ForAttendance:
    """`acting` is the person who holds the seat of an absent one."""

    seat: int
    attendance: str
    acting: int | None


@dataclass(frozen=True)
class ForSeat:
    seat: int


@dataclass(frozen=True)
class ForItem:
    item: int


@dataclass(frozen=True)
class ForRestriction:
    item: int
    restricted: bool


@dataclass(frozen=True)
class ForCall:
    """`previous` is the item that was under deliberation; `state` what the called one was."""

    item: int
    previous: int | None
    state: str


@dataclass(frozen=True)
class ForDecision:
    """`digest` is the SHA-256 of the decision's text: the chain seals words it does not hold."""

    item: int
    outcome: str
    digest: str


@dataclass(frozen=True)
class ForRound:
    item: int
    round: int


@dataclass(frozen=True)
class ForMark:
    item: int
    round: int
    seat: int
    value: str


@dataclass(frozen=True)
class ForBlock:
    """`item` is None for what belongs to the meeting as a whole; `digest` as in a decision."""

    block: int
    item: int | None
    zone: str
    version: int
    digest: str


@dataclass(frozen=True)
class ForProposal:
    proposal: int
    block: int
    item: int | None
    zone: str
    digest: str


@dataclass(frozen=True)
class ForSettlement:
    proposal: int
    block: int
    item: int | None
    zone: str
    kept: bool
    version: int


@dataclass(frozen=True)
class ForReading:
    """`device` tells one tablet of a reader from another."""

    version: int
    digest: str
    device: str


FACTS: dict[Verb, type] = {
    Verb.CREATE_MEETING: ForMeeting,
    Verb.IMPORT_MEETING: ForImport,
    Verb.CONVENE_MEETING: NoFacts,
    Verb.OPEN_MEETING: ForSitting,
    Verb.SUSPEND_MEETING: ForSitting,
    Verb.RESUME_MEETING: ForSitting,
    Verb.CLOSE_MEETING: ForClosing,
    Verb.NOTE_ATTENDANCE: ForAttendance,
    Verb.WITHDRAW_SEAT: ForSeat,
    Verb.ADD_ITEM: ForItem,
    Verb.RESTRICT_ITEM: ForRestriction,
    Verb.CALL_ITEM: ForCall,
    Verb.UNDO_CALL: ForCall,
    Verb.PRESENT_ITEM: ForItem,
    Verb.DECIDE_ITEM: ForDecision,
    Verb.DEFER_ITEM: ForDecision,
    Verb.REFER_ITEM_BACK: ForDecision,
    Verb.WITHDRAW_ITEM: ForDecision,
    Verb.MISS_ITEM: ForItem,
    Verb.OPEN_ROUND: ForRound,
    Verb.CLOSE_ROUND: ForRound,
    Verb.GIVE_MARK: ForMark,
    Verb.WRITE_MINUTES: ForBlock,
    Verb.PROPOSE_MINUTES: ForProposal,
    Verb.SETTLE_PROPOSAL: ForSettlement,
    Verb.REMOVE_MINUTES: ForBlock,
    Verb.OPEN_PAPER: ForReading,
}


def facts_of(verb: Verb, facts: dict[str, Any]) -> dict[str, Any]:
    """Return `facts` checked against the verb's dataclass: names and plain types.

    Raises TypeError when a fact is missing, unknown or of another type.
    """
    checked = FACTS[verb](**facts)
    values: dict[str, Any] = {}
    for field in fields(checked):
        value = getattr(checked, field.name)
        if not _fits(value, field.type):
            raise TypeError(f"{verb}: {field.name}={value!r} is not {field.type}")
        values[field.name] = value
    return values


def _fits(value: object, declared: object) -> bool:
    # bool is an int for isinstance, and a fact must not be one by accident.
    if isinstance(value, bool):
        return declared is bool
    return isinstance(value, declared)  # type: ignore[arg-type]  # int | None is accepted
