"""Loads the demonstration council through the same actions as a real one."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from django.db import transaction

from ecm.demo.cast import load_cast
from ecm.demo.convening import before_the_council, load_convocation
from ecm.demo.papers import Matter, papers_of, pdf_of
from ecm.demo.preparation import load_preparation
from ecm.demo.press import load_press
from ecm.demo.sigles import load_sigles
from ecm.demo.words import read
from ecm.domain.circuit import DossierState
from ecm.domain.french import Gender, full_name, typeset
from ecm.domain.kinds import ItemKind
from ecm.dossiers.actions.pieces import store_version
from ecm.dossiers.models import Document, Dossier, DossierKind, Register
from ecm.journal.chain import SYSTEM
from ecm.meetings.actions.agenda import Draft, Plan, add_item, create_meeting
from ecm.meetings.models import AgendaItem, Appointment, Meeting, Part
from ecm.people.models import Mandate, Ministry, Person, User

DAY = date(2026, 2, 5)
# When the files of this council began to come in.
LODGED = datetime(2026, 1, 26, 8, 0, tzinfo=UTC)
PLAN = Plan(
    day=DAY,
    starts_at=time(9, 0),
    place="Ouagadougou",
    presided_by=(
        "Capitaine Ibrahim TRAORE, Président du Faso, "
        "Président du Conseil des ministres"
    ),
    number=5,
)


def load(*, say: Callable[[str], None]) -> str:
    """Load the council unless it is there; return its reference.

    All of it or nothing: an interrupted loading leaves no half council.
    """
    held = Meeting.objects.filter(body__code="CM", day=DAY, seats__isnull=False)
    found = held.select_related("body").first()
    if found:
        return found.reference
    with transaction.atomic():
        with before_the_council():
            meeting = _prepared(say)
        load_convocation(meeting)
        load_preparation(say=say)
        load_sigles(date(DAY.year, 1, 1))
        load_press()
    return meeting.reference


def _prepared(say: Callable[[str], None]) -> Meeting:
    meeting = _create()
    entries = [*read("deliberations.json"), *read("other_parts.json")]
    items = [_add(meeting, entry) for entry in entries]
    for rank, (item, entry) in enumerate(zip(items, entries, strict=True), start=1):
        item.refresh_from_db()  # its number is final once all are there
        _attach(item, entry)
        if rank % 10 == 0 or rank == len(items):
            say(f"Pièces / papers : {rank} / {len(items)}")
    return meeting


def _create() -> Meeting:
    body = load_cast()
    people = read("people.json")
    screens = User.objects.filter(username__in=people["screens"])
    anterooms = User.objects.filter(username__in=people["anterooms"])
    spokesperson = Mandate.objects.get(is_spokesperson=True).person
    plan = replace(PLAN, spokesperson=_signature(spokesperson))
    return create_meeting(SYSTEM, body, plan, screens=screens, anterooms=anterooms)


def _signature(person: Person) -> str:
    name = full_name(person.given_names, person.surname)
    return ", ".join(filter(None, [name, person.distinction]))


def _add(meeting: Meeting, entry: dict[str, Any]) -> AgendaItem:
    ministry = Ministry.objects.get(code=entry["ministry"])
    title = typeset(entry["title"])
    readers = Person.objects.filter(user__username__in=entry.get("readers", ()))
    draft = Draft(
        part=Part(entry.get("part", Part.DELIBERATIONS)),
        kind=ItemKind(entry["kind"]),
        ministry=ministry,
        title=title,
        subject=typeset(entry["subject"]),
        context="\n\n".join(typeset(text) for text in entry.get("context", ())),
        count=entry.get("count", 1),
        presenter=_minister(ministry).title,
        dossier=_dossier(entry, ministry, title),
        planned_minutes=entry["minutes"],
        is_publishable=not entry.get("restricted", False),
        is_restricted=entry.get("restricted", False),
        readers=tuple(readers),
        appointments=[_appointment(p) for p in entry.get("persons", ())],
    )
    return add_item(SYSTEM, meeting, draft)


def _dossier(entry: dict[str, Any], ministry: Ministry, title: str) -> Dossier:
    kinds = DossierKind.objects.filter(item_kind=entry["kind"])
    register, _ = Register.objects.get_or_create(year=DAY.year)
    register.last += 1
    register.save(update_fields=["last"])
    lodged = LODGED + register.last * timedelta(minutes=25)
    return Dossier.objects.create(
        kind=kinds.first() or DossierKind.objects.get(code="other"),
        title=title[:500],
        subject=typeset(entry["subject"]),
        ministry=ministry,
        state=DossierState.ON_AGENDA,
        council_day=DAY,
        register_year=register.year,
        register_serial=register.last,
        created_at=lodged,
        lodged_at=lodged,
        registered_at=lodged + timedelta(hours=2),
        changed_at=lodged + timedelta(days=9),
    )


def _minister(ministry: Ministry) -> Mandate:
    """Return the first mandate by protocol of those who hold the ministry on the day."""
    held = Mandate.objects.held_on(DAY).filter(ministry=ministry)
    return held.select_related("person").order_by("precedence")[0]


def _appointment(entry: dict[str, Any]) -> Appointment:
    return Appointment(
        civility=entry["civility"],
        given_names=entry["given_names"],
        surname=entry["surname"],
        staff_number=entry["staff_number"],
        rank=entry["rank"],
        post=entry["post"],
        is_board=entry.get("board", False),
    )


def _attach(item: AgendaItem, entry: dict[str, Any]) -> None:
    dossier = Dossier.objects.get(items=item)
    papers = papers_of(_matter(item, entry))
    for position, (kind, paper) in enumerate(papers, start=1):
        document = Document.objects.create(
            dossier=dossier,
            kind_id=kind,
            title=paper.name[:250],
            position=position,
        )
        pdf, pages = pdf_of(paper)
        store_version(SYSTEM, document, pdf, pages=pages)


def _matter(item: AgendaItem, entry: dict[str, Any]) -> Matter:
    mandate = _minister(item.ministry)
    person = mandate.person
    rows = [
        (str(a.position), _named(a), a.staff_number, a.post)
        for a in item.appointments.all()
    ]
    return Matter(
        kind=ItemKind(item.kind),
        title=item.title,
        subject=item.subject,
        context=tuple(entry.get("context", ())),
        office=item.ministry_name,
        reference=item.reference,
        minister=full_name(person.given_names, person.surname),
        minister_title=mandate.title,
        minister_gender=Gender.FEMININE if person.is_woman else Gender.MASCULINE,
        rows=tuple(rows),
    )


def _named(appointment: Appointment) -> str:
    name = full_name(appointment.given_names, appointment.surname)
    return f"{appointment.civility} {name}"
