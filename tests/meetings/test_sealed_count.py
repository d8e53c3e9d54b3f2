"""From the closing of a sealed vote to its result: no row leads to a voter, nothing is lost."""

import json

import pytest
from django.apps import apps
from django.core import serializers

from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.votes import Layer
from ecm.journal.chain import digest
from ecm.meetings.actions.votes import annul_vote
from ecm.meetings.models import Ballot, Envelope, InnerEnvelope
from ecm.meetings.sealing import envelopes_for
from tests.cast import Council, journal
from tests.meetings.sealed_vote import Vote, envelope, prepared


@pytest.fixture
def closed_vote(deliberating: Council) -> Vote:
    """The minister and the rival have voted, and the vote is closed."""
    vote = prepared(deliberating)
    vote.open()
    vote.cast("minister")
    vote.cast("rival")
    vote.close()
    return vote


# The closing


def test_closing_leaves_no_way_from_a_voter_to_an_envelope(closed_vote: Vote) -> None:
    for name in ("minister", "rival"):
        voter = closed_vote.voter(name)
        assert (voter.has_voted, voter.sealed, voter.receipt) == (True, "", "")
        assert (voter.cast_at, voter.choice, voter.nonce) == (None, "", "")
    rows = list(Envelope.objects.order_by("pk").values_list("digest", "outer"))
    assert rows == sorted(rows)
    assert [seal for seal, _ in rows] == [digest(outer) for _, outer in rows]


def test_no_other_row_holds_an_envelope_or_its_digest(closed_vote: Vote) -> None:
    secrets = [text for row in Envelope.objects.values_list() for text in row[2:]]
    others = [m for m in apps.get_models() if m is not Envelope]

    told = [
        (model.__name__, secret[:8])
        for model in others
        for row in model._default_manager.all()
        for secret in secrets
        if secret in serializers.serialize("json", [row])
    ]

    assert len(secrets) == 4
    assert told == []


def test_nothing_is_cast_after_the_closing(closed_vote: Vote) -> None:
    with pytest.raises(Conflict):
        closed_vote.cast("president")


# The two openings


def test_only_the_seat_that_gave_the_key_gets_the_envelopes(closed_vote: Vote) -> None:
    council, ballot = closed_vote.council, closed_vote.ballot
    ballot.refresh_from_db()

    got = envelopes_for(ballot, [council.seat("secretary")])

    assert len(got) == 2
    for name in ("president", "second_secretary", "minister"):
        with pytest.raises(NotAllowed):
            envelopes_for(ballot, [council.seat(name)])


@pytest.mark.parametrize("name", ["president", "second_secretary", "minister"])
def test_nobody_else_unseals(closed_vote: Vote, name: str) -> None:
    with pytest.raises(NotAllowed):
        closed_vote.unseal(name)

    assert not InnerEnvelope.objects.exists()


@pytest.mark.parametrize("number", [0, 1, 3])
def test_as_many_inner_envelopes_come_as_there_were_outer_ones(
    closed_vote: Vote, number: int
) -> None:
    inner = [envelope(Layer.INNER) for _ in range(number)]

    with pytest.raises(NotPossible, match="Il faut 2 bulletins"):
        closed_vote.unseal(inner=inner)


def test_the_same_inner_envelope_does_not_come_twice(closed_vote: Vote) -> None:
    with pytest.raises(NotPossible, match="Il faut 2 bulletins"):
        closed_vote.unseal(inner=[envelope(Layer.INNER)] * 2)


def test_inner_envelopes_have_their_size(closed_vote: Vote) -> None:
    with pytest.raises(NotPossible, match="forme"):
        closed_vote.unseal(inner=[envelope(Layer.OUTER), envelope(Layer.INNER)])


def test_unsealing_empties_the_outer_envelopes(closed_vote: Vote) -> None:
    closed_vote.unseal()

    stored = list(InnerEnvelope.objects.order_by("pk").values_list("sealed", flat=True))
    assert stored == sorted(stored)
    assert {e.outer for e in Envelope.objects.all()} == {""}
    with pytest.raises(Conflict):
        closed_vote.unseal()


def test_nobody_counts_before_the_outer_envelopes_are_opened(closed_vote: Vote) -> None:
    with pytest.raises(Conflict):
        closed_vote.count()


@pytest.mark.parametrize("name", ["secretary", "second_secretary", "minister"])
def test_nobody_else_counts(closed_vote: Vote, name: str) -> None:
    closed_vote.unseal()

    with pytest.raises(NotAllowed):
        closed_vote.count(name)


@pytest.mark.parametrize("more", [{"void": 1}, {"votes_for": 0}])
def test_the_totals_are_those_of_the_urn(closed_vote: Vote, more: dict) -> None:
    closed_vote.unseal()

    with pytest.raises(NotPossible, match="Il faut 2 bulletins"):
        closed_vote.count(**more)


def test_the_count_freezes_the_result_and_drops_what_it_was_read_from(
    closed_vote: Vote,
) -> None:
    closed_vote.unseal()
    closed_vote.count(votes_for=2, votes_against=0)

    ballot = Ballot.objects.get()
    assert (ballot.votes_for, ballot.votes_against, ballot.void) == (2, 0, 0)
    assert (ballot.state, ballot.is_carried) == ("counted", True)
    assert len(ballot.checksum) == 64
    assert not InnerEnvelope.objects.exists()
    assert Envelope.objects.count() == 2
    with pytest.raises(Conflict):
        closed_vote.count()


def test_the_journal_never_names_an_envelope(closed_vote: Vote) -> None:
    seals = list(Envelope.objects.values_list("digest", flat=True))
    closed_vote.unseal()
    closed_vote.count()

    told = json.dumps(journal(closed_vote.council.meeting))
    assert "vote.counted" in told
    assert [seal for seal in seals if seal in told] == []


def test_a_vote_whose_key_is_lost_is_annulled_and_leaves_nothing(
    closed_vote: Vote,
) -> None:
    annul_vote(closed_vote.council.actor("president"), closed_vote.ballot)

    assert not Envelope.objects.exists()
    assert not InnerEnvelope.objects.exists()
    assert closed_vote.voter("minister").sealed == ""
