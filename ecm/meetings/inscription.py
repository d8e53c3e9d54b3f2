"""What a dossier becomes on an agenda, and which dossiers may be put on one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ecm.domain.circuit import DossierState
from ecm.domain.kinds import ItemKind
from ecm.dossiers.actions.appointments import PLACED, appointments_of
from ecm.dossiers.models import Dossier
from ecm.dossiers.standing import MINISTERS, standing_today, visible
from ecm.journal.chain import Actor
from ecm.meetings.actions.agenda import Draft
from ecm.meetings.models import (
    AgendaItem,
    Appointment,
    Grouping,
    Meeting,
    Part,
    StubDisplay,
    Track,
)
from ecm.meetings.tracks import USUALLY_TOGETHER
from ecm.people.models import Capacity, Mandate, Ministry, Person, Post


def proposed_for(meeting: Meeting, actor: Actor) -> "QuerySet[Dossier]":
    """Return the dossiers proposed for the day of a meeting, those first lodged first."""
    return _waiting(meeting, actor).filter(state=DossierState.PROPOSED)


def ready_for(meeting: Meeting, actor: Actor) -> "QuerySet[Dossier]":
    """Return the dossiers that are ready and aim at this day, an earlier one or none."""
    day = Q(council_day=None) | Q(council_day__lte=meeting.day)
    ready = Dossier.objects.filter(day, state=DossierState.READY)
    return _waiting(meeting, actor, ready)


def _waiting(
    meeting: Meeting, actor: Actor, rows: "QuerySet[Dossier] | None" = None
) -> "QuerySet[Dossier]":
    """Return what the actor may know of it, in the order in which it came."""
    if not meeting.body.is_council:
        return Dossier.objects.none()
    if rows is None:
        rows = Dossier.objects.filter(council_day=meeting.day)
    known = visible(standing_today(actor.person_id))
    rows = rows.filter(pk__in=known.values("pk"))
    rows = rows.select_related("kind", "ministry", "on_behalf_of")
    return rows.order_by("lodged_at", "pk")


@dataclass(frozen=True)
class Day:
    """The names, ministers and seats of a meeting's day, read once for many dossiers."""

    meeting: Meeting
    names: dict[int, str]
    ministers: dict[int, Mandate]
    heads: tuple[Person, ...]

    @classmethod
    def of(cls, meeting: Meeting) -> "Day":
        held = Mandate.objects.held_on(meeting.day).filter(post__in=MINISTERS)
        ministers: dict[int, Mandate] = {}
        for mandate in held.select_related("person").order_by("precedence"):
            ministers.setdefault(mandate.ministry_id or 0, mandate)
        return cls(meeting, {}, ministers, tuple(_heads(meeting)))

    def name(self, ministry: Ministry) -> str:
        """Return what a ministry is called on the day; empty when it does not exist."""
        if ministry.pk not in self.names:
            name = ministry.name_on(self.meeting.day)
            self.names[ministry.pk] = name.name if name else ""
        return self.names[ministry.pk]


def _heads(meeting: Meeting) -> Iterable[Person]:
    """Yield the Prime Minister, who knows every dossier before the council does."""
    seats = meeting.seats.filter(post=Post.PRIME_MINISTER, withdrawn_at=None)
    for seat in seats.exclude(capacity=Capacity.SCREEN).select_related("holder"):
        if seat.holder is not None:
            yield seat.holder


def draft_of(dossier: Dossier, day: Day) -> Draft:
    """Return the item that a dossier makes on the agenda of that day.

    A confidential one is read by its designated readers, by its minister, who presents
    it, and by the Prime Minister; the chair and the secretariat read everything.
    """
    kind = ItemKind(dossier.kind.item_kind)
    minister = day.ministers.get(dossier.ministry_id)
    return Draft(
        part=Part(dossier.kind.part),
        kind=kind,
        ministry=dossier.ministry,
        title=dossier.title,
        subject=dossier.subject,
        context=dossier.paragraph,
        count=max(1, dossier.drafts.count()),
        theme=dossier.theme,
        on_behalf_of=on_behalf_of(dossier, day),
        associated=", ".join(filter(None, map(day.name, dossier.associated.all()))),
        presenter=minister.title if minister else "",
        dossier=dossier,
        planned_minutes=dossier.planned_minutes or dossier.kind.planned_minutes,
        track=Track.CONSENT if kind in USUALLY_TOGETHER else Track.DEBATE,
        is_publishable=not dossier.is_confidential,
        is_restricted=dossier.is_confidential,
        readers=_readers(dossier, day, minister),
        appointments=[Appointment(**fields) for fields in appointments_of(dossier)],
    )


def draft_again(item: AgendaItem) -> Draft:
    """Return the item that stands on the next agenda for one that a council left."""
    return Draft(
        part=Part(item.part),
        kind=ItemKind(item.kind),
        ministry=item.ministry,
        title=item.title,
        subject=item.subject,
        context=item.context,
        count=item.count,
        theme=item.theme,
        on_behalf_of=item.on_behalf_of,
        associated=item.associated,
        presenter=item.presenter,
        dossier=item.dossier,
        planned_minutes=item.planned_minutes,
        track=Track(item.track),
        is_publishable=item.is_publishable,
        is_restricted=item.is_restricted,
        stub_display=StubDisplay(item.stub_display),
        readers=tuple(item.readers.all()),
        appointments=[
            Appointment(**{name: getattr(row, name) for name in PLACED})
            for row in item.appointments.all()
        ],
    )


def on_behalf_of(dossier: Dossier, day: Day) -> str:
    """Return whose item it is beside its group: under a theme, its ministry's (2018)."""
    if dossier.on_behalf_of:
        return day.name(dossier.on_behalf_of)
    by_theme = day.meeting.grouping == Grouping.THEME and dossier.theme
    return day.name(dossier.ministry) if by_theme else ""


def _readers(
    dossier: Dossier, day: Day, minister: Mandate | None
) -> tuple[Person, ...]:
    if not dossier.is_confidential:
        return ()
    known = [*dossier.readers.all(), *day.heads]
    if minister is not None:
        known.append(minister.person)
    return tuple(dict.fromkeys(known))
