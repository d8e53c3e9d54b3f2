"""What a tablet may keep of a meeting to work without network, under which key, until when."""

import base64
import hashlib
import hmac
from datetime import datetime, time, timedelta

from django.conf import settings
from django.contrib.sessions.models import Session
from django.utils import timezone

from ecm import clock
from ecm.domain.errors import NotAllowed, gettext_noop
from ecm.domain.workflow import MeetingState
from ecm.meetings.models import Meeting
from ecm.people.models import User

GRACE = timedelta(hours=12)  # after the meeting's day
NOT_KEPT = gettext_noop("Rien de cette séance n'est gardé sur les tablettes.")


def key_for(device: str, user: User, meeting: Meeting) -> str:
    """Return 32 bytes in base64: the same for one sign-in, user and meeting, and no other.

    `device` is the sign-in of one tablet. Nothing of the key is stored here.
    """
    message = f"offline/{device}/{user.pk}/{meeting.pk}".encode()
    made = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256)
    return base64.b64encode(made.digest()).decode()


def seconds_left(meeting: Meeting, device: str) -> int:
    """Return for how long a tablet may keep the meeting from now on.

    Raises NotAllowed where the body does not want it, or when the time is over.
    """
    left = min(_of_meeting(meeting), _of_sign_in(device))
    wanted = meeting.body.tablets_work_offline
    if not wanted or meeting.state == MeetingState.CANCELLED or left < timedelta(0):
        raise NotAllowed(NOT_KEPT)
    return int(left.total_seconds())


def _of_meeting(meeting: Meeting) -> timedelta:
    """Return what is left of the meeting's last day and its grace, on the council's clock."""
    now = clock.now()
    day = meeting.day
    if meeting.state in (MeetingState.OPEN, MeetingState.SUSPENDED):
        day = max(day, timezone.localdate(now))  # it goes on, on another day
    midnight = datetime.combine(day + timedelta(days=1), time())
    return timezone.make_aware(midnight) + GRACE - now


def _of_sign_in(device: str) -> timedelta:
    held = Session.objects.filter(pk=device).values_list("expire_date", flat=True)
    ends = held.first()
    return ends - timezone.now() if ends else timedelta(days=-1)
