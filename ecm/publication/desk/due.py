"""The minute of the desk: what is due is published, what was not handed over is."""

import logging
from datetime import datetime, timedelta

from ecm.domain.errors import Refusal
from ecm.domain.publishing import CommuniqueState
from ecm.journal.chain import SYSTEM
from ecm.publication.desk.handing import hand_over, is_handed_over
from ecm.publication.desk.publishing import publish
from ecm.publication.models import Communique, CommuniqueVersion

LATELY = timedelta(days=7)

log = logging.getLogger(__name__)


def publish_due(now: datetime) -> None:
    """Publish what is signed and whose embargo has ended; what has none waits for a hand."""
    ready = Communique.objects.filter(
        state=CommuniqueState.SIGNED, embargo_until__lte=now
    )
    for communique in ready.order_by("embargo_until"):
        try:
            publish(SYSTEM, communique)
        except Refusal as refusal:
            # Published by hand meanwhile, or taken back to the desk.
            log.info("%s was not published: %s", communique.stream, refusal.message)


def hand_over_missing(now: datetime) -> None:
    """Hand over again what was published lately and the site does not have whole.

    One that fails keeps none of the others back. What is older is put back by `ecm publier`.
    """
    lately = CommuniqueVersion.objects.filter(published_at__gte=now - LATELY)
    for version in lately.order_by("pk"):
        if is_handed_over(version):
            continue
        try:
            hand_over(version)
        except Exception:
            log.exception("%s could not be handed over", version.communique.stream)
