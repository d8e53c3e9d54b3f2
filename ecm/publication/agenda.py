"""A version of an agenda on paper: archivable, accessible, and the same bytes each time."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

import typst
from django.conf import settings
from django.contrib.staticfiles import finders
from django.utils import timezone, translation

from ecm import written
from ecm.meetings.models import AgendaStep, AgendaVersion, Meeting
from ecm.meetings.planning.sheets import Sheet
from ecm.printed import source

FOLDER = Path(__file__).parent
TEMPLATE = FOLDER / "agenda.typ"
FONTS = FOLDER / "fonts"


def agenda_pdf(meeting: Meeting, version: AgendaVersion, sheet: Sheet) -> bytes:
    """Return the PDF of a version as its reader may know it (`sheet`).

    The document is in French whatever the language of the screens. What was typed
    travels as values: it is never compiled.
    """
    with translation.override("fr"):
        words = _words(meeting, version, sheet)
    arms = finders.find(settings.STATE["arms"])
    files: Any = {  # a form of input that typst takes and does not declare
        "main": source(TEMPLATE),
    }
    if arms:
        words["arms"] = f"arms{Path(arms).suffix}"
        files[words["arms"]] = Path(arms).read_bytes()
    files["words.json"] = json.dumps(words, ensure_ascii=False).encode()
    return typst.compile(
        files,
        font_paths=[str(FONTS)],
        ignore_system_fonts=True,
        format="pdf",
        pdf_standards=["a-2a", "ua-1"],
        timestamp=version.at.replace(microsecond=0),
    )


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
        "state": settings.STATE,
        "arms": None,
    }


def _moment(meeting: Meeting) -> str:
    hour = written.hour(meeting.starts_at) if meeting.starts_at else ""
    return ", ".join(filter(None, [written.full_day(meeting.day), hour, meeting.place]))


def _step(version: AgendaVersion) -> str:
    at = timezone.localtime(version.at)
    step = AgendaStep(version.step).label
    when = f"{written.full_day(at)}, {written.hour(at)}"
    return f"Version {version.number}, {step} : {when}"
