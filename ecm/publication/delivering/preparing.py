"""Makes the mails of a published version, one row each, before any leaves."""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from ecm import clock
from ecm.domain.verbs import Verb
from ecm.journal.chain import SYSTEM, record
from ecm.journal.held import held
from ecm.publication.models import (
    Communique,
    CommuniqueVersion,
    Delivery,
    Recipient,
)

# A version that no worker saw in this time is old news: nobody gets it by mail.
STILL_NEWS = timedelta(days=1)


def just_published(now: datetime) -> QuerySet[CommuniqueVersion]:
    """Return the versions that are news and whose mails are not made yet."""
    since = now - STILL_NEWS
    rows = CommuniqueVersion.objects.filter(sent_at=None)
    return rows.filter(published_at__lte=now, published_at__gt=since).order_by("pk")


def prepare(version: CommuniqueVersion) -> int:
    """Make one mail of a published version for each active recipient; return how many.

    A version is prepared once: who joins the list later gets the next one. Nothing is
    made before its moment, whatever asks.
    """
    # An erratum may have begun meanwhile: what was published is news all the same.
    with held(Communique, version.communique_id, SYSTEM) as communique:
        row = CommuniqueVersion.objects.get(pk=version.pk)
        if row.sent_at or row.published_at > clock.now():
            return 0
        mails = _mails_of(row)
        Delivery.objects.bulk_create(mails)
        row.sent_at = clock.now()
        row.save(update_fields=["sent_at"])
        if mails:
            sent = {"version": row.number, "recipients": len(mails)}
            record(Verb.SEND_COMMUNIQUE, SYSTEM, communique, **sent)
    return len(mails)


def _mails_of(version: CommuniqueVersion) -> list[Delivery]:
    readers = Recipient.objects.filter(is_active=True, language=version.language)
    return [Delivery(version=version, recipient=reader) for reader in readers]
