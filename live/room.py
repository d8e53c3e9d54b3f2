"""What one audience sees of a council: its agenda, then marks, minutes and the table."""

from functools import cached_property

from django.utils.translation import gettext as _

from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.domain.workflow import Attendance
from ecm.meetings.attending import THERE, Attending, aside_from
from ecm.meetings.models import Announcement, Guest, Mark, MinuteBlock, Seat, Zone
from ecm.meetings.palette import formulas
from ecm.meetings.words import (
    ATTENDANCE_WORDS,
    DISPLAY_WORDS,
    MARK_WORDS,
)
from live import screens
from live.attendance import attending, quorum_line
from live.balloting import Balloting
from live.conduct import Conduct
from live.consent import AdoptedList, ConsentSheet, adopted, offered, sheet_of
from live.floor import Floor, floor_of
from live.lines import BlockLine, ItemLine, ProposalLine, RoundLine, SeatLine, Tally
from live.rounds import former_rounds


class Room(Balloting):
    """A council seen by one audience. Templates read it; it asks no permission again."""

    # Marks

    @property
    def round_key(self) -> str:
        """Changes when this audience must look at its own marks again."""
        held = self.council.round
        if held is None or not self.reads_current:
            item = self.meeting.current_item_id if self.reads_current else ""
            return f"{item}.0.closed"
        state = "open" if held.is_open else "closed"
        return f"{held.item_id}.{held.number}.{state}"

    @cached_property
    def round(self) -> RoundLine | None:
        held = self.council.round
        if held is None or not self.reads_current:
            return None
        display = self._mark_display()
        return RoundLine(
            key=self.round_key,
            number=held.number,
            is_open=held.is_open,
            given=len(self.council.marks),
            expected=self._asked(held.item_id),
            tallies=self._tallies(display),
            shows_tallies=display is not MarkDisplay.NOTHING,
            text=held.text,
            former=former_rounds(self.council, display),
            shown_to_members=_(DISPLAY_WORDS[MarkDisplay(self.meeting.mark_display)]),
        )

    def _asked(self, item: int) -> int:
        """Return how many seats are asked: who stands aside only if it said so by a mark."""
        aside = aside_from(self.council.recusals, item)
        aside -= {mark.seat_id for mark in self.council.marks}
        return sum(
            s.is_deliberative and s.holder_id is not None and s.pk not in aside
            for s in self.council.seats
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

    # The floor

    @cached_property
    def floor(self) -> Floor | None:
        """The floor on the item under deliberation, to who may read that item."""
        item = self.current_item
        if item is None or not self.sees(item):
            return None
        return floor_of(self.council, item.pk, is_table=self.takes_roll)

    @cached_property
    def wishes(self) -> int:
        """How many members the chair may put on the list, once no round is open."""
        held = self.council.round
        if not self.steers or self.floor is None or (held and held.is_open):
            return 0
        return self.council.wishes

    # What is shown to all

    @cached_property
    def announced(self) -> Announcement | None:
        return screens.announced(self)

    @cached_property
    def announced_elsewhere(self) -> list[Announcement]:
        return screens.elsewhere(self)

    @cached_property
    def tabled(self) -> ItemLine | None:
        return screens.tabled(self)

    @cached_property
    def passage(self) -> screens.Passage | None:
        return screens.pointed(self)

    # The list without debate

    @cached_property
    def consent(self) -> ConsentSheet | None:
        return sheet_of(self)

    @cached_property
    def consent_offer(self) -> int:
        return offered(self)

    @cached_property
    def adopted_list(self) -> AdoptedList | None:
        return adopted(self)

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
    def conduct(self) -> Conduct:
        return Conduct(self)

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
        people = (s for s in self.council.seats if s.holder_id is not None)
        return sum(seat.attendance in THERE for seat in people)

    @cached_property
    def attending(self) -> Attending:
        return attending(self.council, self.lines)

    @cached_property
    def guests(self) -> list[Guest]:
        """Who is in the room for the item under deliberation, with an advisory voice."""
        item = self.current.line.id if self.current else None
        inside = (g for g in self.council.guests if g.left_at is None)
        return [g for g in inside if g.item_id == item]

    @cached_property
    def quorum(self) -> tuple[str, bool]:
        item = self.current.line.id if self.current else None
        return quorum_line(self.council, item)

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
        # A chair who stands aside from it has nothing to pronounce.
        item = self.current_item if self.current else None
        return (
            self.is_open and item is not None and item.state in ("called", "presented")
        )


def _with_comment(mark: Mark) -> str:
    return f"{mark.seat} : {mark.comment}" if mark.comment else str(mark.seat)
