"""What one of those who prepare an agenda may know of it: deny by default."""

from collections.abc import Iterable

from ecm.access import Presence
from ecm.domain.comparison import Line
from ecm.meetings.models import AgendaItem, Recusal, StubDisplay


class Sight:
    """The items that a reader may know, now or in a version that was kept."""

    def __init__(
        self,
        here: Presence,
        items: Iterable[AgendaItem],
        aside: Iterable[int] = (),
    ) -> None:
        self.aside = frozenset(aside)
        self.person = here.user.person_id
        self.reads_all = here.standing.reads_all
        self.now = {item.pk: item for item in items}

    @classmethod
    def of(cls, here: Presence) -> "Sight":
        """Return what a reader may know of the agenda of his meeting; three queries."""
        held = Recusal.objects.filter(seat__in=here.standing.seats, lifted_at=None)
        aside = held.values_list("item", flat=True)
        return cls(here, here.meeting.items.prefetch_related("readers"), aside)

    def sees(self, item: AgendaItem) -> bool:
        if item.pk in self.aside:
            return False
        if self.reads_all or not item.is_restricted:
            return True
        return self.person in {reader.pk for reader in item.readers.all()}

    def knows(self, item: AgendaItem) -> bool:
        """Whether the reader may know that there is an item at all."""
        return self.sees(item) or item.stub_display == StubDisplay.NEUTRAL

    def sees_line(self, line: Line) -> bool:
        """Whether a kept line may be read: as it was then, and as the item is today."""
        then = self.reads_all or not line.is_restricted or self.person in line.readers
        now = self.now.get(line.item)
        return then and (now is None or self.sees(now))

    def knows_line(self, line: Line) -> bool:
        if self.sees_line(line):
            return True
        now = self.now.get(line.item)
        if now is not None and not self.sees(now):
            return now.stub_display == StubDisplay.NEUTRAL
        return line.stub_display == StubDisplay.NEUTRAL
