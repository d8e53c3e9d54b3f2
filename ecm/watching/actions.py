"""What an operator does: close a line, say a sentence to every tablet; who did is kept."""

import time

from django.contrib.admin.models import CHANGE, LogEntry
from django.db.models import Model, QuerySet

from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.meetings.models import Meeting
from ecm.people.models import User
from ecm.watching import lines
from ecm.watching.lines import Announcement, Line, Room

LONGEST = 200
DURATIONS = (5, 15, 30, 60, 120)  # minutes


def may_operate(user: User) -> bool:
    """Tell whether an account is a technical administrator's."""
    return user.is_active and user.is_superuser


def close_line(user: User, uid: str) -> None:
    """Close one line, in whichever process it ends; its tablet connects again by itself."""
    room = _room(user)
    line = next((each for each in _lines(room) if uid and each.uid == uid), None)
    if line is None:
        raise NotPossible(gettext_noop("Cette liaison n'est plus là."))
    room.close(uid)
    meeting = Meeting.objects.select_related("body").filter(pk=line.meeting).first()
    _trace(
        user,
        User.objects.filter(pk=line.user),
        f"Liaison fermée : {meeting.reference if meeting else ''}",
    )


def announce(user: User, text: str, *, minutes: int) -> None:
    """Show a sentence to every tablet of every room for so many minutes."""
    room = _room(user)
    said = " ".join(text.split())[:LONGEST]
    room.announce(Announcement(said, time.time() + minutes * 60))
    _trace(user, User.objects.filter(pk=user.pk), f"Message aux tablettes : {said}")


def take_back(user: User) -> None:
    """Show it no longer."""
    room = _room(user)
    room.announce(None)
    _trace(user, User.objects.filter(pk=user.pk), "Message aux tablettes retiré")


def _room(user: User) -> Room:
    if not may_operate(user):
        raise NotAllowed(gettext_noop("Cet acte est celui de l'exploitant."))
    room = lines.room()
    if room is None:
        raise NotPossible(gettext_noop("Ce processus ne tient aucune liaison."))
    return room


def _lines(room: Room) -> list[Line]:
    return [line for process in room.processes() for line in process.lines]


def _trace(user: User, about: "QuerySet[Model]", words: str) -> None:
    LogEntry.objects.log_actions(user.pk, about, CHANGE, words, single_object=True)
