"""Sends what waits: each delivery is locked, marked, sent outside any transaction, marked.

A delivery that was in hand when its worker died may have arrived: it is sent again only
through a gateway that recognises it.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django_tasks_db.models import DBTaskResult

from ecm.notices.gateways import Doubtful, Refused, Unavailable, gateway_of
from ecm.notices.models import Channel, Delivery, State
from ecm.notices.wording import message_of
from ecm.people.models import Person

log = logging.getLogger(__name__)

# Between the tries of one delivery, in minutes; after the last it has failed.
PAUSES = (1, 5, 15, 60, 240)
INTERRUPTED = "interrompu pendant l'envoi"


def address_of(person: Person, channel: str) -> str:
    """Return where a person is reached, or nothing."""
    return person.phone if channel == Channel.SMS else person.email


def digest_of(address: str) -> str:
    """Return what proves, to who holds the key, to which address a delivery went."""
    return salted_hmac("ecm.notices.address", address, algorithm="sha256").hexdigest()


def send_waiting(task_id: UUID) -> None:
    """Send every delivery that is due; a channel that does not answer waits its turn."""
    _release_orphans(task_id)
    silent: set[str] = set()
    while delivery := _claim(task_id, silent):
        if not _send(delivery):
            silent.add(delivery.channel)


def has_work() -> bool:
    """Tell whether something is due, or was left in hand by a task that ended."""
    due = Delivery.objects.filter(state=State.WAITING, next_try_at__lte=timezone.now())
    return due.exists() or _orphans().exists()


def _orphans() -> QuerySet[Delivery]:
    at_work = DBTaskResult.objects.running().values("pk")
    return Delivery.objects.filter(state=State.SENDING).exclude(claimed_by__in=at_work)


def _release_orphans(task_id: UUID) -> None:
    """Settle what was in hand when a worker died: this task's first life, or another's."""
    own = Delivery.objects.filter(state=State.SENDING, claimed_by=task_id)
    repeatable = [c for c in Channel.values if gateway_of(c).is_repeatable]
    for left in (own, _orphans()):
        left.filter(channel__in=repeatable).update(
            state=State.WAITING, answer=INTERRUPTED
        )
        left.update(state=State.DOUBTFUL, answer=INTERRUPTED)


def _claim(task_id: UUID, silent: set[str]) -> Delivery | None:
    with transaction.atomic():
        rows = Delivery.objects.select_for_update(skip_locked=True).filter(
            state=State.WAITING, next_try_at__lte=timezone.now()
        )
        delivery = rows.exclude(channel__in=silent).order_by("next_try_at").first()
        if delivery is None:
            return None
        delivery.state = State.SENDING
        delivery.claimed_by = task_id
        delivery.attempts += 1
        delivery.save(update_fields=["state", "claimed_by", "attempts"])
        return delivery


def _send(delivery: Delivery) -> bool:
    """Hand one delivery to its gateway; return whether the gateway is there at all."""
    gateway = gateway_of(delivery.channel)
    address = address_of(delivery.notice.recipient, delivery.channel)
    delivery.address_digest = digest_of(address)
    if not address:
        _mark(delivery, State.FAILED, "sans adresse")
        return True
    try:
        answer = gateway.send(message_of(delivery, address))
    except Refused as refusal:
        _mark(delivery, State.FAILED, str(refusal))
    except Unavailable as absence:
        _try_later(delivery, str(absence))
        return False
    except Exception as doubt:
        if not isinstance(doubt, Doubtful):
            log.exception("a gateway failed unexpectedly")
        return _doubt(delivery, str(doubt), gateway.is_repeatable)
    else:
        _mark(delivery, State.SENT, answer)
    return True


def _doubt(delivery: Delivery, reason: str, is_repeatable: bool) -> bool:
    if is_repeatable:
        _try_later(delivery, reason)
    else:
        _mark(delivery, State.DOUBTFUL, reason)
    return False


def _try_later(delivery: Delivery, reason: str) -> None:
    if delivery.attempts > len(PAUSES):
        _mark(delivery, State.FAILED, reason)
        return
    pause = timedelta(minutes=PAUSES[delivery.attempts - 1])
    delivery.next_try_at = timezone.now() + pause
    _mark(delivery, State.WAITING, reason)


def _mark(delivery: Delivery, state: State, answer: str) -> None:
    # Only what this task still has in hand, or was taken from it as doubtful.
    mine = Delivery.objects.filter(pk=delivery.pk, claimed_by=delivery.claimed_by)
    mine.filter(state__in=[State.SENDING, State.DOUBTFUL]).update(
        state=state,
        answer=answer[:200],
        address_digest=delivery.address_digest,
        next_try_at=delivery.next_try_at,
        sent_at=timezone.now() if state == State.SENT else None,
    )
