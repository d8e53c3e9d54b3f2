"""Who is played by a person in a rehearsal: a simulated member never acts beside him.

A simulated member signs in by the same tap and says what he is. The tap of a person ends
his sign-in, and no other is given him while the person's lasts.
"""

from collections.abc import Iterator

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from ecm.people.cast import role_of
from ecm.people.models import User

MARK = "simulated"
LOOPBACK = {"127.0.0.1", "::1"}


def is_let_in(request: HttpRequest) -> bool:
    """Whether the cast is offered here: in a rehearsal on this machine alone.

    Its papers are real ones: a tablet comes in by a code that this machine's screen shows.
    """
    if not settings.REHEARSAL or request.META.get("REMOTE_ADDR") in LOOPBACK:
        return True
    return role_of(request.POST.get("code", "")) is not None


def settle(request: HttpRequest, user: User) -> bool:
    """Settle who plays `user`, just signed in; False: the simulated one was sent away."""
    if not settings.REHEARSAL:
        return True
    is_simulated = MARK in request.POST
    request.session[MARK] = is_simulated
    request.session.save()  # before the others are looked at: one of two sees the other
    others = list(_of(user, but=request.session.session_key or ""))
    if not is_simulated:
        for row, simulated in others:
            if simulated:
                row.delete()
    elif not all(simulated for _row, simulated in others):
        logout(request)
        return False
    return True


def _of(user: User, *, but: str) -> Iterator[tuple[Session, bool]]:
    rows = Session.objects.filter(expire_date__gt=timezone.now())
    for row in rows.exclude(session_key=but):
        values = row.get_decoded()
        if values.get(SESSION_KEY) == str(user.pk):
            yield row, bool(values.get(MARK))
