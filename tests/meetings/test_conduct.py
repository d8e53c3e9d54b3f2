"""Putting items off, calling them in another order, without debate: who conducts does."""

import pytest

from ecm.domain.errors import NotAllowed, NotPossible
from ecm.dossiers.models import DossierKind
from ecm.journal.chain import SYSTEM
from ecm.meetings.actions.conduct import reorder_item, set_aside, switch_track
from ecm.meetings.actions.items import call_item, undo_call
from ecm.meetings.actions.marks import open_round
from ecm.meetings.actions.tabling import Tabled, join_item, split_item, table_item
from ecm.meetings.actions.undoing import undo_decision
from ecm.meetings.models import (
    Track,
)
from tests.cast import Council, journal
from tests.meetings.agenda_now import NUMBERS, calling, numbers

# Set aside


def test_an_item_set_aside_is_planned_again_and_nothing_is_deliberated(
    deliberating: Council,
) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    open_round(president, report)
    before = deliberating.refresh().seq

    set_aside(president, report)
    set_aside(president, report)

    report.refresh_from_db()
    assert (report.state, report.is_aside, report.called_at) == ("planned", True, None)
    assert deliberating.refresh().current_item is None
    assert [verb for verb, _ in journal(deliberating.meeting, before)] == [
        "round.closed",
        "item.set_aside",
    ]


def test_a_later_call_takes_it_up_again(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    set_aside(president, report)

    call_item(president, report)

    report.refresh_from_db()
    assert (report.state, report.is_aside) == ("called", False)


def test_undoing_that_call_leaves_it_aside(deliberating: Council) -> None:
    president, report = deliberating.actor("president"), deliberating.report
    set_aside(president, report)
    for _ in range(2):
        call_item(president, report)
        undo_call(president, report)

    report.refresh_from_db()
    assert (report.state, report.is_aside) == ("planned", True)


def test_what_was_not_called_is_not_set_aside(opened: Council) -> None:
    with pytest.raises(NotPossible, match="pas encore été appelé"):
        set_aside(opened.actor("president"), opened.report)


@pytest.mark.parametrize("name", ["secretary", "minister", "screen"])
def test_only_who_conducts_conducts(deliberating: Council, name: str) -> None:
    actor, report, bill = (
        deliberating.actor(name),
        deliberating.report,
        deliberating.bill,
    )
    before = deliberating.refresh().seq
    kind = DossierKind.objects.get(code="decree")
    tabled = Tabled(kind, deliberating.cast.ministries["health"], "Un décret")

    for act in (
        lambda: set_aside(actor, report),
        lambda: reorder_item(actor, bill, after=None),
        lambda: switch_track(actor, bill, track=Track.CONSENT),
        lambda: table_item(actor, deliberating.pk, tabled),
        lambda: split_item(actor, report, title="Partie"),
        lambda: join_item(actor, bill, to=report),
        lambda: undo_decision(actor, report),
    ):
        with pytest.raises(NotAllowed):
            act()

    assert deliberating.refresh().seq == before


# Order


def test_an_item_is_called_elsewhere_and_keeps_its_number(opened: Council) -> None:
    president = opened.actor("president")

    reorder_item(president, opened.oral, after=opened.decree)
    reorder_item(president, opened.oral, after=opened.decree)

    assert numbers(opened) == NUMBERS
    assert calling(opened)[:3] == ["decree", "oral", "report"]
    assert [verb for verb, _ in journal(opened.refresh())].count("item.reordered") == 1


def test_the_order_of_the_agenda_comes_back(opened: Council) -> None:
    president = opened.actor("president")
    reorder_item(president, opened.nominations, after=None)
    assert calling(opened)[0] == "nominations"

    reorder_item(president, opened.nominations, after=opened.oral)

    ranks = opened.meeting.items.values_list("calling_rank", flat=True)
    assert set(ranks) == {None}


def test_only_what_is_still_to_be_called_changes_its_rank(
    deliberating: Council,
) -> None:
    president = deliberating.actor("president")

    with pytest.raises(NotPossible, match="pas été appelé"):
        reorder_item(president, deliberating.report, after=None)
    with pytest.raises(NotPossible, match="pas été appelé"):
        reorder_item(president, deliberating.bill, after=deliberating.report)


# Track


def test_an_item_is_switched_to_the_list_without_debate(opened: Council) -> None:
    president, bill = opened.actor("president"), opened.bill

    switch_track(president, bill, track=Track.CONSENT)
    switch_track(president, bill, track=Track.CONSENT)

    bill.refresh_from_db()
    assert bill.track == "consent"
    assert journal(opened.refresh())[-1] == (
        "item.switched",
        {"item": bill.pk, "track": "consent"},
    )


def test_the_system_conducts_nothing(opened: Council) -> None:
    with pytest.raises(NotAllowed):
        set_aside(SYSTEM, opened.report)
