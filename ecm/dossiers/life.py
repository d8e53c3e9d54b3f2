"""A dossier's journal as the sentences that its reader may know; five queries at most."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import F, OuterRef, QuerySet, Subquery
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from ecm.domain.circuit import STATE_WORDS, DossierRole, DossierState
from ecm.domain.outcomes import LABELS, Outcome
from ecm.domain.verbs import Verb
from ecm.dossiers.models import (
    Dossier,
    Observation,
    Opinion,
    PieceKind,
    Verdict,
    Version,
)
from ecm.journal.models import Entry
from ecm.people.models import MinistryName, Person, User
from ecm.written import short_day

OURS = frozenset({DossierRole.AUTHOR, DossierRole.MINISTER, DossierRole.REVIEWER})
READINGS = frozenset({Verb.READ_PIECE, Verb.OPEN_PAPER})
OPINIONS = frozenset(
    {
        *(Verb.OPEN_CONSULTATION, Verb.REQUEST_OPINION, Verb.GIVE_OPINION),
        *(Verb.LAPSE_OPINION, Verb.INVALIDATE_OPINION, Verb.RENEW_OPINION),
        Verb.CANCEL_OPINION,
    }
)
# What a ministry does while it holds the pen is its own affair.
INSIDE = READINGS | {
    *(Verb.CREATE_DOSSIER, Verb.EDIT_DOSSIER, Verb.LINK_DOSSIER, Verb.STORE_PIECE),
    *(Verb.REMOVE_PIECE, Verb.WAIVE_PIECE, Verb.LIST_APPOINTMENTS),
    *(Verb.SEND_FOR_REVIEW, Verb.APPROVE_REVIEW, Verb.REFUSE_REVIEW),
    *(Verb.SIGN_DOSSIER, Verb.TAKE_DOSSIER_BACK),
}
LEAVES_THE_MINISTRY = frozenset({Verb.LODGE_DOSSIER})
COMES_TO_THE_MINISTRY = frozenset({Verb.RETURN_DOSSIER, Verb.REFER_DOSSIER_BACK})
# Who was only asked for an opinion knows, besides it, that the dossier goes on or not.
TOLD_TO_ALL = frozenset({Verb.LODGE_DOSSIER, Verb.WITHDRAW_DOSSIER})


class Reader(Protocol):
    """Who reads: a `File` of `ecm.access`."""

    @property
    def user(self) -> User: ...
    @property
    def roles(self) -> frozenset[DossierRole]: ...
    @property
    def sees_the_note(self) -> bool: ...
    @property
    def sees_all_pieces(self) -> bool: ...
    def opinions(self) -> "QuerySet[Opinion]": ...
    def observations(self) -> "QuerySet[Observation]": ...


@dataclass(frozen=True)
class Line:
    """One thing that happened, when, by whom (nobody: the system), and in words."""

    seq: int
    verb: Verb
    at: datetime
    by: str
    text: str


def lines_of(dossier: Dossier, file: Reader) -> list[Line]:
    """Return what the reader may know of the dossier's life, the oldest first."""
    entries = Entry.objects.filter(stream=dossier.stream).order_by("seq")
    known = list(_known(entries.select_related("actor__person"), file))
    named = _Named(dossier, known)
    return [
        Line(
            entry.seq,
            Verb(entry.verb),
            entry.at,
            str(entry.actor) if entry.actor_id else "",
            named.text(entry),
        )
        for entry in known
    ]


def _known(entries: "QuerySet[Entry]", file: Reader) -> Iterator[Entry]:
    """Yield the entries that the reader may know, each by the moment it was written in."""
    rule = _Rule(file)
    at_ministry = True
    for entry in entries:
        verb = Verb(entry.verb)
        if verb in LEAVES_THE_MINISTRY:
            at_ministry = False
        if rule.shows(entry, verb, at_ministry=at_ministry):
            yield entry
        if verb in COMES_TO_THE_MINISTRY:
            at_ministry = True


class _Rule:
    """What one reader may know; who was only asked has his own opinions and their talk."""

    def __init__(self, file: Reader) -> None:
        self.roles = file.roles
        self.sees_the_note = file.sees_the_note
        self.sees_all = file.sees_all_pieces
        self.opinions: set[int] = set()
        self.observations: set[int] = set()
        if not self.sees_all:
            self.opinions = set(file.opinions().values_list("pk", flat=True))
            self.observations = set(file.observations().values_list("pk", flat=True))

    def shows(self, entry: Entry, verb: Verb, *, at_ministry: bool) -> bool:
        if verb is Verb.WRITE_NOTE:
            return self.sees_the_note
        if not self.sees_all:
            return verb in TOLD_TO_ALL or self._concerns(entry, verb)
        if at_ministry and verb in INSIDE and self.roles.isdisjoint(OURS):
            return False
        return verb not in READINGS or DossierRole.SECRETARIAT in self.roles

    def _concerns(self, entry: Entry, verb: Verb) -> bool:
        if verb is Verb.MAKE_OBSERVATION:
            return entry.facts["observation"] in self.observations
        return verb in OPINIONS and entry.facts["opinion"] in self.opinions


class _Named:
    """The rows that facts name by their ids, read once."""

    def __init__(self, dossier: Dossier, entries: list[Entry]) -> None:
        self.kinds: dict[str, str] = {}
        self.versions: dict[int, tuple[int, str]] = {}
        if any({"piece", "version"} & set(e.facts) for e in entries):
            self.kinds = dict(PieceKind.objects.values_list("code", "label"))
            self.versions = dict(_versions(dossier))
        self.asked = dict(_asked(dossier)) if _ask(entries, "opinion") else {}
        officers = _ask(entries, "officer")
        self.people = Person.objects.in_bulk(officers) if officers else {}

    def text(self, entry: Entry) -> str:
        context = {**entry.facts, **self._words(entry.facts)}
        return render_to_string(f"journal/{entry.verb}.txt", context).strip()

    def _words(self, facts: dict[str, Any]) -> dict[str, Any]:
        """Return the words of the facts; what is no more is shown by its code."""
        words: dict[str, Any] = {}
        if "version" in facts:
            number, code = self.versions.get(facts["version"], ("?", "other"))
            words |= {"version": number, "version_number": number}
            words["piece"] = _(self.kinds.get(code, code))
        if "piece" in facts:
            words["piece"] = _(self.kinds.get(facts["piece"], facts["piece"]))
        if facts.get("officer"):
            words["officer"] = self.people.get(facts["officer"])
        if "opinion" in facts:
            words["asked"] = self.asked.get(facts["opinion"], "")
        return words | dict(_plain(facts))


def _versions(dossier: Dossier) -> Iterator[tuple[int, tuple[int, str]]]:
    rows = Version.objects.filter(document__dossier=dossier)
    for pk, number, kind in rows.values_list("pk", "number", "document__kind__code"):
        yield pk, (number, kind)


def _plain(facts: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if "verdict" in facts:
        yield "verdict", str(Verdict(facts["verdict"]).label)
    if "outcome" in facts:
        yield "outcome", _(LABELS[Outcome(facts["outcome"])])
    if "state" in facts:
        yield "state", _(STATE_WORDS[DossierState(facts["state"])])
    if "day" in facts:
        yield "day", short_day(date.fromisoformat(facts["day"]))


def _ask(entries: list[Entry], fact: str) -> set[int]:
    return {e.facts[fact] for e in entries if e.facts.get(fact)}


def _asked(dossier: Dossier) -> Iterator[tuple[int, str]]:
    """Yield who was asked for each opinion, under the name of that day."""
    names = MinistryName.objects.filter(
        ministry=OuterRef("ministry"), valid_from__lte=OuterRef("asked_at__date")
    ).order_by("-valid_from")
    rows = Opinion.objects.filter(dossier=dossier).annotate(
        ministry_name=Subquery(names.values("name")[:1]), body_name=F("body__name")
    )
    for pk, ministry, body in rows.values_list("pk", "ministry_name", "body_name"):
        yield pk, ministry or body or ""
