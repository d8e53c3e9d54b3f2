"""The rows of one meeting, each kind read at most once and only when asked for."""

from collections import Counter
from functools import cached_property

from django.db.models import Prefetch

from ecm.domain.verbs import Verb
from ecm.journal.models import Entry
from ecm.meetings.asked import ROUNDS
from ecm.meetings.models import (
    AgendaItem,
    Announcement,
    Appointment,
    AttendanceMove,
    Ballot,
    ConsentList,
    FloorRequest,
    Guest,
    Mark,
    MarkRound,
    Meeting,
    MinuteBlock,
    MinuteProposal,
    PointedPassage,
    Seat,
    Sitting,
    VoteKey,
    Voter,
)
from ecm.meetings.papers import Paper, papers_of
from ecm.meetings.wishes import wishes_among
from ecm.prepared import Prepared
from live.audience import recusals_of
from live.regions import REGIONS, Region

ITEMS = Prepared(
    lambda meeting: (
        AgendaItem.objects.filter(meeting=meeting)
        .select_related("decision")
        .order_by("position")
    )
)
SITTINGS = Prepared(lambda meeting: Sitting.objects.filter(meeting=meeting))
CONSENT_LIST = Prepared(
    lambda meeting: ConsentList.objects.filter(meeting=meeting).reverse()[:1]
)
SEATS = Prepared(
    lambda meeting: Seat.objects.filter(
        meeting=meeting, withdrawn_at=None
    ).select_related("holder", "acting", "screen")
)
MOVES = Prepared(
    lambda meeting: (
        AttendanceMove.objects.filter(seat__meeting=meeting)
        .select_related("acting")
        .order_by("at", "pk")
    )
)
GUESTS = Prepared(lambda meeting: Guest.objects.filter(meeting=meeting))
FLOOR = Prepared(
    lambda meeting, item: FloorRequest.objects.filter(
        meeting=meeting, item=item
    ).select_related("seat__holder", "seat__acting"),
    (int, int),
)
MARKS = Prepared(
    lambda held: Mark.objects.filter(round=held).select_related(
        "seat__holder", "seat__acting"
    )
)
BALLOT = Prepared(lambda item: Ballot.objects.filter(item=item).order_by("-number")[:1])
ANNOUNCEMENTS = Prepared(
    lambda meeting: Announcement.objects.filter(meeting=meeting, withdrawn_at=None)
)
PASSAGE = Prepared(
    lambda item: (
        PointedPassage.objects.filter(item=item, released_at=None)
        .select_related("version__document", "seat__holder", "seat__acting")
        .reverse()[:1]
    )
)


class Council:
    """Everything a frame may need of a meeting; the queries do not grow with its size."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self._some: dict[frozenset[int], list[MinuteBlock]] = {}
        self._papers: dict[int, list[Paper]] = {}
        self._appointments: dict[int, tuple[Appointment, ...]] = {}
        self._directives: dict[int, tuple[str, ...]] = {}

    @cached_property
    def sittings(self) -> list[Sitting]:
        return SITTINGS(self.meeting.pk, meeting=self.meeting)

    @cached_property
    def items(self) -> list[AgendaItem]:
        return ITEMS(self.meeting.pk, meeting=self.meeting)

    @cached_property
    def current(self) -> AgendaItem | None:
        wanted = self.meeting.current_item_id
        return next((i for i in self.items if i.pk == wanted), None)

    @cached_property
    def tabled(self) -> AgendaItem | None:
        """The item just laid on the table, if nothing else was announced since."""
        if not any(item.is_tabled for item in self.items):
            return None
        told = [v for v, where in REGIONS.items() if Region.ANNOUNCEMENT in where]
        entries = Entry.objects.filter(stream=self.meeting.stream, verb__in=told)
        last = entries.order_by("-seq").first()
        if last is None or last.verb != Verb.TABLE_ITEM:
            return None
        return next((i for i in self.items if i.pk == last.facts["item"]), None)

    @cached_property
    def consent_list(self) -> ConsentList | None:
        """The last list without debate, before the council or not any more."""
        found = CONSENT_LIST(self.meeting.pk, meeting=self.meeting)
        return found[0] if found else None

    @cached_property
    def taken_out(self) -> dict[int, int]:
        """Whose seat took which item out of the last list, in the order of the gestures."""
        if self.consent_list is None:
            return {}
        gestures = Entry.objects.filter(
            stream=self.meeting.stream, verb=Verb.TAKE_OUT_ITEM
        )
        told = gestures.order_by("seq").values_list("facts", flat=True)
        mine = [facts for facts in told if facts["consent"] == self.consent_list.pk]
        return {facts["item"]: facts["seat"] for facts in mine}

    @cached_property
    def seats(self) -> list[Seat]:
        return SEATS(self.meeting.pk, meeting=self.meeting)

    @cached_property
    def moves(self) -> list[AttendanceMove]:
        return MOVES(self.meeting.pk)

    @cached_property
    def guests(self) -> list[Guest]:
        return GUESTS(self.meeting.pk, meeting=self.meeting)

    @cached_property
    def recusals(self) -> dict[int, frozenset[int]]:
        """By seat, the items from which its people stand aside now."""
        return recusals_of(self.meeting)

    @cached_property
    def blocks(self) -> list[MinuteBlock]:
        pending = MinuteProposal.objects.filter(settled_at=None).select_related(
            "written_by__person"
        )
        rows = self.meeting.blocks.filter(is_removed=False)
        rows = rows.prefetch_related(Prefetch("proposals", queryset=pending))
        return list(rows.order_by("position", "pk"))

    def some_blocks(self, wanted: frozenset[int]) -> list[MinuteBlock]:
        """Return the blocks with these ids, removed ones included.

        The audiences of a frame mostly want the same ones: they are read once for all.
        """
        if wanted not in self._some:
            self._some[wanted] = self._blocks(wanted)
        return self._some[wanted]

    def _blocks(self, wanted: frozenset[int]) -> list[MinuteBlock]:
        pending = MinuteProposal.objects.filter(settled_at=None).select_related(
            "written_by__person"
        )
        rows = MinuteBlock.objects.filter(meeting=self.meeting, pk__in=wanted)
        return list(rows.prefetch_related(Prefetch("proposals", queryset=pending)))

    @cached_property
    def floor(self) -> list[FloorRequest]:
        """Every request for the floor on the item under deliberation, in order."""
        item = self.meeting.current_item_id
        if item is None:
            return []
        return FLOOR(self.meeting.pk, item, meeting=self.meeting)

    @cached_property
    def wishes(self) -> int:
        """How many members ask to speak by their position, and are not on the list."""
        item = self.current
        if item is None:
            return 0
        aside = frozenset(s for s, items in self.recusals.items() if item.pk in items)
        return len(wishes_among(item, self.rounds, self.floor, aside))

    @cached_property
    def rounds(self) -> list[MarkRound]:
        """The rounds of marks on the item under deliberation, the first one first."""
        if self.meeting.current_item_id is None:
            return []
        return ROUNDS(self.meeting.current_item_id)

    @property
    def round(self) -> MarkRound | None:
        return self.rounds[-1] if self.rounds else None

    @cached_property
    def former_tallies(self) -> dict[int, Counter[str]]:
        """What was given in each round before the last one; no query where there is none."""
        found: dict[int, Counter[str]] = {held.pk: Counter() for held in self.rounds}
        if len(self.rounds) > 1:
            marks = Mark.objects.filter(round__in=self.rounds[:-1])
            for held, value in marks.values_list("round", "value"):
                found[held][value] += 1
        return found

    @cached_property
    def marks(self) -> list[Mark]:
        if self.round is None:
            return []
        return MARKS(self.round.pk)

    @cached_property
    def tally(self) -> Counter[str]:
        return Counter(mark.value for mark in self.marks)

    @cached_property
    def ballot(self) -> Ballot | None:
        """The last vote on the item under deliberation, under way or ended."""
        if self.meeting.current_item_id is None:
            return None
        found = BALLOT(self.meeting.current_item_id)
        return found[0] if found else None

    @cached_property
    def voters(self) -> list[Voter]:
        """The register of that vote, in protocol order."""
        rows = Voter.objects.filter(ballot=self.ballot).order_by("rank")
        return list(rows.select_related("seat__holder", "proxy"))

    @cached_property
    def vote_keys(self) -> list[VoteKey]:
        if self.ballot is None:
            return []
        return list(self.ballot.keys.select_related("seat"))

    @cached_property
    def digests(self) -> tuple[str, ...]:
        """What the urn of a sealed vote holds, in an order that says nothing."""
        if self.ballot is None:
            return ()
        return tuple(self.ballot.envelopes.values_list("digest", flat=True))

    @cached_property
    def announcements(self) -> list[Announcement]:
        """What some screen carries now, the oldest first."""
        return ANNOUNCEMENTS(self.meeting.pk, meeting=self.meeting)

    @cached_property
    def passage(self) -> PointedPassage | None:
        """What is pointed out in a paper of the item under deliberation."""
        item = self.meeting.current_item_id
        if item is None:
            return None
        found = PASSAGE(item)
        return found[0] if found else None

    # What every audience that sees an item is shown of it: read once for all of them.

    def papers(self, item: AgendaItem) -> list[Paper]:
        """Return each document that the item shows, its version and its number."""
        if item.pk not in self._papers:
            self._papers |= papers_of(self.meeting, [item])
        return self._papers[item.pk]

    def appointments(self, item: AgendaItem) -> tuple[Appointment, ...]:
        if item.pk not in self._appointments:
            self._appointments[item.pk] = tuple(item.appointments.all())
        return self._appointments[item.pk]

    def directives(self, item: AgendaItem) -> tuple[str, ...]:
        """Return the instructions that go with the decision on an item."""
        if item.pk not in self._directives:
            rows = item.decision.directives.values_list("text", flat=True)
            self._directives[item.pk] = tuple(rows)
        return self._directives[item.pk]
