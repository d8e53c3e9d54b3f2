"""Opening, suspending, resuming and closing: rows, entries, and nothing the second time."""

from datetime import UTC, datetime

import pytest
import time_machine

from ecm.domain.errors import NotPossible
from ecm.domain.outcomes import Outcome
from ecm.meetings.actions.items import decide
from ecm.meetings.actions.marks import open_round
from ecm.meetings.actions.sittings import close, convene, open_meeting, resume, suspend
from ecm.meetings.models import Sitting
from tests.cast import Council, journal

NINE = datetime(2026, 2, 5, 9, 0, tzinfo=UTC)
NOON = datetime(2026, 2, 5, 12, 30, tzinfo=UTC)
NEXT_DAY = datetime(2026, 2, 6, 8, 15, tzinfo=UTC)


def test_opening_begins_the_first_sitting(council: Council) -> None:
    before = council.meeting.seq

    with time_machine.travel(NINE, tick=False):
        open_meeting(council.actor("president"), council.pk)

    sitting = Sitting.objects.get(meeting=council.meeting)
    assert council.refresh().state == "open"
    assert (sitting.number, sitting.starts_at, sitting.ends_at) == (1, NINE, None)
    assert journal(council.meeting, before) == [("meeting.opened", {"sitting": 1})]


def test_opening_an_open_meeting_changes_nothing(opened: Council) -> None:
    before = opened.meeting.seq

    open_meeting(opened.actor("president"), opened.pk)

    assert opened.refresh().seq == before
    assert opened.meeting.sittings.count() == 1


def test_convening_twice_is_refused(council: Council) -> None:
    with pytest.raises(NotPossible):
        convene(council.actor("secretary"), council.pk)


def test_a_council_resumed_the_next_day_has_two_sittings(council: Council) -> None:
    president = council.actor("president")

    for moment, action in [
        (NINE, open_meeting),
        (NOON, suspend),
        (NEXT_DAY, resume),
        (NEXT_DAY.replace(hour=10), close),
    ]:
        with time_machine.travel(moment, tick=False):
            action(president, council.pk)

    periods = council.meeting.sittings.values_list("number", "starts_at", "ends_at")
    assert list(periods) == [
        (1, NINE, NOON),
        (2, NEXT_DAY, NEXT_DAY.replace(hour=10)),
    ]
    assert council.refresh().state == "closed"


def test_suspending_and_resuming_are_written_with_their_sitting(
    opened: Council,
) -> None:
    before, president = opened.meeting.seq, opened.actor("president")

    suspend(president, opened.pk)
    suspend(president, opened.pk)
    resume(president, opened.pk)
    resume(president, opened.pk)

    assert journal(opened.meeting, before) == [
        ("meeting.suspended", {"sitting": 1}),
        ("meeting.resumed", {"sitting": 2}),
    ]


def test_what_is_under_deliberation_stays_through_a_suspension(
    deliberating: Council,
) -> None:
    president = deliberating.actor("president")

    suspend(president, deliberating.pk)
    resume(president, deliberating.pk)

    meeting = deliberating.refresh()
    assert meeting.current_item_id == deliberating.report.pk


def test_closing_leaves_no_item_undecided_and_no_round_open(
    deliberating: Council,
) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    open_round(president, report)
    deliberating.refresh()
    before = deliberating.meeting.seq

    close(president, deliberating.pk)

    meeting = deliberating.refresh()
    order = [item.pk for item in meeting.items.order_by("position")]
    assert (meeting.state, meeting.current_item_id) == ("closed", None)
    assert {item.state for item in meeting.items.all()} == {"not_reached"}
    assert not report.rounds.filter(closed_at=None).exists()
    assert journal(meeting, before) == [
        ("round.closed", {"item": report.pk, "round": 1}),
        *[("item.not_reached", {"item": pk}) for pk in order],
        ("meeting.closed", {"sitting": 1}),
    ]


def test_closing_leaves_what_was_decided(deliberating: Council) -> None:
    president = deliberating.actor("president")
    decide(president, deliberating.report, outcome=Outcome.ADOPTED, text="Adopté.")

    close(president, deliberating.pk)

    deliberating.report.refresh_from_db()
    assert deliberating.report.state == "decided"


def test_a_suspended_meeting_is_closed_without_a_sitting(opened: Council) -> None:
    president = opened.actor("president")
    suspend(president, opened.pk)
    ended = opened.meeting.sittings.get().ends_at

    close(president, opened.pk)

    assert journal(opened.meeting)[-1] == ("meeting.closed", {"sitting": None})
    assert opened.meeting.sittings.get().ends_at == ended


def test_closing_twice_changes_nothing(opened: Council) -> None:
    president = opened.actor("president")
    close(president, opened.pk)
    opened.refresh()
    before = opened.meeting.seq

    close(president, opened.pk)

    assert opened.refresh().seq == before


def test_a_sitting_never_ends_before_it_starts(council: Council) -> None:
    # The machine's clock may be set back while the council sits.
    with time_machine.travel(NOON, tick=False):
        open_meeting(council.actor("president"), council.pk)
    with time_machine.travel(NINE, tick=False):
        suspend(council.actor("president"), council.pk)

    sitting = council.meeting.sittings.get()
    assert sitting.ends_at == sitting.starts_at
