"""What earlier councils did not reach or put off: proposed for the next one by itself."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from django.db.models import Q

from ecm.domain.outcomes import Outcome
from ecm.domain.workflow import ItemState, MeetingState
from ecm.dossiers.models import Dossier
from ecm.journal.chain import Actor
from ecm.meetings.inscription import ready_for
from ecm.meetings.models import AgendaItem, Meeting
from ecm.meetings.standing import standing_of
from ecm.people.models import User

LEFT = (ItemState.NOT_REACHED.value, ItemState.DEFERRED.value)
BROUGHT = (Outcome.NOT_REACHED.value, Outcome.DEFERRED.value)
SINCE = timedelta(days=180)


@dataclass
class LeftBy:
    """What one council left: dossiers that are ready again, and items that have none."""

    meeting: Meeting
    dossiers: list[Dossier] = field(default_factory=list)
    items: list[AgendaItem] = field(default_factory=list)


def left_items(meeting: Meeting, actor: Actor) -> list[AgendaItem]:
    """Return what earlier councils left that no dossier brings back, the first first.

    An oral communication has no dossier, a divided part does not go with it. What stands
    on a later agenda was taken up; what was put off to a later day waits for it.
    """
    earlier = meeting.body.meetings.filter(
        state=MeetingState.CLOSED,
        day__lte=meeting.day,
        day__gte=meeting.day - SINCE,
    ).exclude(pk=meeting.pk)
    rows = AgendaItem.objects.filter(meeting__in=earlier, state__in=LEFT)
    rows = rows.filter(Q(dossier=None) | Q(split_from__isnull=False))
    rows = rows.exclude(decision__deferred_to__gt=meeting.day)
    found = rows.select_related("meeting__body", "ministry", "dossier")
    sight = _Sight.of(meeting, actor)
    later = list(_later_items(meeting))
    return [
        item
        for item in found.order_by("meeting__day", "meeting__number", "position")
        if sight.knows(item) and not any(_takes_up(other, item) for other in later)
    ]


def _later_items(meeting: Meeting) -> Iterable[AgendaItem]:
    rows = AgendaItem.objects.filter(
        meeting__body=meeting.body_id, meeting__day__gte=meeting.day - SINCE
    )
    rows = rows.exclude(meeting__state=MeetingState.CANCELLED)
    return rows.select_related("meeting")


def _takes_up(other: AgendaItem, item: AgendaItem) -> bool:
    """Tell whether an item of a later agenda is the one that was left."""
    held, left = other.meeting, item.meeting
    if (held.year, held.number) <= (left.year, left.number):
        return False
    return _identity(other) == _identity(item)


def _identity(item: AgendaItem) -> tuple[object, ...]:
    return (item.part, item.kind, item.ministry_id, item.title)


@dataclass(frozen=True)
class _Sight:
    """What one of those who build the agenda may know of an earlier item."""

    person: int | None
    reads_all: bool

    @classmethod
    def of(cls, meeting: Meeting, actor: Actor) -> "_Sight":
        if actor.user_id is None:
            return cls(None, True)
        user = User(pk=actor.user_id, person_id=actor.person_id)
        standing = standing_of(user, meeting)
        return cls(actor.person_id, standing is not None and standing.reads_all)

    def knows(self, item: AgendaItem) -> bool:
        if self.reads_all or not item.is_restricted:
            return True
        return item.readers.filter(pk=self.person or 0).exists()


def left_by(meeting: Meeting, actor: Actor) -> list[LeftBy]:
    """Return what waits to be taken up, by the council that left it, the earliest first."""
    found: dict[int, LeftBy] = {}
    dossiers = brought_back(meeting, actor)
    last = _last_items(meeting, dossiers)
    for dossier in dossiers:
        if item := last.get(dossier.pk):
            group = found.setdefault(item.meeting_id, LeftBy(item.meeting))
            group.dossiers.append(dossier)
    for item in left_items(meeting, actor):
        group = found.setdefault(item.meeting_id, LeftBy(item.meeting))
        group.items.append(item)
    return sorted(found.values(), key=lambda left: (left.meeting.day, left.meeting.pk))


def brought_back(meeting: Meeting, actor: Actor) -> list[Dossier]:
    """Return the dossiers that an earlier council left and that may be entered now."""
    return list(ready_for(meeting, actor).filter(outcome__in=BROUGHT))


def _last_items(meeting: Meeting, dossiers: list[Dossier]) -> dict[int, AgendaItem]:
    """Return the item that last carried each dossier, by the dossier."""
    rows = AgendaItem.objects.filter(
        dossier__in=dossiers,
        meeting__state=MeetingState.CLOSED,
        meeting__body=meeting.body_id,
    )
    rows = rows.select_related("meeting__body").order_by("meeting__day", "pk")
    return {item.dossier_id: item for item in rows if item.dossier_id}
