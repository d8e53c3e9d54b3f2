"""Telling people, once; and their reading of it."""

import re
import uuid
from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet

from ecm import clock
from ecm.notices.kinds import KINDS, Kind
from ecm.notices.models import Channel, Delivery, Notice
from ecm.notices.outbox import address_of, digest_of
from ecm.notices.tasks import send_notices

# A query or a title could say what the notice must not.
PATH = re.compile(r"/(?:[A-Za-z0-9_-]+/)*(?:#[a-z0-9-]+)?")


def notify(
    person_ids: Iterable[int],
    kind: str,
    *,
    url: str = "",
    key: str = "",
    **words: object,
) -> int:
    """Tell each person, in the application and by what his kind adds; return how many.

    A person who was told of this kind under `key` is not told again; without a key the
    notice is new each time. `words` are exactly those of the kind: dates, hours, numbers,
    references. Call it inside the transaction of the act: they stand or fall together.
    Raises TypeError for words, ValueError for an address, that could carry content.
    """
    if url and not PATH.fullmatch(url):
        raise ValueError(f"{url!r} is not the address of a page")
    key = key or uuid.uuid4().hex
    kept = KINDS[kind].kept(words)
    with transaction.atomic():
        new = _untold(set(person_ids), kind, key)
        Notice.objects.bulk_create(
            [
                Notice(
                    recipient_id=person_id,
                    kind=kind,
                    key=key,
                    words=kept,
                    url=url,
                    created_at=clock.now(),
                )
                for person_id in sorted(new)
            ],
            # Somebody may tell the same thing at this moment: his notice is as good.
            ignore_conflicts=True,
        )
        told = Notice.objects.filter(recipient__in=new, kind=kind, key=key)
        _send(told, KINDS[kind])
    return len(new)


def _untold(person_ids: set[int], kind: str, key: str) -> set[int]:
    told = Notice.objects.filter(recipient__in=person_ids, kind=kind, key=key)
    return person_ids - set(told.values_list("recipient_id", flat=True))


def _send(notices: QuerySet[Notice], kind: Kind) -> None:
    channels = [Channel.EMAIL] * kind.email + [Channel.SMS] * kind.sms
    deliveries = [
        Delivery(notice=notice, channel=channel, address_digest=digest_of(address))
        for notice in notices.select_related("recipient")
        for channel in channels
        if (address := address_of(notice.recipient, channel))
    ]
    if deliveries:
        Delivery.objects.bulk_create(deliveries, ignore_conflicts=True)
        send_notices.enqueue()


def read(notice: Notice) -> None:
    """Note that the recipient saw a notice; reading it again changes nothing."""
    Notice.objects.filter(pk=notice.pk, read_at=None).update(read_at=clock.now())


def read_all(person_id: int) -> int:
    """Note that a person saw all his notices; return how many were new to him."""
    unread = Notice.objects.filter(recipient=person_id, read_at=None)
    return unread.update(read_at=clock.now())
