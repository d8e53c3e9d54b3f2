"""« Mode papier »: agenda, attendance, sheets and blank decisions as one PDF to be printed.

It holds what its reader may know and nothing else; it asks no network.
"""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from ecm import clock, written
from ecm.access import Presence
from ecm.domain import comparison
from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import LABELS, Outcome, usual_outcome
from ecm.domain.policy import Role
from ecm.domain.workflow import Attendance
from ecm.journal.chain import SYSTEM
from ecm.meetings.before.positions import Line, sheet_of
from ecm.meetings.models import AgendaItem, Meeting, Seat
from ecm.meetings.palette import sentence
from ecm.meetings.papers import Paper, papers_of
from ecm.meetings.planning.sheets import sheet_of as agenda_of
from ecm.meetings.planning.sight import Sight
from ecm.meetings.standing import Standing
from ecm.meetings.transcript import seats_of
from ecm.meetings.versions import lines_of
from ecm.meetings.words import TRACK_WORDS, kind_label
from ecm.people.models import User
from ecm.printed import paper

TEMPLATE = Path(__file__).with_name("paper_mode.typ")


def for_the_secretariat(meeting: Meeting) -> Presence:
    """Return a presence that reads everything: the copy of the table, whoever prints it."""
    standing = Standing((), frozenset({Role.SECRETARY}))
    return Presence(User(), meeting, standing, SYSTEM)


def paper_mode(here: Presence) -> bytes:
    """Return the PDF of one reader's copy; the secretariat's has the sheets to fill in.

    The document is in French whatever the language of the screens. What was typed travels
    as values: it is never compiled.
    """
    with translation.override("fr"):
        words = _words(here)
    return paper(TEMPLATE, words, at=clock.now())


def _words(here: Presence) -> dict[str, Any]:
    meeting = here.meeting
    is_whole = here.view is Role.SECRETARY
    items = _items(here)
    agenda = agenda_of(_lines(here, items), Sight.of(here), merged=True)
    return {
        "title": "Mode papier",
        "body": meeting.body.name,
        "reference": meeting.reference,
        "moment": _moment(meeting),
        "copy": _copy(here),
        "made_on": written.moment(clock.now()),
        "is_whole": is_whole,
        "sections": [asdict(section) for section in agenda.sections],
        "secret": [item.number for item in items if item.is_restricted],
        "roll": [_seat(seat) for seat in seats_of(meeting)] if is_whole else [],
        "items": _sheets(here, items),
        "decisions": [_decision(i) for i in items if i.is_undecided and is_whole],
    }


def _items(here: Presence) -> list[AgendaItem]:
    numbers = here.numbers()
    items = list(here.items().order_by("position"))
    for item in items:
        item.number = numbers[item.pk]  # as the reader knows it; nothing is saved
    return items


def _lines(here: Presence, items: list[AgendaItem]) -> list[comparison.Line]:
    """Return the agenda without what waits for its approval, but for who may read it."""
    waiting = here.meeting.items.filter(awaits_approval=True)
    hidden = set(waiting.values_list("pk", flat=True)) - {item.pk for item in items}
    return [line for line in lines_of(here.meeting) if line.item not in hidden]


def _copy(here: Presence) -> str:
    if here.view is Role.SECRETARY:
        return "Exemplaire du secrétariat"
    return f"Exemplaire de {here.user}"


def _moment(meeting: Meeting) -> str:
    hour = written.hour(meeting.starts_at) if meeting.starts_at else ""
    return ", ".join(filter(None, [written.full_day(meeting.day), hour, meeting.place]))


def _seat(seat: Seat) -> dict[str, str]:
    """Return a line of the attendance, with what is known of it before the council."""
    note = ""
    if seat.acting_id:
        note = f"représenté par {seat.acting}"
    elif seat.attendance == Attendance.EXCUSED:
        note = "excusé"
    return {"name": str(seat.holder), "title": seat.title, "note": note}


def _sheets(here: Presence, items: list[AgendaItem]) -> list[dict[str, Any]]:
    papers = papers_of(here.meeting, items)
    positions = {line.id: line for line in sheet_of(here).lines}
    return [_sheet(i, papers[i.pk], positions[i.pk]) for i in items]


def _sheet(item: AgendaItem, papers: list[Paper], line: Line) -> dict[str, Any]:
    return {
        "number": item.number,
        "title": item.title,
        "kind": kind_label(item.kind),
        "ministry": item.ministry_name,
        "presenter": item.presenter,
        "track": _(TRACK_WORDS[item.track]),
        "minutes": item.planned_minutes,
        "is_restricted": item.is_restricted,
        "papers": [f"{paper.document} (version {paper.versions})" for paper in papers],
        "totals": [asdict(total) for total in line.totals],
        "named": [asdict(named) for named in line.named],
    }


def _decision(item: AgendaItem) -> dict[str, Any]:
    """Return the sheet to fill in: every outcome, the usual one first, and its formula."""
    usual = usual_outcome(ItemKind(item.kind))
    outcomes = sorted(Outcome, key=lambda outcome: outcome is not usual)
    return {
        "number": item.number,
        "title": item.title,
        "is_restricted": item.is_restricted,
        "outcomes": [_(LABELS[outcome]) for outcome in outcomes],
        "sentence": sentence(item, usual),
    }
