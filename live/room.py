"""What one audience sees of a council: plain values, with nothing in them it may not know."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _

from ecm.domain.policy import MarkDisplay, MarkValue, Role
from ecm.domain.workflow import Attendance, ItemState, MeetingState
from ecm.meetings.agenda import numbers
from ecm.meetings.models import AgendaItem, Mark, MinuteBlock, Part, Seat, Zone
from ecm.meetings.palette import formulas
from ecm.meetings.words import (
    ATTENDANCE_WORDS,
    ITEM_SIGNS,
    ITEM_WORDS,
    MARK_WORDS,
    WAITING_WORDS,
    kind_label,
    outcome_label,
)
from live.audience import Audience
from live.council import Council


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
class RoundLine:
    """A round of marks as one audience may know it."""

    key: str
    number: int
    is_open: bool
    given: int
    expected: int
    tallies: tuple[Tally, ...]
    shows_tallies: bool


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


class Room:
    """A council seen by one audience. Templates read it; it asks no permission again."""

    def __init__(self, council: Council, audience: Audience) -> None:
        self.council = council
        self.audience = audience
        self.meeting = council.meeting
        self.view = audience.view
        self.is_presiding = self.view is Role.PRESIDING
        self.is_secretary = self.view is Role.SECRETARY
        self.is_screen = self.view is Role.SCREEN
        self.steers = self.is_presiding
        self.takes_roll = self.is_presiding or self.is_secretary

    # The meeting

    @property
    def state(self) -> str:
        return self.meeting.state

    @property
    def state_word(self) -> str:
        return self.meeting.state_word

    @property
    def is_open(self) -> bool:
        return self.meeting.is_open

    @property
    def is_closed(self) -> bool:
        return self.meeting.state == MeetingState.CLOSED

    @property
    def is_suspended(self) -> bool:
        return self.meeting.state == MeetingState.SUSPENDED

    @property
    def waiting_words(self) -> str:
        """What is said when no item is under deliberation."""
        return _(WAITING_WORDS[MeetingState(self.meeting.state)])

    @property
    def state_name(self) -> str:
        return str(settings.STATE["name"])

    @property
    def arms(self) -> str:
        return str(settings.STATE["arms"])

    @cached_property
    def opened_at(self) -> datetime | None:
        return self.council.sittings[0].starts_at if self.council.sittings else None

    @cached_property
    def ended_at(self) -> datetime | None:
        if not self.is_closed or not self.council.sittings:
            return None
        return self.council.sittings[-1].ends_at

    # The agenda

    def sees(self, item: AgendaItem) -> bool:
        return not item.is_restricted or item.pk in self.audience.admitted

    @cached_property
    def hidden(self) -> frozenset[int]:
        """The ids of the items whose content this audience may not see."""
        return frozenset(i.pk for i in self.council.items if not self.sees(i))

    def knows(self, item: AgendaItem) -> bool:
        """Whether the audience may know that there is an item at all."""
        return self.sees(item) or item.stub_display == "neutral"

    @cached_property
    def lines(self) -> list[ItemLine]:
        return [self.line(i) for i in self.council.items if self.knows(i)]

    def line(self, item: AgendaItem) -> ItemLine:
        if not self.sees(item):
            return self._stub(item)
        state = ItemState(item.state)
        current = item.pk == self.meeting.current_item_id
        return ItemLine(
            id=item.pk,
            number=self._number(item),
            title=item.title,
            kind=kind_label(item.kind),
            ministry=item.ministry_name,
            state=state.value,
            word=self._word(item, current and item.is_undecided),
            sign=ITEM_SIGNS[state],
            is_current=current,
            minutes=item.planned_minutes,
            is_restricted=item.is_restricted,
            outcome=getattr(getattr(item, "decision", None), "outcome", ""),
        )

    def _word(self, item: AgendaItem, is_current: bool) -> str:
        if is_current and self.is_open:
            return _("En cours")
        decision = getattr(item, "decision", None)
        if decision is not None:
            return outcome_label(decision.outcome)
        word = ITEM_WORDS[ItemState(item.state)]
        return _(word) if word else ""

    def _stub(self, item: AgendaItem) -> ItemLine:
        return ItemLine(
            id=item.pk,
            number=self._number(item),
            title=_("Point réservé"),
            kind="",
            ministry="",
            state="planned",
            word="",
            sign="",
            is_current=False,
            is_stub=True,
        )

    @cached_property
    def _numbers(self) -> dict[int, str]:
        """Numbers of the items this audience knows: a hidden one leaves no hole."""
        return numbers([i for i in self.council.items if self.knows(i)])

    def _number(self, item: AgendaItem) -> str:
        secret = any(not self.knows(i) for i in self.council.items)
        return self._numbers[item.pk] if secret else item.number

    @cached_property
    def groups(self) -> list[Group]:
        found: list[Group] = []
        for item in self.council.items:
            if not self.knows(item):
                continue
            line = self.line(item)
            part = str(Part(item.part).label)
            # A stub must not tell whose item it is by the heading it stands under.
            name = line.ministry if self.sees(item) else ""
            if not found or (found[-1].part, found[-1].name) != (part, name):
                opens = not found or found[-1].part != part
                number = line.number.split(".")[0]
                found.append(Group(part, number, name, opens))
            found[-1].items.append(line)
        return found

    # The item under deliberation

    @cached_property
    def current_item(self) -> AgendaItem | None:
        return self.council.current if self.is_open or self.is_suspended else None

    @property
    def is_reserved(self) -> bool:
        """An item this audience may not see is under deliberation."""
        return self.current_item is not None and not self.sees(self.current_item)

    @cached_property
    def current(self) -> ItemDetail | None:
        item = self.current_item
        return self.detail(item) if item is not None and self.sees(item) else None

    def detail(self, item: AgendaItem) -> ItemDetail:
        papers = () if self.is_screen else self._papers(item)
        names = item.appointments.all() if item.part == Part.APPOINTMENTS else ()
        return ItemDetail(
            line=self.line(item),
            on_behalf_of=item.on_behalf_of,
            presenter=item.presenter,
            called_at=item.called_at,
            papers=papers,
            appointments=() if self.is_screen else tuple(str(a) for a in names),
            decision=self.decision_of(item),
        )

    def _papers(self, item: AgendaItem) -> tuple[Paper, ...]:
        return tuple(
            Paper(
                id=version.pk,
                title=document.title,
                kind=str(document.get_kind_display()),
                pages=version.pages,
                is_new_version=count > 1,
                url=reverse("meetings:paper", args=[version.pk]),
            )
            for document, version, count in self.council.papers(item)
        )

    def decision_of(self, item: AgendaItem) -> DecisionLine | None:
        decision = getattr(item, "decision", None)
        if decision is None:
            return None
        directives = decision.directives.select_related("responsible")
        return DecisionLine(
            outcome=decision.outcome,
            label=outcome_label(decision.outcome),
            text=decision.text,
            amendments=decision.amendments,
            at=decision.decided_at,
            directives=tuple(d.text for d in directives),
        )

    # Marks

    @property
    def round_key(self) -> str:
        """Changes when this audience must look at its own marks again."""
        held = self.council.round
        if held is None or self.current is None:
            item = self.meeting.current_item_id if self.current else ""
            return f"{item}.0.closed"
        state = "open" if held.is_open else "closed"
        return f"{held.item_id}.{held.number}.{state}"

    @cached_property
    def round(self) -> RoundLine | None:
        held = self.council.round
        if held is None or self.current is None:
            return None
        display = self._mark_display()
        return RoundLine(
            key=self.round_key,
            number=held.number,
            is_open=held.is_open,
            given=len(self.council.marks),
            expected=sum(
                s.is_deliberative and s.holder_id is not None
                for s in self.council.seats
            ),
            tallies=self._tallies(display),
            shows_tallies=display is not MarkDisplay.NOTHING,
        )

    def _mark_display(self) -> MarkDisplay:
        if self.is_presiding or self.is_secretary:
            return MarkDisplay.NAMES
        if self.is_screen:
            return MarkDisplay.NOTHING
        return MarkDisplay(self.meeting.mark_display)

    def _tallies(self, display: MarkDisplay) -> tuple[Tally, ...]:
        if display is MarkDisplay.NOTHING:
            return ()
        named = display is MarkDisplay.NAMES
        return tuple(
            Tally(
                value=value.value,
                label=_(MARK_WORDS[value]),
                count=self.council.tally[value.value],
                names=self._names(value) if named else (),
            )
            for value in MarkValue
        )

    def _names(self, value: MarkValue) -> tuple[str, ...]:
        marks = [m for m in self.council.marks if m.value == value.value]
        marks.sort(key=lambda m: m.seat.precedence)
        return tuple(_with_comment(m) for m in marks)

    # The minutes

    @cached_property
    def blocks(self) -> list[BlockLine]:
        found: list[BlockLine] = []
        for block in sorted(self.council.blocks, key=self._order):
            line = self.block(block)
            if line is not None:
                found.append(line)
        return found

    def _order(self, block: MinuteBlock) -> float:
        rank = self._ranks.get(block.item_id, 0) if block.item_id else 0
        return rank * 1_000_000 + block.position

    @cached_property
    def _ranks(self) -> dict[int, int]:
        # Ranks among what this audience knows: a hidden item leaves no hole here either.
        return {line.id: rank for rank, line in enumerate(self.lines, start=1)}

    def block(self, block: MinuteBlock) -> BlockLine | None:
        """Return a paragraph as this audience reads it; None when it may not."""
        private = block.zone == Zone.PRIVATE
        if block.item_id in self.hidden or (private and not self.is_secretary):
            return None
        number = "" if block.item_id is None else self._number_of(block.item_id)
        return BlockLine(
            id=block.pk,
            uid=str(block.uid),
            version=block.version,
            seq=block.seq,
            item=block.item_id or "",
            item_number=number,
            zone=block.zone,
            position=block.position,
            order=self._order(block),
            text=block.text,
            proposals=self._proposals(block),
            is_removed=block.is_removed,
        )

    def _number_of(self, item_id: int) -> str:
        return next((i.number for i in self.lines if i.id == item_id), "")

    def _proposals(self, block: MinuteBlock) -> tuple[ProposalLine, ...]:
        if not self.is_secretary:
            return ()
        return tuple(
            ProposalLine(p.pk, p.text, str(p.written_by)) for p in block.proposals.all()
        )

    # The chair and the secretariat

    @cached_property
    def next_line(self) -> ItemLine | None:
        """The item that the chair is offered to call: the next undecided one."""
        waiting = [i for i in self.lines if i.is_undecided and not i.is_current]
        if self.current is None:
            return waiting[0] if waiting else None
        after = [i for i in waiting if i.id in self._after_current]
        return next(iter(after or waiting), None)

    @cached_property
    def _after_current(self) -> set[int]:
        current = self.current_item
        rank = current.position if current else 0
        return {i.pk for i in self.council.items if i.position > rank}

    @cached_property
    def decided_count(self) -> int:
        return sum(not line.is_undecided for line in self.lines if not line.is_stub)

    @cached_property
    def seats(self) -> list[SeatLine]:
        return [self._seat(s) for s in self.council.seats]

    def _seat(self, seat: Seat) -> SeatLine:
        return SeatLine(
            id=seat.pk,
            name=str(seat.holder or seat.screen),
            title=seat.title,
            capacity=str(seat.get_capacity_display()),
            attendance=seat.attendance,
            word=_(ATTENDANCE_WORDS[Attendance(seat.attendance)]),
            acting=str(seat.acting) if seat.acting_id else "",
            is_person=seat.holder_id is not None,
            person_id=seat.holder_id,
        )

    @cached_property
    def present_count(self) -> int:
        there = ("present", "represented")
        return sum(s.attendance in there for s in self.seats if s.is_person)

    @cached_property
    def formulas(self) -> tuple[str, ...]:
        """The stock sentences for the item under deliberation, the usual one first."""
        item = self.current_item if self.current else None
        if item is None:
            return ()
        if hasattr(item, "decision"):
            return (item.decision.text,)
        return formulas(item)

    @property
    def can_be_decided(self) -> bool:
        item = self.current_item
        return (
            self.is_open and item is not None and item.state in ("called", "presented")
        )


def _with_comment(mark: Mark) -> str:
    return f"{mark.seat} : {mark.comment}" if mark.comment else str(mark.seat)
