"""The papers of an item: all of its dossier's for the council, what was shared for others."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet

from ecm.dossiers.models import Document, Opinion, Version
from ecm.meetings.models import AgendaItem, Meeting
from ecm.prepared import Prepared

DOCUMENTS = Prepared(
    lambda dossier: Document.objects.filter(
        dossier=dossier, removed_at=None
    ).select_related("kind")
)
VERSIONS = Prepared(
    lambda dossier: (
        Version.objects.filter(document__dossier=dossier)
        .select_related("rendition")
        .order_by("-number")
    )
)


class Paper(NamedTuple):
    """A document in the version that is shown, and how many there were by then."""

    document: Document
    version: Version
    versions: int


def papers_of(meeting: Meeting, items: Sequence[AgendaItem]) -> dict[int, list[Paper]]:
    """Return the papers of items of one meeting; the number of queries is constant.

    What is not a clean PDF yet is not shown. The council reads the last version of every
    piece. Another body, asked for its
    opinion, reads the versions it was shown: what came after is asked about anew.
    """
    dossiers = {item.dossier_id for item in items if item.dossier_id}
    shown = _shown(meeting, dossiers)
    found: dict[int, list[Paper]] = defaultdict(list)
    for document, versions in _documents(dossiers):
        if shown is not None:
            versions = _up_to_the_last(versions, shown)
        if versions and versions[0].served_path:
            paper = Paper(document, versions[0], len(versions))
            found[document.dossier_id].append(paper)
    return {item.pk: found[item.dossier_id or 0] for item in items}


def _documents(
    dossiers: Collection[int],
) -> Iterator[tuple[Document, list[Version]]]:
    """Yield each document with its versions, the last one first."""
    if len(dossiers) == 1:  # the item on everybody's screen
        of_one = next(iter(dossiers))
        versions = VERSIONS(of_one)
        for document in DOCUMENTS(of_one):
            yield document, [v for v in versions if v.document_id == document.pk]
        return
    rows = Document.objects.filter(dossier__in=dossiers, removed_at=None)
    for document in rows.select_related("kind").prefetch_related(
        Prefetch("versions", Version.objects.select_related("rendition"))
    ):
        yield document, list(document.versions.all())


def opened_by(item: AgendaItem) -> "QuerySet[Version]":
    """Return the versions that an item lets its readers open."""
    rows = Version.objects.filter(document__dossier=item.dossier_id)
    shown = _shown(item.meeting, {item.dossier_id})
    return rows if shown is None else rows.filter(pk__in=shown)


def _shown(meeting: Meeting, dossiers: Collection[int | None]) -> set[int] | None:
    """Return the versions that the meeting's body was shown; None: it reads them all."""
    if meeting.body.is_council or not dossiers:
        return None
    asked = Opinion.objects.filter(
        body=meeting.body_id, dossier__in=dossiers, cancelled_at=None
    )
    return set(asked.filter(versions__isnull=False).values_list("versions", flat=True))


def _up_to_the_last(versions: list[Version], shown: set[int]) -> list[Version]:
    """Return the versions from the last that was shown back; none, if none was."""
    last = next((v.number for v in versions if v.pk in shown), 0)
    return [version for version in versions if version.number <= last]
