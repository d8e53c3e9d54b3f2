"""Audiences: what may be seen of a meeting; everyone in one gets the same bytes."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ecm.domain.policy import Role
from ecm.meetings.asked import RECUSALS
from ecm.meetings.models import AgendaItem, Meeting
from ecm.meetings.standing import Standing, may_read, occupied, standing_among
from ecm.people.models import User


@dataclass(frozen=True)
class Audience:
    """A view of the room, the restricted items it is let into, and its language.

    What it is let into is named, never what it is shut out of: an item restricted a
    moment ago is shut before anybody thinks of it. Only the items from which its people
    stand aside are named as shut. `steers` is for who holds the wheel. `capacity` is told
    where it is not the view's own: an observer, or a member who conducts.
    """

    view: Role
    admitted: frozenset[int] = frozenset()
    language: str = "fr"
    recused: frozenset[int] = frozenset()
    steers: bool = False
    capacity: Role | None = None

    def __hash__(self) -> int:
        return self._hash

    @cached_property
    def _hash(self) -> int:
        # Asked for each tablet at each change.
        return hash(
            (self.view, self.admitted, self.recused, self.language, self.steers)
        )

    @property
    def roles(self) -> frozenset[Role]:
        """The roles in which its people act, as far as the room shows acts."""
        own = frozenset({self.capacity or self.view})
        return own | {Role.STEERING} if self.steers else own


@dataclass(frozen=True)
class Restriction:
    """A restricted item and the persons who may read it."""

    item: AgendaItem
    readers: frozenset[int]


def restrictions_of(meeting: Meeting) -> tuple[Restriction, ...]:
    items = meeting.items.filter(is_restricted=True).prefetch_related("readers")
    return tuple(
        Restriction(item, frozenset(p.pk for p in item.readers.all())) for item in items
    )


def recusals_of(meeting: Meeting) -> dict[int, frozenset[int]]:
    """Return, by seat, the items from which its people stand aside now."""
    found: dict[int, set[int]] = defaultdict(set)
    for held in RECUSALS(meeting.pk):
        found[held.seat_id].add(held.item_id)
    return {seat: frozenset(items) for seat, items in found.items()}


def audience_of(
    standing: Standing,
    user: User,
    restrictions: Iterable[Restriction],
    recusals: dict[int, frozenset[int]],
    *,
    hall: bool = False,
    language: str = "fr",
) -> Audience:
    """Return the audience of a user; `hall` asks for the wall's view of the room.

    Only the wall itself, the chair and the secretariat may open the wall's view.
    """
    view = _view(standing, hall)
    admitted = frozenset(
        r.item.pk
        for r in restrictions
        if may_read(r.item, standing, view, r.readers, user.person_id)
    )
    aside = (recusals.get(seat.pk, frozenset()) for seat in standing.seats)
    found = Audience(
        view,
        admitted,
        language,
        recused=frozenset().union(*aside),
        steers=standing.steers and view is not Role.SCREEN,
        capacity=_capacity(standing, view),
    )
    return _same(found)


@lru_cache(maxsize=1024)
def _same(audience: Audience) -> Audience:
    """Return the one object for all who see the same: each tablet asks at each change."""
    return audience


def _capacity(standing: Standing, view: Role) -> Role | None:
    if view is Role.SCREEN or view in standing.roles:
        return None
    return Role.MEMBER if Role.MEMBER in standing.roles else Role.OBSERVER


def _view(standing: Standing, hall: bool) -> Role:
    view = standing.view
    if hall and view in (Role.PRESIDING, Role.SECRETARY):
        return Role.SCREEN
    return Role.MEMBER if view is Role.OBSERVER else view


def audiences_now(
    meeting: Meeting, people: Iterable[tuple[User, bool, str]]
) -> list[Audience | None]:
    """Return the present audience of each (user, hall, language); None without a seat."""
    seats = list(occupied(meeting.seats.all()))
    restrictions, recusals = restrictions_of(meeting), recusals_of(meeting)
    found: list[Audience | None] = []
    for user, hall, language in people:
        standing = standing_among(meeting, seats, user)
        found.append(
            audience_of(
                *(standing, user, restrictions, recusals), hall=hall, language=language
            )
            if standing
            else None
        )
    return found
