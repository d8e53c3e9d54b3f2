"""Somebody sets the server's clock in a sitting: the journal says so before the next act."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest

from ecm.domain.errors import NotPossible
from ecm.jumps import Jumps
from ecm.meetings import turn as turns
from ecm.meetings.actions.sittings import convene, resume, suspend
from ecm.meetings.record import lines_of
from tests.cast import Council, journal

HOUR = 3600.0
Committing = Callable[..., AbstractContextManager[list]]


class Clock:
    """The machine's clock, as somebody sets it."""

    def __init__(self, jumps: Jumps) -> None:
        self.jumps = jumps
        self.apart = 1_000_000.0

    def __call__(self) -> float:
        return self.apart


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock(Jumps())
    monkeypatch.setattr("ecm.jumps.apart", clock)
    monkeypatch.setattr(turns, "jumps", clock.jumps)
    clock.jumps.watch()
    return clock


def test_a_jump_is_noted_once_before_the_act_that_follows(
    opened: Council, clock: Clock, django_capture_on_commit_callbacks: Committing
) -> None:
    president, before = opened.actor("president"), opened.refresh().seq

    clock.apart += HOUR + 0.4
    with django_capture_on_commit_callbacks(execute=True):
        suspend(president, opened.pk)
    with django_capture_on_commit_callbacks(execute=True):
        resume(president, opened.pk)
    clock.apart -= 25 * HOUR
    with django_capture_on_commit_callbacks(execute=True):
        suspend(president, opened.pk)

    assert journal(opened.meeting, before) == [
        ("clock.moved", {"seconds": 3600}),
        ("meeting.suspended", {"sitting": 1}),
        ("meeting.resumed", {"sitting": 2}),
        ("clock.moved", {"seconds": -25 * 3600}),
        ("meeting.suspended", {"sitting": 2}),
    ]
    said = [line.text for line in lines_of(opened.meeting) if "horloge" in line.text]
    assert said == [
        "L'horloge du serveur a été avancée de 1 h 00 min.",
        "L'horloge du serveur a été reculée de 25 h 00 min.",
    ]


def test_a_jump_before_an_act_that_is_refused_is_noted_with_the_next(
    opened: Council, clock: Clock, django_capture_on_commit_callbacks: Committing
) -> None:
    before = opened.refresh().seq
    clock.apart -= HOUR

    with pytest.raises(NotPossible):
        convene(opened.actor("secretary"), opened.pk)
    with django_capture_on_commit_callbacks(execute=True):
        suspend(opened.actor("president"), opened.pk)

    assert [verb for verb, _facts in journal(opened.meeting, before)] == [
        "clock.moved",
        "meeting.suspended",
    ]


def test_what_keeps_a_clock_right_is_no_jump(opened: Council, clock: Clock) -> None:
    before = opened.refresh().seq

    clock.apart += 59
    suspend(opened.actor("president"), opened.pk)

    assert [verb for verb, _facts in journal(opened.meeting, before)] == [
        "meeting.suspended"
    ]


def test_a_command_that_lives_for_a_moment_notes_nothing(
    opened: Council, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "jumps", Jumps())
    before = opened.refresh().seq

    suspend(opened.actor("president"), opened.pk)

    assert len(journal(opened.meeting, before)) == 1
