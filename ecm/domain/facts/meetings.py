"""What the entries of a meeting carry."""

from dataclasses import dataclass


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
class ForMoment:
    """`day` and `hour` are ISO; `hour` is empty when none is set."""

    day: str
    hour: str


@dataclass(frozen=True)
class ForCancellation:
    """`digest` is the SHA-256 of the reason; `sequence` of the notice, None without one."""

    digest: str
    sequence: int | None


@dataclass(frozen=True)
class ForClock:
    """By how many `seconds` the server's clock was set forward, or back when negative."""

    seconds: int


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


@dataclass(frozen=True)
class ForMove:
    """`after` is the item it now follows; None for the first place of its group.

    `theme` is the group it is in when the agenda is grouped by theme, or empty.
    """

    item: int
    after: int | None
    theme: str


@dataclass(frozen=True)
class ForWording:
    """`digest` is the SHA-256 of the title that it now has: the chain holds no title."""

    item: int
    part: str
    theme: str
    digest: str


@dataclass(frozen=True)
class ForGrouping:
    grouping: str


@dataclass(frozen=True)
class ForTrack:
    item: int
    track: str


@dataclass(frozen=True)
class ForPlan:
    item: int
    minutes: int


@dataclass(frozen=True)
class ForAgenda:
    """`digest` seals the agenda as it stood: its numbers, titles and order."""

    agenda: int
    number: int
    digest: str


@dataclass(frozen=True)
class ForConvocation:
    convocation: int
    sequence: int


@dataclass(frozen=True)
class ForReceipt:
    convocation: int
    seat: int


@dataclass(frozen=True)
class ForExcuse:
    """`acting` is who will sit in the place of the excused, if anybody."""

    seat: int
    acting: int | None


@dataclass(frozen=True)
class ForPosition:
    item: int
    seat: int
    value: str
