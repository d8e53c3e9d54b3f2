"""A frame costs the same for 5 and for 50 items: the number of queries is written here."""

from collections.abc import Callable
from uuid import uuid4

import pytest

from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkValue
from ecm.journal.chain import SYSTEM
from ecm.meetings.actions.agenda import Draft, add_item
from ecm.meetings.actions.items import decide
from ecm.meetings.actions.marks import give_mark, open_round
from ecm.meetings.actions.minutes import write_block
from ecm.meetings.actions.sittings import open_meeting
from ecm.meetings.models import Part
from live import render
from live.audience import Audience
from tests.asking import furnish
from tests.cast import Council

# For five audiences at once: the rows of the meeting are read once for all of them.
OF_A_CALL = 13
OF_A_KEYSTROKE = 5
OF_A_SNAPSHOT = 17


@pytest.fixture(params=[0, 42], ids=["8 items", "50 items"])
def held(council: Council, request: pytest.FixtureRequest) -> Council:
    """A council under way, with papers, marks and minutes, small and large."""
    ministry = council.cast.ministries["culture"]
    for rank in range(request.param):
        draft = Draft(Part.DELIBERATIONS, ItemKind.DECREE, ministry, f"Décret {rank}")
        add_item(SYSTEM, council.meeting, draft)
    open_meeting(council.actor("president"), council.pk)
    council.refresh()
    president = council.actor("president")
    for item in council.meeting.items.order_by("-position")[: request.param // 2]:
        council.items["last"] = item
        council.call("last")
        decide(president, item, outcome=Outcome.ADOPTED, text="Adopté.")
        write_block(
            council.actor("secretary"),
            council.pk,
            uid=uuid4(),
            base=0,
            text="Dit.",
            item=item,
        )
    council.call("report")
    furnish(council, council.report)
    open_round(president, council.report)
    for name in ("minister", "deputy", "rival"):
        give_mark(
            council.actor(name),
            council.seat(name).pk,
            council.report,
            value=MarkValue.AGREE,
        )
    council.refresh()
    return council


def audiences(council: Council, audience: Callable[..., Audience]) -> set[Audience]:
    names = ("president", "secretary", "minister", "rival", "screen")
    return {audience(council, name) for name in names}


def test_a_call_costs_the_same_in_a_long_council(
    held: Council, audience: Callable[..., Audience], django_assert_num_queries
) -> None:
    everybody = audiences(held, audience)
    before = held.meeting.seq
    held.call("bill")

    with django_assert_num_queries(OF_A_CALL):
        found = render.changes(held.pk, before, everybody)

    assert len(found.frames) == len(everybody) == 5


def test_a_keystroke_costs_the_same_in_a_long_council(
    held: Council, audience: Callable[..., Audience], django_assert_num_queries
) -> None:
    everybody = audiences(held, audience)
    before = held.meeting.seq
    write_block(
        held.actor("secretary"),
        held.pk,
        uid=uuid4(),
        base=0,
        text="Le Conseil",
        item=held.report,
    )

    with django_assert_num_queries(OF_A_KEYSTROKE):
        render.changes(held.pk, before, everybody)


def test_a_snapshot_costs_the_same_in_a_long_council(
    held: Council, audience: Callable[..., Audience], django_assert_num_queries
) -> None:
    secretary = audience(held, "secretary")

    with django_assert_num_queries(OF_A_SNAPSHOT):
        render.snapshot(held.pk, secretary)
