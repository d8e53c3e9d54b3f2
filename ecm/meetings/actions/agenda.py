"""Creating a meeting, seating its members, and entering the items of its agenda."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.db.models import F, Max

from ecm.domain import policy
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.kinds import ItemKind
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import Attendance, meeting_after
from ecm.dossiers.models import Dossier
from ecm.journal.chain import KEY_OF_ANOTHER_ACT, Actor, record
from ecm.journal.models import Entry
from ecm.meetings.agenda import GROUPED, in_order, numbers, with_new
from ecm.meetings.models import (
    AgendaItem,
    AgendaStep,
    Appointment,
    Grouping,
    Meeting,
    MeetingKind,
    Part,
    Seat,
    StubDisplay,
    Track,
)
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.people.models import (
    Body,
    BodyMember,
    Capacity,
    Mandate,
    Ministry,
    Person,
    Post,
    User,
)

VOTING = frozenset({Capacity.PRESIDING, Capacity.MEMBER})


@dataclass(frozen=True)
class Plan:
    """When, where and under whom a meeting is to be held; `number` of None is the next.

    `is_delegated`: the Prime Minister presides, for a determined agenda (art. 64).
    """

    day: date
    starts_at: time | None = None
    kind: MeetingKind = MeetingKind.ORDINARY
    place: str = ""
    presided_by: str = ""
    spokesperson: str = ""
    number: int | None = None
    is_delegated: bool = False
    grouping: Grouping = Grouping.MINISTRY


def create_meeting(
    actor: Actor,
    body: Body,
    plan: Plan,
    *,
    screens: Iterable[User] = (),
    anterooms: Iterable[User] = (),
) -> Meeting:
    """Create a numbered meeting of `body` and seat who holds a mandate on its day.

    `screens` are the walls of the room, `anterooms` those of the waiting room.

    The same key again returns the meeting that it made. Raises NotPossible when the
    number is taken in that year, or the chair cannot be delegated.
    """
    with transaction.atomic():
        # The body's row orders those who number meetings at the same time.
        Body.objects.select_for_update().get(pk=body.pk)
        if made := _made_before(actor, body, plan.day.year):
            return made
        policy.require(_roles_in(body, actor, plan.day), Verb.CREATE_MEETING)
        meeting = _meeting(body, plan)
        seat_members(meeting, screens, anterooms)
        with turn(meeting.pk, actor) as locked:
            meeting_after(locked.state, Verb.CREATE_MEETING)
            reference = meeting.reference
            record(Verb.CREATE_MEETING, actor, locked, reference=reference)
        meeting.refresh_from_db()
        return meeting


def _made_before(actor: Actor, body: Body, year: int) -> Meeting | None:
    """Return what the actor's key made; a meeting has no stream before it is made."""
    if not actor.key:
        return None
    held = {meeting.stream: meeting for meeting in body.meetings.filter(year=year)}
    entry = Entry.objects.filter(stream__in=held, key=actor.key).first()
    if entry is None:
        return None
    if (entry.verb, entry.actor_id) != (Verb.CREATE_MEETING, actor.user_id):
        raise Conflict(KEY_OF_ANOTHER_ACT)
    return held[entry.stream]


def _meeting(body: Body, plan: Plan) -> Meeting:
    return Meeting.objects.create(
        body=body,
        year=plan.day.year,
        number=free_number(body, plan.day.year, plan.number),
        kind=plan.kind,
        day=plan.day,
        starts_at=plan.starts_at,
        place=plan.place,
        presided_by=plan.presided_by,
        is_delegated=plan.is_delegated,
        grouping=plan.grouping,
        spokesperson=plan.spokesperson,
        mark_display=body.mark_display,
    )


def free_number(body: Body, year: int, wanted: int | None = None) -> int:
    """Return `wanted`, or the number after the last one of the year.

    Call it with the body's row locked. Raises NotPossible when `wanted` is taken.
    """
    held = body.meetings.filter(year=year)
    if wanted is None:
        return (held.aggregate(last=Max("number"))["last"] or 0) + 1
    if held.filter(number=wanted).exists():
        raise NotPossible(
            gettext_noop("Le numéro %(number)s de l'année %(year)s est déjà pris."),
            number=wanted,
            year=year,
        )
    return wanted


def _roles_in(body: Body, actor: Actor, day: date) -> frozenset[Role]:
    """Return the actor's roles in a body: before a meeting exists nobody has a seat."""
    if actor.user_id is None:
        return frozenset({Role.SYSTEM})
    mandates = Mandate.objects.held_on(day).filter(person=actor.person_id)
    members = BodyMember.objects.filter(body=body, mandate__in=mandates)
    return frozenset(Role(member.capacity) for member in members)


def seat_members(
    meeting: Meeting, screens: Iterable[User] = (), anterooms: Iterable[User] = ()
) -> None:
    """Give a seat to every member of the body on the meeting's day, and to the walls.

    It is part of the meeting's creation. One who holds two mandates sits once, in the
    first by protocol.
    """
    mandates = Mandate.objects.held_on(meeting.day)
    members = meeting.body.members.filter(mandate__in=mandates)
    seats: dict[int, Seat] = {}
    for member in members.select_related("mandate").order_by("mandate__precedence"):
        seats.setdefault(member.mandate.person_id, _seat(meeting, member))
    if meeting.is_delegated:
        _delegate(seats.values())
    named = ((Capacity.SCREEN, screens), (Capacity.ANTEROOM, anterooms))
    walls = [
        Seat(meeting=meeting, capacity=capacity, screen=user, is_deliberative=False)
        for capacity, users in named
        for user in users
    ]
    Seat.objects.bulk_create([*seats.values(), *walls])


def _seat(meeting: Meeting, member: BodyMember) -> Seat:
    mandate = member.mandate
    return Seat(
        meeting=meeting,
        capacity=member.capacity,
        is_deliberative=Capacity(member.capacity) in VOTING,
        holder_id=mandate.person_id,
        title=mandate.title,
        post=mandate.post,
        ministry_id=mandate.ministry_id,
        precedence=mandate.precedence,
    )


def _delegate(seats: Collection[Seat]) -> None:
    """Give the chair to the Prime Minister; who delegates it is away, and without voice."""
    chair = next((s for s in seats if s.capacity == Capacity.PRESIDING), None)
    deputy = next((s for s in seats if s.post == Post.PRIME_MINISTER), None)
    if deputy is None or deputy is chair:
        raise NotPossible(
            gettext_noop("La présidence de cet organe ne se délègue pas ce jour-là.")
        )
    deputy.capacity, deputy.is_deliberative = Capacity.PRESIDING, True
    if chair is not None:
        chair.capacity, chair.is_deliberative = Capacity.MEMBER, False
        chair.attendance = Attendance.EXCUSED
        chair.excuse = "Présidence déléguée au Premier ministre"


@dataclass(frozen=True)
class Draft:
    """One item as a ministry submits it; `readers` count for a restricted item only."""

    part: Part
    kind: ItemKind
    ministry: Ministry
    title: str
    subject: str = ""
    context: str = ""
    count: int = 1
    theme: str = ""
    on_behalf_of: str = ""
    associated: str = ""
    presenter: str = ""
    dossier: Dossier | None = None
    planned_minutes: int = 10
    track: Track = Track.DEBATE
    is_publishable: bool = True
    is_restricted: bool = False
    stub_display: StubDisplay = StubDisplay.NEUTRAL
    readers: tuple[Person, ...] = ()
    appointments: Sequence[Appointment] = ()


def add_item(actor: Actor, meeting: Meeting, draft: Draft) -> AgendaItem:
    """Put an item on the agenda, at its place by part and protocol rank.

    Raises NotPossible when its ministry has no name on the meeting's day.
    """
    with turn(meeting.pk, actor) as locked:
        require(actor, Verb.ADD_ITEM, locked)
        meeting_after(locked.state, Verb.ADD_ITEM)
        items = in_order(locked.items.all())
        item = enter(locked, draft)
        arrange(locked, with_new(items, item))
        record(Verb.ADD_ITEM, actor, locked, item=item.pk)
        item.refresh_from_db()
        return item


def enter(meeting: Meeting, draft: Draft) -> AgendaItem:
    """Write an item after all the others; `arrange` then gives it its place.

    Once an agenda was proposed a new item is on the supplementary list, and once one was
    approved it waits for an approval of its own. Call it inside a turn of the meeting.
    """
    name = draft.ministry.name_on(meeting.day)
    if name is None:
        raise NotPossible(gettext_noop("Ce ministère n'existe pas ce jour-là."))
    steps = set(meeting.agendas.values_list("step", flat=True))
    theme = draft.theme if is_by_theme(meeting, draft.part) else ""
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting,
        part=draft.part,
        position=last + 1,
        kind=draft.kind.value,
        title=draft.title,
        subject=draft.subject,
        context=draft.context,
        count=draft.count,
        ministry=draft.ministry,
        ministry_name=name.name,
        precedence=rank_of(meeting, draft.part, theme, name.precedence),
        theme=theme,
        on_behalf_of=draft.on_behalf_of,
        associated=draft.associated,
        presenter=draft.presenter,
        dossier=draft.dossier,
        is_publishable=draft.is_publishable,
        is_restricted=draft.is_restricted,
        stub_display=draft.stub_display,
        planned_minutes=draft.planned_minutes,
        track=draft.track,
        is_supplementary=bool(steps),
        awaits_approval=AgendaStep.APPROVED in steps,
    )
    item.readers.set(draft.readers if draft.is_restricted else ())
    for position, appointment in enumerate(draft.appointments, start=1):
        appointment.item, appointment.position = item, position
    Appointment.objects.bulk_create(draft.appointments)
    return item


# Above every theme's rank: what has no theme comes after those that have one.
WITHOUT_THEME = 1000


def is_by_theme(meeting: Meeting, part: str) -> bool:
    return meeting.grouping == Grouping.THEME and part in GROUPED


def rank_of(meeting: Meeting, part: str, theme: str, protocol: int) -> int:
    """Return the rank of a ministry's group, or of a theme's: a new theme is the last."""
    if not is_by_theme(meeting, part):
        return protocol
    if not theme:
        return WITHOUT_THEME + protocol
    themes = meeting.items.filter(part=part).exclude(theme="")
    known = themes.filter(theme=theme).first()
    if known:
        return known.precedence
    return (themes.aggregate(last=Max("precedence"))["last"] or 0) + 1


def arrange(meeting: Meeting, items: Sequence[AgendaItem]) -> None:
    """Give items, in their order, their places and numbers; call it inside a turn."""
    numbered = numbers(items)
    changed = []
    for rank, item in enumerate(items, start=1):
        if (item.position, item.number) != (rank, numbered[item.pk]):
            item.position, item.number = rank, numbered[item.pk]
            changed.append(item)
    # Positions are unique at every moment: those that move first step aside.
    last = meeting.items.aggregate(last=Max("position"))["last"] or 0
    aside = meeting.items.filter(pk__in=[item.pk for item in changed])
    aside.update(position=F("position") + max(last, len(items)))
    AgendaItem.objects.bulk_update(changed, ["position", "number"])
