"""Sends what waits for the press: each mail is claimed, sent outside any transaction, marked.

A mail that was in hand when its worker died may have left: it is sent again under the same
Message-ID, for a newspaper that gets it twice is better served than one that gets nothing.
"""

import logging
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from ecm.notices.gateways import Refused, Unavailable
from ecm.notices.gateways.mail import hand_over
from ecm.publication.delivering.letters import Letters
from ecm.publication.models import Delivery, DeliveryState

log = logging.getLogger(__name__)

# Between the tries of one mail, in minutes; after the last it has failed.
PAUSES = (1, 5, 15, 60, 240)
INTERRUPTED = "interrompu pendant l'envoi"


def send_waiting(task_id: UUID) -> None:
    """Send every mail that is due; a server that is not there ends the round."""
    _release_orphans(task_id)
    letters = Letters()
    while delivery := _claim(task_id):
        if not _send(delivery, letters):
            return


def has_work() -> bool:
    """Tell whether a mail is due, or was left in hand by a task that ended."""
    return _due().exists() or _orphans().exists()


def _due() -> QuerySet[Delivery]:
    now = timezone.now()
    waiting = Delivery.objects.filter(state=DeliveryState.WAITING)
    return waiting.filter(next_try_at__lte=now)


def _orphans() -> QuerySet[Delivery]:
    at_work = DBTaskResult.objects.running().values("pk")
    in_hand = Delivery.objects.filter(state=DeliveryState.SENDING)
    return in_hand.exclude(claimed_by__in=at_work)


def _release_orphans(task_id: UUID) -> None:
    """Take back what was in hand when a worker died: this task's first life, or another's."""
    own = Delivery.objects.filter(state=DeliveryState.SENDING, claimed_by=task_id)
    for left in (own, _orphans()):
        left.update(state=DeliveryState.WAITING, answer=INTERRUPTED)


def _claim(task_id: UUID) -> Delivery | None:
    with transaction.atomic():
        rows = _due().select_for_update(skip_locked=True, of=("self",))
        # Those on their first try do not wait behind a server that refuses one address.
        delivery = rows.order_by("attempts", "pk").first()
        if delivery is None:
            return None
        delivery.state, delivery.claimed_by = DeliveryState.SENDING, task_id
        delivery.attempts += 1
        delivery.save(update_fields=["state", "claimed_by", "attempts"])
        return delivery


def _send(delivery: Delivery, letters: Letters) -> bool:
    """Hand one mail to the server; return whether the server is there at all."""
    if not delivery.recipient.is_active:
        _mark(delivery, DeliveryState.DROPPED, "désabonné entre-temps")
        return True
    try:
        answer = hand_over(letters.mail_for(delivery))
    except Refused:
        _mark(delivery, DeliveryState.FAILED, "adresse ou message refusés")
    except Unavailable:
        _try_later(delivery, "serveur absent")
        return False
    except Exception as error:
        # Its words may hold an address: a log must not.
        log.error("a mail to the press failed: %s", type(error).__name__)
        _try_later(delivery, "sans réponse du serveur")
    else:
        _mark(delivery, DeliveryState.SENT, answer)
    return True


def _try_later(delivery: Delivery, reason: str) -> None:
    if delivery.attempts > len(PAUSES):
        _mark(delivery, DeliveryState.FAILED, reason)
        return
    pause = timedelta(minutes=PAUSES[delivery.attempts - 1])
    delivery.next_try_at = timezone.now() + pause
    _mark(delivery, DeliveryState.WAITING, reason)


def _mark(delivery: Delivery, state: DeliveryState, answer: str) -> None:
    # Only what this task still has in hand.
    mine = Delivery.objects.filter(pk=delivery.pk, claimed_by=delivery.claimed_by)
    mine.filter(state=DeliveryState.SENDING).update(
        state=state,
        answer=answer[:200],
        next_try_at=delivery.next_try_at,
        sent_at=timezone.now() if state == DeliveryState.SENT else None,
    )


def forget_attempts(delivery: Delivery) -> None:
    """Let a mail that failed be tried as if it were new."""
    failed = Delivery.objects.filter(pk=delivery.pk, state=DeliveryState.FAILED)
    failed.update(
        state=DeliveryState.WAITING,
        attempts=F("attempts") * 0,
        next_try_at=timezone.now(),
    )
