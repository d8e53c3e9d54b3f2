"""What waits while a vote is under way, and who leaves its register."""

from collections.abc import Callable

import pytest

from ecm.domain.errors import Conflict, NotPossible
from ecm.domain.outcomes import Outcome
from ecm.domain.votes import Method
from ecm.meetings.actions.conduct import set_aside
from ecm.meetings.actions.items import call_item, decide, undo_call
from ecm.meetings.actions.marks import open_round
from ecm.meetings.actions.recusals import recuse
from ecm.meetings.actions.sittings import close as close_meeting
from ecm.meetings.actions.sittings import resume, suspend
from ecm.meetings.actions.votes import annul_vote
from ecm.meetings.models import Ballot
from tests.cast import Council
from tests.voting import all_there, close, put, vote


@pytest.fixture
def gathered(deliberating: Council) -> Council:
    """The report under deliberation, everybody there but `absent`."""
    all_there(deliberating)
    return deliberating


def names(ballot: Ballot) -> list[str]:
    return [voter.seat.holder.surname for voter in ballot.voters.all()]


def totals(ballot: Ballot) -> tuple[int | None, ...]:
    return (
        ballot.votes_for,
        ballot.votes_against,
        ballot.abstentions,
        ballot.void,
    )


# What waits for the vote


def _call_another(council: Council) -> None:
    call_item(council.actor("president"), council.bill)


def _undo(council: Council) -> None:
    undo_call(council.actor("president"), council.report)


def _set_aside(council: Council) -> None:
    set_aside(council.actor("president"), council.report)


def _decide(council: Council) -> None:
    chair = council.actor("president")
    decide(chair, council.report, outcome=Outcome.ADOPTED, text="Adopté.")


def _open_round(council: Council) -> None:
    open_round(council.actor("president"), council.report)


def _close(council: Council) -> None:
    close_meeting(council.actor("president"), council.pk)


@pytest.mark.parametrize(
    "act", [_call_another, _set_aside, _decide, _open_round, _close]
)
@pytest.mark.parametrize("method", [Method.OPEN, Method.PAPER])
def test_a_vote_under_way_holds_up_what_would_leave_it_behind(
    gathered: Council, act: Callable[[Council], None], method: Method
) -> None:
    ballot = put(gathered, method)

    with pytest.raises(Conflict, match="Un vote est en cours sur ce point"):
        act(gathered)
    annul_vote(gathered.actor("president"), ballot)
    act(gathered)


def test_a_call_is_not_undone_under_a_vote(gathered: Council) -> None:
    put(gathered)

    with pytest.raises(Conflict):
        _undo(gathered)


def test_a_vote_lasts_through_a_suspension_and_closes_during_it(
    gathered: Council,
) -> None:
    ballot = put(gathered)
    suspend(gathered.actor("president"), gathered.pk)
    with pytest.raises(NotPossible, match="suspendue"):
        vote(gathered, ballot, "rival", "for")
    resume(gathered.actor("president"), gathered.pk)
    vote(gathered, ballot, "rival", "for")
    suspend(gathered.actor("president"), gathered.pk)

    assert totals(close(gathered, ballot)) == (1, 0, 0, 0)


# Who stands aside while it runs


@pytest.mark.parametrize("has_voted", [False, True])
def test_who_stands_aside_leaves_the_register_and_his_vote_goes_with_him(
    gathered: Council, has_voted: bool
) -> None:
    ballot = put(gathered)
    if has_voted:
        vote(gathered, ballot, "rival", "against")

    recuse(gathered.actor("rival"), gathered.seat("rival"), gathered.report)

    assert "rival" not in names(ballot)
    assert totals(close(gathered, ballot)) == (0, 0, 0, 0)


def test_a_recusal_after_the_closing_changes_no_result(gathered: Council) -> None:
    ballot = put(gathered)
    vote(gathered, ballot, "rival", "for")
    close(gathered, ballot)

    recuse(gathered.actor("rival"), gathered.seat("rival"), gathered.report)

    assert ballot.voters.count() == 4
