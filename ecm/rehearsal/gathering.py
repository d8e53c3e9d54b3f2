"""What a rehearsal takes of a real council: its rows less all that is personal or past.

It only reads. No password, name of an account, e-mail, telephone, note, notice, message or
entry of a journal is among what it returns.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core import serializers
from django.db.models import Model, Q

from ecm.domain.workflow import Attendance, MeetingState
from ecm.dossiers.models import (
    DossierKind,
    DraftText,
    PieceKind,
    Rendition,
    Requirement,
    ReturnReason,
)
from ecm.journal.models import GENESIS
from ecm.meetings.models import (
    AgendaItem,
    AgendaVersion,
    Appointment,
    Convocation,
    Meeting,
    Position,
    Recusal,
    Seat,
)
from ecm.meetings.papers import Paper, papers_of
from ecm.people.models import (
    ActingMandate,
    Body,
    Mandate,
    Ministry,
    MinistryName,
    Person,
)
from ecm.rehearsal.seating import accounts_of, memberships_of

Row = dict[str, Any]

FRESH: Row = {"seq": 0, "head": GENESIS}
OF_MEETING: Row = FRESH | {
    "state": MeetingState.CONVENED.value,
    "current_item": None,
    "wheel": None,
    "epoch": 0,
    "floor_is_closed": False,
    "messages_are_on": False,
}
# What a tablet keeps would outlast the rehearsal.
OF_BODY: Row = {"tablets_work_offline": False}
OF_DOSSIER: Row = FRESH | {
    "entries": {},
    "paragraph": "",
    "revises": None,
    "comes_back_from": None,
    "related": [],
    "officer": None,
    "signed_by": None,
    "created_by": None,
}
NOT_YET = {Attendance.PRESENT.value, Attendance.ABSENT.value}


def gathered(meeting: Meeting, *, with_positions: bool = False) -> list[Row]:
    """Return the rows of the copy, as Django's serializers write them."""
    seats = list(meeting.seats.filter(withdrawn_at=None).select_related("screen"))
    people = {pk for seat in seats for pk in (seat.holder_id, seat.acting_id) if pk}
    items = list(meeting.items.all())
    return [
        *_of_people(meeting.day, people),
        *_rows(Body.objects.filter(pk=meeting.body_id), OF_BODY),
        *_written(memberships_of(meeting, seats)),
        *_written(accounts_of(people, seats)),
        *_of_kinds(),
        *_of_papers(meeting, items, people),
        *_of_meeting(meeting, items, seats, people),
        *(_positions(items, people) if with_positions else ()),
    ]


def files_of(meeting: Meeting) -> set[str]:
    """Return the files that the copy's papers show, by their names in the store."""
    shown = _shown(meeting, list(meeting.items.all()))
    found = {paper.version.served_path for paper in shown}
    for made in Rendition.objects.filter(version__in=[p.version.pk for p in shown]):
        found.update(made.previews)
    return found


def _of_people(day: date, people: set[int]) -> list[Row]:
    mandates = Mandate.objects.held_on(day).filter(person__in=people)
    acting = ActingMandate.objects.filter(
        mandate__in=mandates, acting__in=people, starts_on__lte=day, ends_on__gte=day
    )
    return [
        *_rows(Ministry.objects.all()),
        *_rows(MinistryName.objects.all()),
        *_rows(Person.objects.filter(pk__in=people), {"email": "", "phone": ""}),
        *_rows(mandates),
        *_rows(acting),
    ]


def _of_kinds() -> list[Row]:
    kinds: list[type[Model]] = [PieceKind, DossierKind, Requirement, ReturnReason]
    return [row for kind in kinds for row in _rows(kind._default_manager.all())]


def _of_papers(
    meeting: Meeting, items: list[AgendaItem], people: set[int]
) -> list[Row]:
    shown = _shown(meeting, items)
    dossiers = {item.dossier for item in items if item.dossier}
    rows = _rows(sorted(dossiers, key=lambda dossier: dossier.pk), OF_DOSSIER)
    versions = [paper.version.pk for paper in shown]
    return [
        *(_for(people, row) for row in rows),
        *_rows(DraftText.objects.filter(dossier__in=dossiers)),
        *_rows([paper.document for paper in shown]),
        *_rows([paper.version for paper in shown], {"stored_by": None}),
        *_rows(Rendition.objects.filter(version__in=versions)),
    ]


def _shown(meeting: Meeting, items: list[AgendaItem]) -> list[Paper]:
    by_item = papers_of(meeting, items)
    once = {paper.document.pk: paper for papers in by_item.values() for paper in papers}
    return list(once.values())


def _of_meeting(
    meeting: Meeting, items: list[AgendaItem], seats: list[Seat], people: set[int]
) -> list[Row]:
    pks = [seat.pk for seat in seats]
    recusals = Recusal.objects.filter(item__in=items, seat__in=pks, lifted_at=None)
    agendas = AgendaVersion.objects.filter(meeting=meeting)
    return [
        *_rows([meeting], OF_MEETING),
        *(_expected(row) for row in _rows(seats, {"excuse": "", "noted_at": None})),
        *(_for(people, row) for row in _rows(items)),
        *_rows(Appointment.objects.filter(item__in=items)),
        *_rows(recusals),
        *_rows(agendas, {"by": None, "comment": ""}),
        *_rows(Convocation.objects.filter(meeting=meeting), {"by": None}),
    ]


def _positions(items: list[AgendaItem], people: set[int]) -> list[Row]:
    given = Q(item__in=items, given_by__in=people, seat__withdrawn_at=None)
    return _rows(Position.objects.filter(given))


def _for(people: set[int], row: Row) -> Row:
    """Keep of the readers those who are in the copy: nobody else can come into it."""
    readers = [pk for pk in row["fields"]["readers"] if pk in people]
    return row | {"fields": row["fields"] | {"readers": readers}}


def _expected(row: Row) -> Row:
    """Who was noted present or absent before the opening is expected again."""
    noted = row["fields"]["attendance"]
    became = Attendance.EXPECTED.value if noted in NOT_YET else noted
    return row | {"fields": row["fields"] | {"attendance": became}}


def _rows(rows: Iterable[Any], instead: Row | None = None) -> list[Row]:
    """Return stored rows as values, some of their fields replaced."""
    written = serializers.serialize("python", rows)
    return [row | {"fields": row["fields"] | (instead or {})} for row in written]


def _written(rows: Iterable[Model]) -> list[Row]:
    """Return rows that were made for the copy: never stored, they have no links."""
    return [
        {
            "model": row._meta.label_lower,
            "pk": row.pk,
            "fields": {
                field.name: field.value_from_object(row)
                for field in row._meta.concrete_fields
                if not field.primary_key
            },
        }
        for row in rows
    ]
