"""The journal of a meeting as sentences that a person can read."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ecm.domain.policy import MarkValue
from ecm.domain.verbs import Verb
from ecm.domain.votes import Method
from ecm.journal.models import Entry
from ecm.meetings.models import AgendaItem, Meeting, Track
from ecm.meetings.words import (
    ATTENDANCE_WORDS,
    MARK_WORDS,
    METHOD_WORDS,
    TRACK_WORDS,
    outcome_label,
)
from ecm.people.models import Person


@dataclass(frozen=True)
class Line:
    seq: int
    at: datetime
    actor: str
    text: str


@dataclass(frozen=True)
class Transcription:
    """When a sitting that was held on paper was entered, and by whom."""

    at: datetime
    by: str


def transcription_of(meeting: Meeting) -> Transcription | None:
    """Return how a meeting was entered afterwards; None for one that was not."""
    entries = Entry.objects.filter(stream=meeting.stream)
    entry = entries.filter(verb=Verb.TRANSCRIBE_MEETING.value).first()
    return Transcription(entry.at, str(entry.actor)) if entry else None


def lines_of(meeting: Meeting, *, shut: frozenset[int] = frozenset()) -> list[Line]:
    """Return every entry of a meeting's journal, in order; five queries in all.

    What happened to the items in `shut` is left out: their reader stands aside.
    """
    entries = Entry.objects.filter(stream=meeting.stream)
    named = _Named(meeting)
    return [
        Line(e.seq, e.at, str(e.actor) if e.actor_id else _("système"), named.text(e))
        for e in entries.select_related("actor__person").order_by("seq")
        if shut.isdisjoint(_items_of(e))
    ]


def _items_of(entry: Entry) -> set[int]:
    named = (entry.facts.get(name) for name in ("item", "into", "to"))
    return {item for item in named if item is not None}


class _Named:
    """The rows that facts name by their ids, read once."""

    def __init__(self, meeting: Meeting) -> None:
        self.items = meeting.items.in_bulk()
        self.seats = {s.pk: s for s in meeting.seats.select_related("holder", "screen")}
        acting = {s.acting_id for s in self.seats.values()}
        holders = {s.holder_id for s in self.seats.values()}
        self.people = Person.objects.in_bulk((acting | holders) - {None})

    def text(self, entry: Entry) -> str:
        context = {**entry.facts, **self._words(entry.facts)}
        return render_to_string(f"journal/{entry.verb}.txt", context).strip()

    def _words(self, facts: dict[str, Any]) -> dict[str, Any]:
        words: dict[str, Any] = {}
        if facts.get("item"):
            gone = AgendaItem(number=_("(retiré depuis)"))
            words["item"] = self.items.get(facts["item"], gone)
            other = facts.get("to") or facts.get("into")
            words["other"] = self.items.get(other, gone) if other else None
        if "track" in facts:
            words["track"] = _(TRACK_WORDS[Track(facts["track"])])
        if "seat" in facts:
            words["seat"] = self.seats.get(facts["seat"])
        if facts.get("acting"):
            words["acting"] = self.people.get(facts["acting"])
        if "attendance" in facts:
            words["attendance"] = _(ATTENDANCE_WORDS[facts["attendance"]]).lower()
        if "outcome" in facts:
            words["outcome"] = outcome_label(facts["outcome"]).lower()
        if "method" in facts:
            words["method"] = _(METHOD_WORDS[Method(facts["method"])])
        if "seconds" in facts:
            minutes = round(abs(facts["seconds"]) / 60)
            told = {"hours": minutes // 60, "minutes": minutes % 60}
            words["span"] = _("%(hours)d h %(minutes)02d min") % told
        if "value" in facts:
            words["value"] = _(MARK_WORDS[MarkValue(facts["value"])]).lower()
        return words
