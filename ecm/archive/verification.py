"""Proving that nothing was changed: every stream, its chain and what it seals."""

from collections.abc import Iterator

from ecm.dossiers.models import Dossier
from ecm.journal.chain import faults_of
from ecm.journal.models import Entry
from ecm.meetings.models import Meeting


def faults() -> Iterator[str]:
    """Yield in French, one line each, everything that is wrong with the journal."""
    known = set()
    for row in _rows():
        known.add(row.stream)
        yield from _faults_of_row(row)
    streams = Entry.objects.order_by("stream").values_list("stream", flat=True)
    for stream in streams.distinct():
        if stream not in known:
            yield f"{stream} : des entrées existent sans leur séance ni leur dossier"


def _rows() -> "Iterator[Meeting | Dossier]":
    yield from Meeting.objects.order_by("pk").iterator()
    yield from Dossier.objects.order_by("pk").iterator()


def _faults_of_row(row: "Meeting | Dossier") -> list[str]:
    """Return the faults of one stream; a council may be held while it is verified."""
    while True:
        found = list(faults_of(row.stream, row.seq, row.head))
        before = row.seq
        row.refresh_from_db()
        if not found or row.seq == before:
            return found
