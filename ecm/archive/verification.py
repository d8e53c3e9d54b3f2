"""Proving that nothing was changed: every stream, its chain and what it seals."""

from collections.abc import Iterator

from django.apps import apps

from ecm.domain.verbs import Verb
from ecm.dossiers.models import Dossier
from ecm.journal.chain import digest, faults_of
from ecm.journal.models import Entry, Stream
from ecm.meetings.actions.items import VERB_OF_OUTCOME
from ecm.meetings.models import Decision, Meeting
from ecm.publication.desk.verification import version_faults
from ecm.records.verification import record_faults

Row = Meeting | Dossier | Stream
DECISIVE = {Verb.DECIDE_ITEM, *VERB_OF_OUTCOME.values()}


def faults() -> Iterator[str]:
    """Yield in French, one line each, everything that is wrong with the journal."""
    known = set()
    for row in _rows():
        known.add(row.stream)
        yield from _faults_of_row(row)
    yield from _changed_decisions()
    yield from record_faults()
    yield from version_faults()
    streams = Entry.objects.order_by("stream").values_list("stream", flat=True)
    for stream in streams.distinct():
        if stream not in known:
            yield f"{stream} : des entrées existent sans la ligne qui les porte"


def _rows() -> "Iterator[Row]":
    """Yield every row that keeps a stream."""
    yield from Meeting.objects.order_by("pk").iterator()
    yield from Dossier.objects.order_by("pk").iterator()
    for model in apps.get_models():
        if issubclass(model, Stream):
            yield from model._default_manager.order_by("pk").iterator()


def _changed_decisions() -> Iterator[str]:
    """Yield the decisions whose words are not those that the chain sealed."""
    sealed = {
        entry.facts.get("item"): entry.facts.get("digest")
        for entry in Entry.objects.filter(verb__in=DECISIVE).order_by("pk").iterator()
    }
    decisions = Decision.objects.select_related("item").prefetch_related("directives")
    for decision in decisions.order_by("item"):
        if sealed.get(decision.item_id, _seal(decision)) != _seal(decision):
            meeting = decision.item.meeting_id
            yield (
                f"meeting/{meeting} : la décision du point {decision.item.number}"
                " n'est plus celle qui a été prononcée"
            )


def _seal(decision: Decision) -> str:
    """Return the digest that was recorded when these words were pronounced."""
    given = sorted(decision.directives.all(), key=lambda directive: directive.pk)
    instructions = [directive.text for directive in given]
    words = [decision.text, decision.amendments, "\n".join(instructions)]
    return digest("\n".join(words))


def _faults_of_row(row: Row) -> list[str]:
    """Return the faults of one stream; a council may be held while it is verified."""
    while True:
        found = list(faults_of(row.stream, row.seq, row.head))
        before = row.seq
        row.refresh_from_db()
        if not found or row.seq == before:
            return found
