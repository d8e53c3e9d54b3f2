"""Before a meeting the worker tells who has not read, once, and never what it is about."""

from datetime import timedelta

import pytest
import time_machine

from ecm import clock
from ecm.calendar.days import deadlines
from ecm.meetings.actions.convocation import read_convocation, send_convocation
from ecm.meetings.before.reminders import due
from ecm.meetings.models import AgendaStep, AgendaVersion
from ecm.meetings.versions import digest_of, lines_of
from ecm.notices.models import Notice
from ecm.notices.reminders import send_due
from tests.cast import Council

MINUTE = timedelta(minutes=1)


@pytest.fixture
def convened(council: Council) -> Council:
    approved = AgendaStep.APPROVED
    AgendaVersion.objects.create(
        meeting=council.meeting,
        number=1,
        step=approved,
        digest=digest_of(lines_of(council.meeting)),
        at=clock.now(),
    )
    with time_machine.travel(deadlines(council.meeting.day)["agenda"], tick=False):
        send_convocation(council.actor("secretary"), council.pk)
    council.refresh()
    return council


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=kind).values_list("recipient", flat=True))


def test_nothing_is_due_before_the_evening(convened: Council) -> None:
    moment = deadlines(convened.meeting.day)["unread_list"]

    assert [d.kind for d in due(moment - MINUTE) if "unread" in d.kind] == []


def test_who_has_not_read_is_told_and_the_secretariat_has_the_count(
    convened: Council,
) -> None:
    read_convocation(convened.actor("minister"), convened.pk)

    send_due(deadlines(convened.meeting.day)["unread_list"])

    people = {name: convened.cast[name].person_id for name in ("minister", "rival")}
    assert people["rival"] in told("convocation.unread")
    assert people["minister"] not in told("convocation.unread")
    assert convened.cast.secretary.person_id in told("convocation.unread_list")


def test_nobody_is_told_twice(convened: Council) -> None:
    moment = deadlines(convened.meeting.day)["unread_list"]
    send_due(moment)
    count = Notice.objects.count()

    send_due(moment + MINUTE)

    assert Notice.objects.count() == count


def test_those_who_mark_are_told_that_positions_close(convened: Council) -> None:
    closing = convened.meeting.positions_close_at

    send_due(closing - timedelta(hours=2))

    assert convened.cast.minister.person_id in told("positions.close")
    assert convened.cast.secretary.person_id not in told("positions.close")


def test_after_the_closing_nothing_is_said(convened: Council) -> None:
    send_due(convened.meeting.positions_close_at)

    assert told("positions.close") == set()
