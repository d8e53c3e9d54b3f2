"""Signs a crowd in: `ecm shell` reads this, with the names at the place of CROWD."""

import json
import secrets
import sys

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils import timezone

from ecm.meetings.models import Meeting
from ecm.people.models import User
from live.audience import audiences_now

CROWD = "[]"
crowd = json.loads(CROWD)
meeting = Meeting.objects.get(body__code="CM", year=2026, number=5)
users = User.objects.select_related("person").in_bulk(crowd, field_name="username")
names = sorted(users)
asked = [(users[name], name == "ecran", "fr") for name in names]
audiences = dict(zip(names, audiences_now(meeting, asked), strict=True))
groups = sorted(set(audiences.values()), key=repr)
until = timezone.now() + timezone.timedelta(days=1)
rows, tablets = [], []
for name in crowd:
    signed_in = {
        SESSION_KEY: str(users[name].pk),
        BACKEND_SESSION_KEY: "django.contrib.auth.backends.ModelBackend",
        HASH_SESSION_KEY: users[name].get_session_auth_hash(),
    }
    key, words = secrets.token_hex(16), SessionStore().encode(signed_in)
    rows.append(Session(session_key=key, session_data=words, expire_date=until))
    audience = audiences[name]
    tablets.append([name, groups.index(audience), audience.view.value, key])
Session.objects.bulk_create(rows)
seats = meeting.seats.filter(holder__user__isnull=False)
told = {
    "meeting": meeting.pk,
    "items": list(meeting.items.order_by("position").values_list("pk", flat=True)),
    "tablets": tablets,
    "seats": dict(seats.values_list("holder__user__username", "pk")),
    "cookies": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
}
sys.stdout.write(json.dumps(told) + "\n")
