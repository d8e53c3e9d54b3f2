"""What whoever conducts the meeting chooses from: seats, items, natures, ministries."""

from dataclasses import dataclass
from typing import Any

from ecm.access import Presence
from ecm.domain.workflow import UNDECIDED, ItemState
from ecm.dossiers.models import DossierKind
from ecm.meetings.actions.wheel import conductor
from ecm.meetings.agenda import in_calling_order
from ecm.meetings.models import AgendaItem, Decision, Meeting, Seat
from ecm.people.models import MinistryName


@dataclass(frozen=True)
class Choice:
    """An item as its reader knows it."""

    pk: int
    number: str
    title: str
    track: str
    is_current: bool


def conductor_of(meeting: Meeting) -> Seat | None:
    """Return the seat that has the conduct, or None when nobody does."""
    seats = meeting.seats.filter(withdrawn_at=None).select_related("holder", "acting")
    return conductor(meeting, seats)


def planned(here: Presence) -> list[Choice]:
    """Return the items still to be called, in the order in which they will be."""
    return _choices(here, frozenset({ItemState.PLANNED}))


def undecided(here: Presence) -> list[Choice]:
    """Return the items on which nothing was pronounced, in the same order."""
    return _choices(here, UNDECIDED)


def _choices(here: Presence, states: frozenset[ItemState]) -> list[Choice]:
    numbers = here.numbers()
    items = in_calling_order(here.items().filter(state__in=states))
    current = here.meeting.current_item_id
    return [
        Choice(i.pk, numbers[i.pk], i.title, i.track, i.pk == current) for i in items
    ]


def table_choices(meeting: Meeting) -> dict[str, Any]:
    """Return the natures and the ministries of the day for an item laid on the table."""
    return {
        "kinds": DossierKind.objects.filter(is_active=True),
        "ministries": MinistryName.objects.valid_on(meeting.day),
    }


def decision_of(item: AgendaItem) -> Decision | None:
    """Return what was pronounced on an item."""
    return Decision.objects.filter(item=item).first()
