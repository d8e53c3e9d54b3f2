"""The journal of an act or of an instruction as sentences, with the reasons that were given."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.template.loader import render_to_string

from ecm.domain.verbs import Verb
from ecm.followup.models import Act, DirectiveFollowUp
from ecm.journal.models import Entry
from ecm.people.models import Mandate
from ecm.written import short_day

DAYS = frozenset({"day", "due"})


@dataclass(frozen=True)
class Line:
    """One thing that happened, when, by whom (nobody: the system), and in words."""

    verb: Verb
    at: datetime
    by: str
    text: str
    reason: str


def life_of(paper: Act | DirectiveFollowUp) -> list[Line]:
    """Return what happened to a paper, the oldest first; three queries."""
    reasons = {row.entry: row.text for row in paper.reasons.all()}
    entries = Entry.objects.filter(stream=paper.stream).order_by("seq")
    rows = list(entries.select_related("actor__person"))
    signed = {e.facts["mandate"] for e in rows if "mandate" in e.facts}
    mandates = Mandate.objects.in_bulk(signed) if signed else {}
    return [
        Line(
            Verb(entry.verb),
            entry.at,
            str(entry.actor) if entry.actor_id else "",
            _sentence(entry, mandates),
            reasons.get(entry.seq, ""),
        )
        for entry in rows
    ]


def _sentence(entry: Entry, mandates: dict[int, Mandate]) -> str:
    words = {**entry.facts, **dict(_words(entry.facts, mandates))}
    return render_to_string(f"journal/{entry.verb}.txt", words).strip()


def _words(
    facts: dict[str, Any], mandates: dict[int, Mandate]
) -> Iterator[tuple[str, str]]:
    for name in DAYS & facts.keys():
        if facts[name]:
            yield name, short_day(date.fromisoformat(facts[name]))
    if "mandate" in facts and facts["mandate"] in mandates:
        yield "title", mandates[facts["mandate"]].title
