"""Idempotency: the same key does nothing the second time, whoever and whenever."""

from uuid import UUID

import pytest

from ecm.domain.errors import Conflict
from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkValue
from ecm.journal.chain import AlreadyDone
from ecm.journal.models import Entry
from ecm.meetings.actions.items import call_item, decide, undo_call
from ecm.meetings.actions.marks import give_mark, open_round
from ecm.meetings.actions.minutes import write_block
from ecm.meetings.actions.sittings import close, open_meeting
from ecm.meetings.models import MinuteBlock
from tests.cast import Council, journal


def test_a_command_is_done_once_under_its_key(opened: Council) -> None:
    president = opened.actor("president", key="un")
    call_item(president, opened.report)
    opened.refresh()
    before = opened.meeting.seq

    with pytest.raises(AlreadyDone) as done:
        call_item(president, opened.report)

    assert done.value.entry == Entry.objects.get(key="un")
    assert opened.refresh().seq == before


def test_a_retry_after_the_council_moved_on_changes_nothing(opened: Council) -> None:
    # The answer was lost; the tablet tries again when another item is on the table.
    president = opened.actor("president", key="un")
    call_item(president, opened.report)
    opened.call("bill")

    with pytest.raises(AlreadyDone):
        call_item(president, opened.report)

    assert opened.refresh().current_item_id == opened.bill.pk


def test_a_key_is_known_even_where_the_act_is_no_longer_possible(
    opened: Council,
) -> None:
    president = opened.actor("president", key="un")
    close(president, opened.pk)

    with pytest.raises(AlreadyDone):
        close(president, opened.pk)


def test_the_first_entry_of_a_command_carries_its_key(deliberating: Council) -> None:
    open_round(deliberating.actor("president"), deliberating.report)
    decide(
        deliberating.actor("president", key="un"),
        deliberating.report,
        outcome=Outcome.ADOPTED,
        text="Adopté.",
    )

    last = Entry.objects.filter(stream=deliberating.meeting.stream).order_by("-seq")[:2]
    assert [(e.verb, e.key) for e in last] == [
        ("item.decided", None),
        ("round.closed", "un"),
    ]


def test_the_key_of_another_is_a_conflict(deliberating: Council) -> None:
    open_round(deliberating.actor("president", key="un"), deliberating.report)
    before = len(journal(deliberating.meeting))

    with pytest.raises(Conflict, match="a servi à un autre acte"):
        give_mark(
            deliberating.actor("minister", key="un"),
            deliberating.seat("minister").pk,
            deliberating.report,
            value=MarkValue.AGREE,
        )

    assert len(journal(deliberating.meeting)) == before


def test_a_refused_command_leaves_its_key_unused(opened: Council) -> None:
    president = opened.actor("president", key="un")
    with pytest.raises(Conflict):
        undo_call(president, opened.report)

    call_item(president, opened.report)

    assert opened.refresh().current_item_id == opened.report.pk


def test_commands_without_a_key_are_never_replays(council: Council) -> None:
    open_meeting(council.actor("president"), council.pk)
    council.call("report")
    council.call("bill")

    assert Entry.objects.exclude(key=None).count() == 0


def test_a_paragraph_sent_twice_is_written_once(opened: Council) -> None:
    secretary = opened.actor("secretary", key="un")

    def send() -> None:
        write_block(secretary, opened.pk, uid=UUID(int=1), base=0, text="Le Conseil")

    send()
    with pytest.raises(AlreadyDone) as done:
        send()

    assert done.value.entry.facts["block"] == MinuteBlock.objects.get().pk
    assert MinuteBlock.objects.get().version == 1
