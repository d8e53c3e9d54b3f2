"""Who somebody is at a meeting: roles, seats, and what the rules let them see."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ecm.domain import policy
from ecm.domain.errors import Conflict, gettext_noop
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import Attendance, MeetingState
from ecm.journal.chain import Actor
from ecm.meetings.agenda import numbers_among
from ecm.meetings.asked import AGENDA, RECUSALS
from ecm.meetings.models import AgendaItem, Meeting, Recusal, Seat, StubDisplay
from ecm.people.models import Post, User
from ecm.prepared import Prepared

# A person with several seats sees the room of the first of these.
VIEWS = (
    *(Role.PRESIDING, Role.SECRETARY, Role.MEMBER, Role.OBSERVER, Role.SCREEN),
    Role.ANTEROOM,
)
WALLS = frozenset({Role.SCREEN, Role.ANTEROOM})
# What a seat's post gives beside its capacity.
OF_POST = {
    Post.PRESIDENT.value: Role.HEAD_OF_STATE,
    Post.PRIME_MINISTER.value: Role.HEAD_OF_GOVERNMENT,
}
HEADS = frozenset({Role.PRESIDING, *OF_POST.values()})
READ_ALL = frozenset({Role.PRESIDING, Role.SECRETARY, Role.HEAD_OF_STATE})


@dataclass(frozen=True)
class Standing:
    """The seats that a user occupies at a meeting, and the roles they give."""

    seats: tuple[Seat, ...]
    roles: frozenset[Role]

    @property
    def view(self) -> Role:
        """The room that this person sees: the chair's, for a member at the wheel."""
        if self.steers and Role.SECRETARY not in self.roles:
            return Role.PRESIDING
        return next(role for role in VIEWS if role in self.roles)

    @property
    def steers(self) -> bool:
        return Role.STEERING in self.roles

    @property
    def reads_all(self) -> bool:
        """Whether no item is ever closed to this person."""
        return not self.roles.isdisjoint(READ_ALL)

    @property
    def marking_seats(self) -> tuple[Seat, ...]:
        """The seats for which this person gives marks, his own first."""
        sitting = (s for s in self.seats if s.is_deliberative)
        return tuple(sorted(sitting, key=lambda s: s.acting_id is not None))


def standing_of(user: User, meeting: Meeting) -> Standing | None:
    """Return the user's standing at the meeting, or None for a stranger."""
    seats = OCCUPIED(meeting.pk, meeting=meeting)
    return standing_among(meeting, seats, user)


def require(actor: Actor, verb: Verb, meeting: Meeting) -> tuple[Seat, ...]:
    """Return the actor's seats if they give the right to `verb`; raise NotAllowed else.

    Called inside a turn: what is checked cannot change before the act.
    """
    if actor.user_id is None:
        policy.require(frozenset({Role.SYSTEM}), verb)
        return ()
    user = User(pk=actor.user_id, person_id=actor.person_id)
    standing = standing_of(user, meeting)
    roles = standing.roles if standing else frozenset()
    policy.require(roles, verb)
    if policy.RIGHTS[verb] & roles == {Role.STEERING}:
        _refuse_an_old_wheel(actor, meeting)
    return standing.seats if standing else ()


def _refuse_an_old_wheel(actor: Actor, meeting: Meeting) -> None:
    """Raise Conflict when the actor's screen was drawn under an earlier conduct."""
    if actor.epoch is not None and actor.epoch != meeting.epoch:
        raise Conflict(
            gettext_noop(
                "La conduite de la séance a changé de main : rien n'a changé. "
                "Rechargez cette page."
            )
        )


def occupied(seats: "QuerySet[Seat]") -> "QuerySet[Seat]":
    return seats.filter(withdrawn_at=None).select_related("holder", "acting")


_LET_IN = Prepared(
    lambda meeting, person: AgendaItem.objects.filter(
        meeting=meeting, is_restricted=True, readers=person
    ),
    (int, int),
)
OCCUPIED = Prepared(lambda meeting: occupied(Seat.objects.filter(meeting=meeting)))


def standing_among(
    meeting: Meeting, seats: Iterable[Seat], user: User
) -> Standing | None:
    """Return the user's standing given the meeting's seats, or None for a stranger.

    Until the members are convened only the secretariat knows that there is a meeting,
    and those to whom it has proposed an agenda.
    """
    own = tuple(seat for seat in seats if _sits(seat, user))
    roles = frozenset(_roles(own, meeting))
    if not own or (
        meeting.state == MeetingState.DRAFT and not _prepares(roles, meeting)
    ):
        return None
    return Standing(own, roles)


def _roles(seats: Iterable[Seat], meeting: Meeting) -> Iterator[Role]:
    for seat in seats:
        yield Role(seat.capacity)
        if seat.post in OF_POST:
            yield OF_POST[seat.post]
        if holds_the_wheel(seat, meeting):
            yield Role.STEERING


def holds_the_wheel(seat: Seat, meeting: Meeting) -> bool:
    """Tell whether a seat conducts the meeting: the chair's until another has it."""
    if meeting.wheel_id is None:
        return seat.capacity == Role.PRESIDING.value
    return seat.pk == meeting.wheel_id


def _prepares(roles: frozenset[Role], meeting: Meeting) -> bool:
    if Role.SECRETARY in roles:
        return True
    return not roles.isdisjoint(HEADS) and meeting.agendas.exists()


def _sits(seat: Seat, user: User) -> bool:
    if seat.screen_id:
        return seat.screen_id == user.pk
    if user.person_id is None:
        return False
    if seat.attendance == Attendance.REPRESENTED:
        return seat.acting_id == user.person_id
    return seat.holder_id == user.person_id


def may_read(
    item: AgendaItem,
    standing: Standing,
    view: Role,
    readers: frozenset[int],
    person: int | None,
) -> bool:
    """Tell whether somebody who looks at this view may know a restricted item.

    The chair and the secretariat always may; the wall never shows one.
    """
    if not item.is_restricted:
        return True
    return view not in WALLS and (standing.reads_all or person in readers)


def numbers_for(meeting: Meeting, standing: Standing, user: User) -> dict[int, str]:
    """Return the number under which a user knows each item that he may read.

    Where he may not even know of an item, the others close up: no hole tells of it.
    """
    items = AGENDA(meeting.pk, meeting=meeting)
    return numbers_among_read(items, read_among(items, meeting, standing, user))


def numbers_among_read(
    items: Sequence[AgendaItem], read: Iterable[AgendaItem]
) -> dict[int, str]:
    """Return what `numbers_for` does, given a whole agenda and what is read of it."""
    seen = {item.pk for item in read}
    known = [i for i in items if i.pk in seen or _may_know_of(i)]
    if len(known) == len(items):
        return {item.pk: item.number for item in known if item.pk in seen}
    return {pk: number for pk, number in numbers_among(known).items() if pk in seen}


def _may_know_of(item: AgendaItem) -> bool:
    return item.stub_display == StubDisplay.NEUTRAL and not item.awaits_approval


def read_among(
    items: Iterable[AgendaItem], meeting: Meeting, standing: Standing, user: User
) -> list[AgendaItem]:
    """Return those of a meeting's items whose content the user may read.

    The rule of `visible_items` for rows that are at hand; tests hold them together.
    """
    own = {seat.pk for seat in standing.seats}
    aside = {held.item_id for held in RECUSALS(meeting.pk) if held.seat_id in own}
    found = [item for item in items if item.pk not in aside]
    if standing.reads_all:
        return found
    if Role.HEAD_OF_GOVERNMENT not in standing.roles:
        found = [item for item in found if not item.awaits_approval]
    if standing.view is Role.ANTEROOM:
        return []
    let_in: set[int] = set()
    person = None if standing.view is Role.SCREEN else user.person_id
    if person is not None and any(item.is_restricted for item in found):
        let_in = {item.pk for item in _LET_IN(meeting.pk, person)}
    return [item for item in found if not item.is_restricted or item.pk in let_in]


def visible_items(
    meeting: Meeting, standing: Standing, user: User
) -> "QuerySet[AgendaItem]":
    """Return the items of the meeting whose content the user may read."""
    recusals = Recusal.objects.filter(seat__in=standing.seats, lifted_at=None)
    items = meeting.items.exclude(pk__in=recusals.values("item"))
    if standing.reads_all:
        return items
    if Role.HEAD_OF_GOVERNMENT not in standing.roles:
        items = items.filter(awaits_approval=False)
    if standing.view is Role.ANTEROOM:
        return items.none()
    if standing.view is Role.SCREEN:
        return items.filter(is_restricted=False)
    mine = Q(is_restricted=False) | Q(readers=user.person_id)
    return items.filter(mine).distinct()
