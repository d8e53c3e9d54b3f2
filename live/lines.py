"""The plain values that templates show: nothing in them that their audience may not know."""

from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Note:
    """What a row says beside the state of its item: « sur table », « mis de côté »."""

    state: str
    text: str


@dataclass(frozen=True)
class ItemLine:
    """One row of the agenda; a stub has neither title nor state."""

    id: int
    number: str
    title: str
    kind: str
    ministry: str
    state: str
    word: str
    sign: str
    is_current: bool
    is_stub: bool = False
    minutes: int = 0
    is_restricted: bool = False
    outcome: str = ""
    is_aside: bool = False
    notes: tuple[Note, ...] = ()

    @property
    def is_undecided(self) -> bool:
        return self.state in ("planned", "called", "presented")


@dataclass
class Group:
    """The items of one ministry (or theme) in one part of the agenda."""

    part: str
    part_number: str
    name: str
    opens_part: bool
    items: list[ItemLine] = field(default_factory=list)


@dataclass(frozen=True)
class Paper:
    id: int
    title: str
    kind: str
    pages: int
    is_new_version: bool
    url: str


@dataclass(frozen=True)
class ItemDetail:
    """An item opened for reading."""

    line: ItemLine
    on_behalf_of: str
    presenter: str
    called_at: datetime | None
    papers: tuple[Paper, ...]
    appointments: tuple[str, ...]
    decision: "DecisionLine | None"


@dataclass(frozen=True)
class DecisionLine:
    outcome: str
    label: str
    text: str
    amendments: str
    at: datetime
    directives: tuple[str, ...]


@dataclass(frozen=True)
class Tally:
    value: str
    label: str
    count: int
    names: tuple[str, ...]


@dataclass(frozen=True)
class FormerRound:
    """The trace of a round that another followed on the same item: its totals, no names."""

    number: int
    closed_at: datetime | None
    text: str
    tallies: tuple[Tally, ...]


@dataclass(frozen=True)
class RoundLine:
    """A round of marks as one audience may know it; `text` is what it was asked about."""

    key: str
    number: int
    is_open: bool
    given: int
    expected: int
    tallies: tuple[Tally, ...]
    shows_tallies: bool
    text: str = ""
    former: tuple[FormerRound, ...] = ()
    shown_to_members: str = ""


@dataclass(frozen=True)
class ProposalLine:
    id: int
    text: str
    author: str


@dataclass(frozen=True)
class BlockLine:
    """One paragraph of the minutes; `order` sorts all of a meeting's paragraphs."""

    id: int
    uid: str
    version: int
    seq: int
    item: int | str
    item_number: str
    zone: str
    position: float
    order: float
    text: str
    proposals: tuple[ProposalLine, ...]
    is_removed: bool

    @property
    def about_order(self) -> float:
        """Where the heading of this paragraph's item stands: before its first one."""
        return self.order - self.position - 500_000


@dataclass(frozen=True)
class SeatLine:
    id: int
    name: str
    title: str
    capacity: str
    attendance: str
    word: str
    acting: str
    is_person: bool
    person_id: int | None
