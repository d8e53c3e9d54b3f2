"""The press list: who is on it, who leaves it, and a mail tried once more."""

from collections.abc import Sequence

from django.db import transaction

from ecm import clock
from ecm.journal.chain import Actor
from ecm.publication.delivering.outbox import forget_attempts
from ecm.publication.delivering.reading import Entry
from ecm.publication.delivering.tasks import send_press
from ecm.publication.models import Delivery, Recipient


def keep_recipient(actor: Actor, recipient: Recipient) -> None:
    """Keep a recipient that was typed; who is new is active."""
    if recipient.pk is None:
        recipient.added_by_id, recipient.added_at = actor.author, clock.now()
    recipient.save()


def import_recipients(actor: Actor, entries: Sequence[Entry]) -> int:
    """Add those whose address is not known yet; return how many."""
    with transaction.atomic():
        addresses = [entry.email for entry in entries]
        known = Recipient.objects.filter(email__in=addresses)
        have = set(known.values_list("email", flat=True))
        new = [
            Recipient(
                name=entry.name,
                email=entry.email,
                language=entry.language,
                added_by_id=actor.author,
                added_at=clock.now(),
            )
            for entry in entries
            if entry.email not in have
        ]
        Recipient.objects.bulk_create(new)
    return len(new)


def set_active(recipient: Recipient, *, is_active: bool) -> None:
    """Send to a recipient from now on, or no more; the same changes nothing."""
    recipient.is_active = is_active
    if is_active:
        recipient.unsubscribed_at = None
    recipient.save(update_fields=["is_active", "unsubscribed_at"])


def unsubscribe(recipient_id: int) -> None:
    """Take off the list who asked to leave it; asking again changes nothing."""
    staying = Recipient.objects.filter(pk=recipient_id, is_active=True)
    staying.update(is_active=False, unsubscribed_at=clock.now())


def try_again(delivery: Delivery) -> None:
    """Let a mail that failed be tried from the beginning."""
    forget_attempts(delivery)
    send_press.enqueue()
