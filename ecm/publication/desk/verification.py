"""Proving that what was published is what the journal sealed."""

import hashlib
from collections.abc import Iterator

from ecm.domain.verbs import Verb
from ecm.journal.models import Entry
from ecm.publication.models import CommuniqueVersion

PUBLISHED = {Verb.PUBLISH_COMMUNIQUE.value, Verb.PUBLISH_TRANSLATION.value}


def version_faults() -> Iterator[str]:
    """Yield in French each published version whose words are not those that were sealed."""
    sealed = {
        entry.facts["digest"]
        for entry in Entry.objects.filter(verb__in=PUBLISHED).order_by("pk").iterator()
    }
    for row in CommuniqueVersion.objects.select_related("communique").order_by("pk"):
        found = hashlib.sha256(row.edition.encode()).hexdigest()
        if found != row.digest or found not in sealed:
            yield (
                f"{row.communique.stream} : la version {row.number} ({row.language})"
                " n'est plus celle qui a été publiée"
            )
