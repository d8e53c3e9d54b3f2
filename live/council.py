"""The rows of one meeting, each kind read at most once and only when asked for."""

from collections import Counter
from functools import cached_property

from django.db.models import Prefetch

from ecm.meetings.models import (
    AgendaItem,
    Mark,
    MarkRound,
    Meeting,
    MinuteBlock,
    MinuteProposal,
    Seat,
    Sitting,
)
from ecm.meetings.papers import Paper, papers_of


class Council:
    """Everything a frame may need of a meeting; the queries do not grow with its size."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self._some: dict[frozenset[int], list[MinuteBlock]] = {}

    @cached_property
    def sittings(self) -> list[Sitting]:
        return list(self.meeting.sittings.all())

    @cached_property
    def items(self) -> list[AgendaItem]:
        rows = self.meeting.items.select_related("decision")
        return list(rows.order_by("position"))

    @cached_property
    def current(self) -> AgendaItem | None:
        wanted = self.meeting.current_item_id
        return next((i for i in self.items if i.pk == wanted), None)

    @cached_property
    def seats(self) -> list[Seat]:
        rows = self.meeting.seats.filter(withdrawn_at=None)
        return list(rows.select_related("holder", "acting", "screen"))

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
    def round(self) -> MarkRound | None:
        """The last round of marks on the item under deliberation."""
        if self.meeting.current_item_id is None:
            return None
        rounds = MarkRound.objects.filter(item=self.meeting.current_item_id)
        return rounds.order_by("-number").first()

    @cached_property
    def marks(self) -> list[Mark]:
        if self.round is None:
            return []
        rows = Mark.objects.filter(round=self.round)
        return list(rows.select_related("seat__holder", "seat__acting"))

    @cached_property
    def tally(self) -> Counter[str]:
        return Counter(mark.value for mark in self.marks)

    def papers(self, item: AgendaItem) -> list[Paper]:
        """Return each document that the item shows, its version and its number."""
        return papers_of(self.meeting, [item])[item.pk]
