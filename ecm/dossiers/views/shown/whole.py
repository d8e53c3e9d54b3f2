"""The page of a dossier for one reader: its head, its pieces, its acts, its life."""

from dataclasses import dataclass
from datetime import date
from itertools import zip_longest
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from ecm import clock
from ecm.access import File
from ecm.domain.circuit import AT_MINISTRY, DossierState
from ecm.domain.verbs import Verb
from ecm.dossiers.actions.drafting import OWNERS
from ecm.dossiers.checklist import with_pieces
from ecm.dossiers.consulting.panel import opinions_of
from ecm.dossiers.consulting.threads import discussion_of
from ecm.dossiers.desk.offers import desk_of, note_of
from ecm.dossiers.entries import fault_of_entry
from ecm.dossiers.forms.acts import ActForm
from ecm.dossiers.life import OURS, Line, lines_of
from ecm.dossiers.models import Dossier
from ecm.dossiers.views.shown.acts import acts_of
from ecm.dossiers.views.shown.facts import gaps_of, head_of, related_of
from ecm.dossiers.views.shown.pieces import pieces_of
from ecm.people.names import Names
from ecm.written import short_day

LATEST = 12


def page_of(file: File, bound: dict[str, ActForm] | None = None) -> dict[str, Any]:
    """Return what `dossiers/dossier.html` shows; `bound` holds a form that was refused."""
    known = with_pieces(Dossier.objects.filter(pk=file.dossier.pk)).get()
    now = clock.now()
    is_ours = not file.roles.isdisjoint(OURS)
    writes = is_ours and known.state in AT_MINISTRY
    gaps = gaps_of(known) if writes else []
    context: dict[str, Any] = {
        "dossier": file.dossier,
        "head": head_of(file, Names(), now),
        "pieces": pieces_of(file, known),
        "gaps": gaps,
        "acts": acts_of(file, known, [gap.words for gap in gaps], bound or {}),
        "may_edit": file.can(Verb.EDIT_DOSSIER),
        "may_link": file.can(Verb.LINK_DOSSIER) and is_ours,
        "is_ours": is_ours,
        "sees_all": file.sees_all_pieces,
        "entries": _entries(known) if file.sees_all_pieces else [],
        "related": related_of(file),
        "drafts": known.drafts.all(),
        "leaves_agenda": known.state == DossierState.ON_AGENDA
        and file.can(Verb.WITHDRAW_DOSSIER),
        "may_take_over": bool(known.lodged_at) and not OWNERS.isdisjoint(file.roles),
        "late": known.late_requests.last() if file.sees_all_pieces else None,
        "appointments": known.proposed_appointments.count(),
        "life": _life(lines_of(file.dossier, file)),
        "desk": desk_of(file, now.date()),
        "note": note_of(file),
    }
    return {**opinions_of(file), **discussion_of(file), **context}


@dataclass(frozen=True)
class Entry:
    """A field that the kind asks for, and what was written there."""

    label: str
    value: str


def _entries(known: Dossier) -> list[Entry]:
    return [
        Entry(_(asked["label"]), _shown(asked, known.entries.get(asked["code"], "")))
        for asked in known.kind.fields
    ]


def _shown(asked: dict[str, Any], value: str) -> str:
    """Return a day and an amount as they are read; anything else as it was written."""
    if not value or fault_of_entry(asked, value):
        return value
    if asked.get("type") == "date":
        return short_day(date.fromisoformat(value))
    if asked.get("type") in ("amount", "number") and value.isdecimal():
        return number_format(int(value), force_grouping=True)
    return value


def _life(lines: list[Line]) -> dict[str, list[Line]]:
    """Return the last things that happened, and apart from them all those before.

    A form saves itself while one writes: of one person's changes in a row, the last.
    """
    told = [
        line
        for line, after in zip_longest(lines, lines[1:])
        if line.verb is not Verb.EDIT_DOSSIER or not _is_again(line, after)
    ]
    return {"earlier": told[:-LATEST], "latest": told[-LATEST:]}


def _is_again(line: Line, after: Line | None) -> bool:
    return after is not None and (line.verb, line.by) == (after.verb, after.by)
