"""The key with which a tablet seals what it keeps unsent; it lives in the page's memory."""

import base64
import hashlib
import hmac

from django.conf import settings

from ecm.meetings.models import Meeting
from ecm.people.models import User


def key_for(user: User, meeting: Meeting) -> str:
    """Return 32 bytes in base64, the same each time for one user and one meeting."""
    message = f"seal/{user.pk}/{meeting.pk}".encode()
    made = hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256)
    return base64.b64encode(made.digest()).decode()
