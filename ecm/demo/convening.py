"""How the demonstration's council came to be convened: each act at its hour, by its author."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.utils import timezone

from ecm import clock
from ecm.demo.words import read
from ecm.domain.french import typeset
from ecm.domain.policy import MarkValue
from ecm.journal.chain import Actor
from ecm.meetings.actions.agenda_versions import approve_agenda, propose_agenda
from ecm.meetings.actions.convocation import read_convocation, send_convocation
from ecm.meetings.actions.positions import give_position
from ecm.meetings.models import Meeting
from ecm.people.models import User


@contextmanager
def before_the_council() -> Iterator[None]:
    """Let it be the day on which the agenda was put together."""
    with clock.at(_moment(read("convocation.json")["prepared"])):
        yield


def load_convocation(meeting: Meeting) -> None:
    """Propose, approve and send; then let most members read it, and some mark."""
    words = read("convocation.json")
    with clock.at(_moment(words["proposed"])):
        proposed = propose_agenda(_actor("sgg"), meeting.pk)
    with clock.at(_moment(words["approved"])):
        approve_agenda(_actor("president"), meeting.pk, digest=proposed.digest)
    with clock.at(_moment(words["sent"])):
        send_convocation(_actor("sgg"), meeting.pk)
    # In the order of their hours, as the journal has them.
    acts = [
        *_readings(meeting, words["read"]),
        *_positions(meeting, words["positions"]),
    ]
    for at, act in sorted(acts, key=lambda done: done[0]):
        with clock.at(_moment(at)):
            act()


def _readings(meeting: Meeting, entries: list[list[str]]) -> Iterator[tuple[str, Any]]:
    for who, at in entries:
        yield at, lambda who=who: read_convocation(_actor(who), meeting.pk)


def _positions(meeting: Meeting, entries: list[list[Any]]) -> Iterator[tuple[str, Any]]:
    for who, rank, value, comment, at in entries:
        yield (
            at,
            lambda who=who, rank=rank, value=value, comment=comment: give_position(
                _actor(who),
                meeting.seats.get(holder__user__username=who).pk,
                meeting.items.get(position=rank),
                value=MarkValue(value),
                comment=typeset(comment),
            ),
        )


def _actor(username: str) -> Actor:
    user = User.objects.get(username=username)
    return Actor(user_id=user.pk, person_id=user.person_id)


def _moment(written: str) -> datetime:
    return timezone.make_aware(datetime.fromisoformat(written))
