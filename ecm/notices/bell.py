"""How many notices wait for who is signed in, for the head of every page."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from ecm.notices.models import Notice


def bell(request: HttpRequest) -> dict[str, Any]:
    """Give templates the number of unread notices; nothing is counted until it is shown."""
    return {"unread_notices": SimpleLazyObject(lambda: _count(request))}


def _count(request: HttpRequest) -> int:
    person_id = getattr(request.user, "person_id", None)
    if person_id is None:
        return 0
    return Notice.objects.filter(recipient=person_id, read_at=None).count()
