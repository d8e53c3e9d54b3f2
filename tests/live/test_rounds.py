"""What each audience sees of a round on an amended text, and of the rounds before it."""

from collections.abc import Callable

import pytest

from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.meetings.actions.marks import close_round, give_mark, open_round, show_marks
from live import render
from live.audience import Audience
from tests.cast import Council

Of = Callable[..., Audience]
TEXT = "Article 3 : <i>au lieu de</i>"
ESCAPED = "Article 3 : &lt;i&gt;au lieu de&lt;/i&gt;"
TRACE = "Tour 1, clos à"


@pytest.fixture
def asked_again(deliberating: Council) -> Council:
    """The report in its second round; in the first, one agreed and one objected."""
    president = deliberating.actor("president")
    open_round(president, deliberating.report, text=TEXT)
    for name, value in (("rival", MarkValue.AGREE), ("minister", MarkValue.OBJECTION)):
        give_mark(
            deliberating.actor(name),
            deliberating.seat(name).pk,
            deliberating.report,
            value=value,
        )
    close_round(president, deliberating.report)
    open_round(president, deliberating.report)
    deliberating.refresh()
    return deliberating


def whole(council: Council, audience: Audience) -> str:
    return render.snapshot(council.pk, audience).html


def test_the_text_is_shown_to_the_table_as_text(
    deliberating: Council, audience: Of
) -> None:
    open_round(deliberating.actor("president"), deliberating.report, text=TEXT)

    for name in ("president", "secretary"):
        html = whole(deliberating, audience(deliberating, name))
        assert ESCAPED in html
        assert TEXT not in html
    assert ESCAPED not in whole(deliberating, audience(deliberating, "screen"))


def test_a_member_reads_the_text_of_a_closed_round_where_the_round_is(
    deliberating: Council, audience: Of
) -> None:
    president = deliberating.actor("president")
    open_round(president, deliberating.report, text=TEXT)
    during = whole(deliberating, audience(deliberating, "minister"))
    close_round(president, deliberating.report)

    after = whole(deliberating, audience(deliberating, "minister"))

    # While it is open the text stands on his own card, above his buttons.
    assert (ESCAPED in during, ESCAPED in after) == (False, True)


@pytest.mark.parametrize(
    ("display", "totals"),
    [
        (MarkDisplay.NOTHING, False),
        (MarkDisplay.SUMMARY, True),
        (MarkDisplay.NAMES, True),
    ],
)
def test_a_former_round_leaves_its_trace_and_the_totals_that_may_be_shown(
    asked_again: Council, audience: Of, display: MarkDisplay, totals: bool
) -> None:
    show_marks(asked_again.actor("president"), asked_again.pk, display)

    member = whole(asked_again, audience(asked_again, "deputy"))
    chair = whole(asked_again, audience(asked_again, "president"))

    assert TRACE in member
    assert TRACE in chair
    assert ("<strong>1</strong> opposition" in member) is totals
    assert "<strong>1</strong> opposition" in chair
    assert "Tour 2 ouvert" in member


def test_a_first_round_leaves_no_trace_yet(deliberating: Council, audience: Of) -> None:
    open_round(deliberating.actor("president"), deliberating.report)

    assert TRACE not in whole(deliberating, audience(deliberating, "president"))


def test_what_is_shown_changes_on_open_tablets_at_once(
    deliberating: Council, audience: Of
) -> None:
    open_round(deliberating.actor("president"), deliberating.report)
    give_mark(
        deliberating.actor("rival"),
        deliberating.seat("rival").pk,
        deliberating.report,
        value=MarkValue.OBJECTION,
    )
    name = str(deliberating.seat("rival"))
    member = audience(deliberating, "minister")

    seen = {}
    for display in (MarkDisplay.NAMES, MarkDisplay.NOTHING, MarkDisplay.SUMMARY):
        before = deliberating.refresh().seq
        show_marks(deliberating.actor("secretary"), deliberating.pk, display)
        html = render.changes(deliberating.pk, before, {member}).frames[member]
        seen[display.value] = (name in html, "opposition" in html)

    assert seen == {
        "names": (True, True),
        "nothing": (False, False),
        "summary": (False, True),
    }
