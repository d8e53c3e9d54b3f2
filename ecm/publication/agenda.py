"""A version of an agenda on paper: archivable, accessible, and the same bytes each time."""

from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.utils import timezone, translation

from ecm import written
from ecm.meetings.models import AgendaStep, AgendaVersion, Meeting
from ecm.meetings.planning.sheets import Sheet
from ecm.printed import paper

TEMPLATE = Path(__file__).with_name("agenda.typ")


def agenda_pdf(meeting: Meeting, version: AgendaVersion, sheet: Sheet) -> bytes:
    """Return the PDF of a version as its reader may know it (`sheet`).

    The document is in French whatever the language of the screens. What was typed
    travels as values: it is never compiled.
    """
    with translation.override("fr"):
        words = _words(meeting, version, sheet)
    return paper(TEMPLATE, words, at=version.at)


def _words(meeting: Meeting, version: AgendaVersion, sheet: Sheet) -> dict[str, Any]:
    is_approved = version.step == AgendaStep.APPROVED
    return {
        **asdict(sheet),
        "title": "Ordre du jour modificatif"
        if version.is_modifying
        else "Ordre du jour",
        "body": meeting.body.name,
        "reference": meeting.reference,
        "moment": _moment(meeting),
        "step": _step(version),
        "draft": "" if is_approved else "Projet",
    }


def _moment(meeting: Meeting) -> str:
    hour = written.hour(meeting.starts_at) if meeting.starts_at else ""
    return ", ".join(filter(None, [written.full_day(meeting.day), hour, meeting.place]))


def _step(version: AgendaVersion) -> str:
    at = timezone.localtime(version.at)
    step = AgendaStep(version.step).label
    when = f"{written.full_day(at)}, {written.hour(at)}"
    return f"Version {version.number}, {step} : {when}"
