"""One lock, one transaction, one announcement after commit and only when something changed."""

import contextlib

import pytest

from ecm.domain.errors import NotPossible
from ecm.domain.outcomes import Outcome
from ecm.domain.verbs import Verb
from ecm.journal.chain import SYSTEM, record
from ecm.journal.models import Entry
from ecm.meetings.actions.items import call_item, decide
from ecm.meetings.actions.marks import open_round
from ecm.meetings.turn import turn, turned
from tests.cast import Council, journal


def test_a_turn_is_announced_once_after_its_commit(
    deliberating: Council, announced: list, django_capture_on_commit_callbacks
) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    open_round(president, report)
    deliberating.refresh()
    before = deliberating.meeting.seq

    with django_capture_on_commit_callbacks(execute=True):
        # Two entries, one turn.
        decide(president, report, outcome=Outcome.ADOPTED, text="Adopté.")
        assert announced == []

    assert announced == [(deliberating.pk, before)]
    assert deliberating.refresh().seq == before + 2


def test_a_turn_in_which_nothing_happened_is_not_announced(
    deliberating: Council, announced: list, django_capture_on_commit_callbacks
) -> None:
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        call_item(deliberating.actor("president"), deliberating.report)

    assert (callbacks, announced) == ([], [])


def test_a_refused_turn_writes_and_announces_nothing(
    opened: Council, announced: list, django_capture_on_commit_callbacks
) -> None:
    before = journal(opened.meeting)

    with (
        django_capture_on_commit_callbacks(execute=True),
        contextlib.suppress(RuntimeError),
        turn(opened.pk, SYSTEM) as meeting,
    ):
        record(Verb.ADD_ITEM, SYSTEM, meeting, item=opened.report.pk)
        meeting.current_item = opened.report
        raise RuntimeError

    assert announced == []
    assert journal(opened.meeting) == before
    assert opened.refresh().current_item is None


def test_a_listener_that_fails_undoes_nothing(
    opened: Council, announced: list, django_capture_on_commit_callbacks
) -> None:
    def fail(sender: object, **_: object) -> None:
        raise ConnectionError("Redis is away")

    turned.connect(fail, weak=False)
    try:
        with django_capture_on_commit_callbacks(execute=True):
            call_item(opened.actor("president"), opened.report)
    finally:
        turned.disconnect(fail)

    assert len(announced) == 1
    assert opened.refresh().current_item_id == opened.report.pk


def test_a_turn_saves_what_it_moved_on_and_nothing_else(opened: Council) -> None:
    with turn(opened.pk, SYSTEM) as meeting:
        meeting.place = "Ailleurs"
        record(Verb.ADD_ITEM, SYSTEM, meeting, item=opened.report.pk)

    assert opened.refresh().place == "Ouagadougou"
    assert opened.meeting.head == meeting.head


def test_a_meeting_that_does_not_exist_takes_no_turn(db: None) -> None:
    with pytest.raises(NotPossible, match="n'existe pas"), turn(404, SYSTEM):
        pass


def test_all_of_a_turn_happens_at_one_moment(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    open_round(president, report)
    before = deliberating.refresh().seq

    decide(president, report, outcome=Outcome.ADOPTED, text="Adopté.")

    written = Entry.objects.filter(stream=deliberating.meeting.stream, seq__gt=before)
    decided, closed = report.decision.decided_at, report.rounds.get().closed_at
    assert {entry.at for entry in written} == {decided} == {closed}
