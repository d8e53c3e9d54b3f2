"""A communiqué of the cast's council in the state that a test needs."""

from datetime import UTC, datetime

from ecm.domain.communique.edition import Edition, as_json, digest_of
from ecm.domain.publishing import CommuniqueState
from ecm.meetings.actions.sittings import open_meeting
from ecm.publication.editions import edition_of_decisions
from ecm.publication.models import Communique, CommuniqueVersion
from tests.cast import Council
from tests.publication.council import pronounce

PUBLISHED = datetime(2026, 2, 5, 16, 0, tzinfo=UTC)


def an_edition(council: Council) -> Edition:
    """Hold the council and return what its decisions make public."""
    open_meeting(council.actor("president"), council.pk)
    for name in ("decree", "secret", "bill", "nominations"):
        pronounce(council, name)
    return edition_of_decisions(council.refresh())


def a_communique(council: Council, state: CommuniqueState) -> Communique:
    """Return the communiqué of the council in a state, without a version."""
    edition = as_json(an_edition(council))
    return Communique.objects.create(
        meeting=council.meeting, state=state, edition=edition, drafted_at=PUBLISHED
    )


def publish(communique: Communique, edition: Edition) -> CommuniqueVersion:
    """Publish an edition as the next version of its language."""
    version = CommuniqueVersion.objects.create(
        communique=communique,
        language=edition.language,
        number=edition.version,
        edition=as_json(edition),
        digest=digest_of(edition),
        published_at=PUBLISHED,
    )
    communique.state = CommuniqueState.PUBLISHED
    communique.save()
    return version
