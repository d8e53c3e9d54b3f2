"""Votes by name: the register, who votes when, what waits meanwhile, the sealed result."""

import pytest
from django.db import IntegrityError, transaction

from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.verbs import Verb
from ecm.domain.votes import (
    BallotState,
    Choice,
    Count,
    Majority,
    Method,
    checksum_of,
)
from ecm.journal.models import Entry
from ecm.meetings.actions.casting import cast
from ecm.meetings.actions.recusals import recuse
from ecm.meetings.actions.votes import annul_vote, motion_of, open_vote
from ecm.meetings.ballots import receipts_of
from ecm.meetings.models import Ballot
from tests.cast import Council, journal
from tests.voting import all_there, by_hand, close, put, represent, vote


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


# The register


def test_the_register_holds_who_is_there_with_a_voice_in_protocol_order(
    gathered: Council,
) -> None:
    ballot = put(gathered)

    assert names(ballot) == ["president", "deputy", "minister", "rival"]
    assert [voter.rank for voter in ballot.voters.all()] == [1, 2, 3, 4]


def test_a_represented_seat_votes_by_who_acts_for_it(gathered: Council) -> None:
    represent(gathered)

    ballot = put(gathered)

    held = ballot.voters.get(seat=gathered.seat("absent"))
    assert held.proxy == gathered.cast.deputy.person


def test_who_stands_aside_is_not_in_the_register(gathered: Council) -> None:
    recuse(gathered.actor("rival"), gathered.seat("rival"), gathered.report)

    assert "rival" not in names(put(gathered))


def test_who_stands_aside_votes_for_nobody_else_either(gathered: Council) -> None:
    represent(gathered)
    recuse(gathered.actor("deputy"), gathered.seat("deputy"), gathered.report)

    assert names(put(gathered)) == ["president", "minister", "rival"]


def test_who_may_not_read_a_restricted_item_does_not_vote_on_it(
    gathered: Council,
) -> None:
    gathered.call("secret")

    ballot = put(gathered, item=gathered.secret)

    assert names(ballot) == ["president", "minister"]


def test_before_the_roll_nobody_can_vote(deliberating: Council) -> None:
    with pytest.raises(NotPossible, match="appel"):
        put(deliberating)

    assert not Ballot.objects.exists()


def test_who_comes_in_later_is_not_added(gathered: Council) -> None:
    ballot = put(gathered)
    represent(gathered)

    with pytest.raises(NotAllowed):
        vote(gathered, ballot, "deputy", "for", seat="absent")


# Opening


def test_a_vote_without_words_is_refused(gathered: Council) -> None:
    with pytest.raises(NotPossible, match="vide"):
        put(gathered, question="   ")


def test_the_same_vote_opened_twice_is_one(gathered: Council) -> None:
    assert put(gathered) == put(gathered)
    assert Ballot.objects.count() == 1


def test_another_vote_waits_for_the_one_under_way(gathered: Council) -> None:
    put(gathered)

    with pytest.raises(Conflict, match="Un vote est en cours"):
        put(gathered, question="Autre texte")


def test_the_database_itself_knows_one_vote_at_a_time(gathered: Council) -> None:
    ballot = put(gathered)

    with pytest.raises(IntegrityError), transaction.atomic():
        Ballot.objects.create(
            item=ballot.item, number=2, question="x", method="open", majority="simple"
        )


@pytest.mark.parametrize("name", ["secretary", "minister", "observer"])
def test_only_who_conducts_puts_to_the_vote(gathered: Council, name: str) -> None:
    with pytest.raises(NotAllowed):
        open_vote(
            gathered.actor(name),
            gathered.report,
            method=Method.OPEN,
            majority=Majority.SIMPLE,
            question="Texte",
        )


# Voting


def test_a_member_may_change_his_vote_until_the_closing(gathered: Council) -> None:
    ballot = put(gathered)
    first = vote(gathered, ballot, "rival", "against").receipt
    second = vote(gathered, ballot, "rival", "for").receipt

    assert first != second
    assert totals(close(gathered, ballot)) == (1, 0, 0, 0)
    assert receipts_of(ballot) == [second]


def test_the_same_vote_twice_changes_nothing(gathered: Council) -> None:
    ballot = put(gathered)
    first = vote(gathered, ballot, "rival", "for").receipt
    seq = gathered.refresh().seq

    assert vote(gathered, ballot, "rival", "for").receipt == first
    assert gathered.refresh().seq == seq


def test_who_acts_for_another_has_two_votes(gathered: Council) -> None:
    represent(gathered)
    ballot = put(gathered)

    vote(gathered, ballot, "deputy", "for")
    vote(gathered, ballot, "deputy", "against", seat="absent")

    assert totals(close(gathered, ballot)) == (1, 1, 0, 0)


@pytest.mark.parametrize("name", ["minister", "secretary", "president", "observer"])
def test_nobody_votes_for_another_seat(gathered: Council, name: str) -> None:
    ballot = put(gathered)

    with pytest.raises(NotAllowed):
        vote(gathered, ballot, name, "for", seat="rival")


def test_after_the_closing_a_vote_is_refused_in_words(gathered: Council) -> None:
    ballot = put(gathered)
    close(gathered, ballot)

    with pytest.raises(Conflict, match="Le vote est clos"):
        vote(gathered, ballot, "rival", "for")


def test_a_vote_on_an_annulled_text_never_counts_for_the_next(
    gathered: Council,
) -> None:
    first = put(gathered)
    annul_vote(gathered.actor("president"), first)
    second = put(gathered, question="Texte amendé")

    with pytest.raises(Conflict):
        vote(gathered, first, "rival", "for")
    assert not second.voters.filter(has_voted=True).exists()


def test_the_secretary_enters_what_was_said_and_corrects_it_on_purpose(
    gathered: Council,
) -> None:
    ballot = put(gathered)
    by_hand(gathered, ballot, "rival", "for")

    with pytest.raises(Conflict, match="corriger"):
        by_hand(gathered, ballot, "rival", "against")
    by_hand(gathered, ballot, "rival", "against", corrects=True)

    assert totals(close(gathered, ballot)) == (0, 1, 0, 0)
    told = [facts for verb, facts in journal(gathered.meeting) if verb == "vote.cast"]
    assert [facts["by_hand"] for facts in told] == [True, True]


def test_nobody_else_enters_votes_by_hand(gathered: Council) -> None:
    ballot = put(gathered)
    seat = gathered.seat("rival").pk

    with pytest.raises(NotAllowed, match="secrétariat"):
        cast(
            *(gathered.actor("president"), ballot),
            seat_id=seat,
            choice=Choice.FOR,
            by_hand=True,
        )


# The roll call


def test_a_roll_call_goes_from_one_seat_to_the_next(gathered: Council) -> None:
    ballot = put(gathered, Method.ROLL_CALL)

    with pytest.raises(NotPossible, match="tour"):
        vote(gathered, ballot, "deputy", "for")
    vote(gathered, ballot, "president", "for")
    vote(gathered, ballot, "deputy", "against")

    assert ballot.voters.filter(has_voted=True).count() == 2


def test_what_was_said_at_the_call_is_corrected_by_the_secretary_alone(
    gathered: Council,
) -> None:
    ballot = put(gathered, Method.ROLL_CALL)
    vote(gathered, ballot, "president", "for")

    with pytest.raises(Conflict, match="appel"):
        vote(gathered, ballot, "president", "against")
    by_hand(gathered, ballot, "president", "against", corrects=True)

    assert totals(close(gathered, ballot)) == (0, 1, 0, 0)


def test_the_secretary_passes_who_does_not_answer(gathered: Council) -> None:
    ballot = put(gathered, Method.ROLL_CALL)
    vote(gathered, ballot, "president", "for")

    by_hand(gathered, ballot, "minister", "for")  # the deputy does not answer

    assert ballot.voters.filter(has_voted=True).count() == 2


# The result


def test_closing_counts_at_once_and_seals_the_result(gathered: Council) -> None:
    ballot = put(gathered)
    for name, choice in (
        ("president", "for"),
        ("deputy", "for"),
        ("minister", "against"),
        ("rival", "abstention"),
    ):
        vote(gathered, ballot, name, choice)
    seq = gathered.refresh().seq

    close(gathered, ballot)

    assert (ballot.state, totals(ballot)) == (BallotState.COUNTED, (2, 1, 1, 0))
    assert ballot.is_carried
    verbs = [verb for verb, _ in journal(gathered.meeting, seq)]
    assert verbs == [Verb.CLOSE_VOTE, Verb.COUNT_VOTE]
    count = Count(2, 1, 1, 0, 4)
    sealed = checksum_of(motion_of(ballot), count, True, receipts_of(ballot))
    assert ballot.checksum == sealed


def test_closing_twice_changes_nothing(gathered: Council) -> None:
    ballot = put(gathered)
    close(gathered, ballot)
    seq = gathered.refresh().seq

    close(gathered, ballot)

    assert gathered.refresh().seq == seq


@pytest.mark.parametrize(("casting", "carried"), [(True, True), (False, False)])
def test_a_tie_is_the_chairs_where_the_body_says_so(
    gathered: Council, casting: bool, carried: bool
) -> None:
    gathered.meeting.body.has_casting_vote = casting
    gathered.meeting.body.save()
    ballot = put(gathered)
    vote(gathered, ballot, "president", "for")
    vote(gathered, ballot, "rival", "against")

    assert close(gathered, ballot).is_carried is carried


def test_no_entry_of_the_journal_tells_what_somebody_chose(gathered: Council) -> None:
    ballot = put(gathered, keeps_names=True)
    vote(gathered, ballot, "rival", "against")

    told = Entry.objects.filter(stream=gathered.meeting.stream, verb=Verb.CAST_VOTE)
    assert [sorted(entry.facts) for entry in told] == [
        ["ballot", "by_hand", "item", "seat"]
    ]


def test_annulling_erases_what_was_chosen(gathered: Council) -> None:
    ballot = put(gathered)
    vote(gathered, ballot, "rival", "against")

    annul_vote(gathered.actor("president"), ballot)
    annul_vote(gathered.actor("president"), ballot)

    held = ballot.voters.get(seat=gathered.seat("rival"))
    assert (held.choice, held.nonce, held.receipt) == ("", "", "")
    verbs = [verb for verb, _ in journal(gathered.meeting)]
    assert verbs.count(Verb.ANNUL_VOTE) == 1


def test_a_counted_vote_is_not_annulled(gathered: Council) -> None:
    ballot = close(gathered, put(gathered))

    with pytest.raises(Conflict):
        annul_vote(gathered.actor("president"), ballot)
