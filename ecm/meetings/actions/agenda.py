"""Creating a meeting, seating its members, and building its agenda."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from django.db import transaction
from django.db.models import F, Max

from ecm.domain import policy
from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.kinds import ItemKind
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.workflow import meeting_after
from ecm.dossiers.models import Dossier
from ecm.journal.chain import Actor, record
from ecm.meetings.agenda import in_order, numbers
from ecm.meetings.models import (
    AgendaItem,
    Appointment,
    Meeting,
    MeetingKind,
    Part,
    Seat,
    StubDisplay,
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
    User,
)

VOTING = frozenset({Capacity.PRESIDING, Capacity.MEMBER})


@dataclass(frozen=True)
class Plan:
    """When, where and under whom a meeting is to be held; `number` of None is the next."""

    day: date
    starts_at: time | None = None
    kind: MeetingKind = MeetingKind.ORDINARY
    place: str = ""
    presided_by: str = ""
    spokesperson: str = ""
    number: int | None = None


def create_meeting(
    actor: Actor, body: Body, plan: Plan, *, screens: Iterable[User] = ()
) -> Meeting:
    """Create a numbered meeting of `body` and seat who holds a mandate on its day.

    Raises NotPossible when the number is taken in that year.
    """
    with transaction.atomic():
        # The body's row orders those who number meetings at the same time.
        Body.objects.select_for_update().get(pk=body.pk)
        policy.require(_roles_in(body, actor, plan.day), Verb.CREATE_MEETING)
        meeting = Meeting.objects.create(
            body=body,
            year=plan.day.year,
            number=free_number(body, plan.day.year, plan.number),
            kind=plan.kind,
            day=plan.day,
            starts_at=plan.starts_at,
            place=plan.place,
            presided_by=plan.presided_by,
            spokesperson=plan.spokesperson,
            mark_display=body.mark_display,
        )
        seat_members(meeting, screens)
        with turn(meeting.pk, actor) as locked:
            meeting_after(locked.state, Verb.CREATE_MEETING)
            reference = meeting.reference
            record(Verb.CREATE_MEETING, actor, locked, reference=reference)
        meeting.refresh_from_db()
        return meeting


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


def seat_members(meeting: Meeting, screens: Iterable[User] = ()) -> None:
    """Give a seat to every member of the body on the meeting's day, and to `screens`.

    It is part of the meeting's creation. One who holds two mandates sits once, in the
    first by protocol.
    """
    mandates = Mandate.objects.held_on(meeting.day)
    members = meeting.body.members.filter(mandate__in=mandates)
    seats: dict[int, Seat] = {}
    for member in members.select_related("mandate").order_by("mandate__precedence"):
        seats.setdefault(member.mandate.person_id, _seat(meeting, member))
    walls = [
        Seat(
            meeting=meeting,
            capacity=Capacity.SCREEN,
            screen=user,
            is_deliberative=False,
        )
        for user in screens
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
        ministry_id=mandate.ministry_id,
        precedence=mandate.precedence,
    )


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
    presenter: str = ""
    dossier: Dossier | None = None
    planned_minutes: int = 10
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
        item = _write(locked, draft)
        renumber(locked)
        record(Verb.ADD_ITEM, actor, locked, item=item.pk)
        item.refresh_from_db()
        return item


def _write(meeting: Meeting, draft: Draft) -> AgendaItem:
    name = draft.ministry.name_on(meeting.day)
    if name is None:
        raise NotPossible(gettext_noop("Ce ministère n'existe pas ce jour-là."))
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
        precedence=name.precedence,
        theme=draft.theme,
        on_behalf_of=draft.on_behalf_of,
        presenter=draft.presenter,
        dossier=draft.dossier,
        is_publishable=draft.is_publishable,
        is_restricted=draft.is_restricted,
        stub_display=draft.stub_display,
        planned_minutes=draft.planned_minutes,
    )
    item.readers.set(draft.readers if draft.is_restricted else ())
    for position, appointment in enumerate(draft.appointments, start=1):
        appointment.item, appointment.position = item, position
    Appointment.objects.bulk_create(draft.appointments)
    return item


def renumber(meeting: Meeting) -> None:
    """Give every item its place and its number; call it inside a turn of the meeting."""
    items = in_order(meeting.items.all())
    numbered = numbers(items)
    # Positions are unique at every moment: those that move first step aside.
    moved = [i.pk for rank, i in enumerate(items, start=1) if i.position != rank]
    meeting.items.filter(pk__in=moved).update(position=F("position") + len(items))
    for rank, item in enumerate(items, start=1):
        if (item.position, item.number) != (rank, numbered[item.pk]):
            item.position, item.number = rank, numbered[item.pk]
            item.save(update_fields=["position", "number"])
