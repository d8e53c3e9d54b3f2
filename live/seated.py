"""Who may come into the room and who may stay, found for many at once.

A room that comes back after a cut comes back together: its sessions, accounts and seats are
read once for all who wait, not once for each.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from ecm.meetings.models import Meeting
from ecm.people.models import User
from live.audience import Audience, audiences_now

SIGN_IN_AGAIN, NO_SEAT = 4401, 4403
LANGUAGES = ("fr", "en")


@dataclass(frozen=True)
class Caller:
    """Who stands at the door of a meeting, by the key of the session that he brings."""

    meeting_id: int
    session_key: str
    hall: bool = False
    language: str = "fr"


@dataclass(frozen=True)
class Admission:
    user_id: int
    audience: Audience
    seq: int


def admit(callers: Iterable[Caller]) -> list[Admission | int]:
    """Return, for each caller in order, his admission or the code that closes his line."""
    waiting = list(callers)
    users = signed_in({caller.session_key for caller in waiting})
    groups: dict[int, list[int]] = defaultdict(list)
    for place, caller in enumerate(waiting):
        if caller.session_key in users:
            groups[caller.meeting_id].append(place)
    found: list[Admission | int] = [SIGN_IN_AGAIN] * len(waiting)
    for meeting_id, places in groups.items():
        group = [waiting[place] for place in places]
        verdicts = _seated(meeting_id, group, users)
        for place, verdict in zip(places, verdicts, strict=True):
            found[place] = verdict
    return found


def _seated(
    meeting_id: int, callers: list[Caller], users: dict[str, User]
) -> list[Admission | int]:
    meeting = Meeting.objects.filter(pk=meeting_id).first()
    if meeting is None:
        return [NO_SEAT] * len(callers)
    people = [
        (users[c.session_key], c.hall, c.language if c.language in LANGUAGES else "fr")
        for c in callers
    ]
    return [
        Admission(user.pk, audience, meeting.seq) if audience else NO_SEAT
        for (user, _, _), audience in zip(
            people, audiences_now(meeting, people), strict=True
        )
    ]


def signed_in(keys: set[str]) -> dict[str, User]:
    """Return, by session key, the active account that is signed in with it."""
    store = SessionStore()
    rows = Session.objects.filter(session_key__in=keys, expire_date__gt=timezone.now())
    held = {row.session_key: store.decode(row.session_data) for row in rows}
    wanted = {int(content.get(SESSION_KEY, 0)) for content in held.values()}
    users = User.objects.filter(is_active=True).in_bulk(wanted)
    found = {}
    for key, content in held.items():
        user = users.get(int(content.get(SESSION_KEY, 0)))
        if user is not None and _is_his(user, content):
            found[key] = user
    return found


def _is_his(user: User, content: dict[str, Any]) -> bool:
    """Whether a session was opened with the account's present password, as Django asks."""
    if content.get(BACKEND_SESSION_KEY) not in settings.AUTHENTICATION_BACKENDS:
        return False
    told = content.get(HASH_SESSION_KEY, "")
    hashes = (user.get_session_auth_hash(), *user.get_session_auth_fallback_hash())
    return any(constant_time_compare(told, known) for known in hashes)
