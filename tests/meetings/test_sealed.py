"""The keys and the ballots of a sealed vote: whose they are, and what is taken."""

import pytest

from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.votes import Layer
from ecm.journal.chain import digest
from ecm.meetings.actions import sealed
from ecm.meetings.actions.wheel import hand_wheel
from ecm.meetings.models import Envelope, VoteKey, Voter
from tests.cast import Council, journal
from tests.meetings.sealed_vote import Vote, envelope, prepared, public


@pytest.fixture
def vote(deliberating: Council) -> Vote:
    return prepared(deliberating)


@pytest.fixture
def opened_vote(vote: Vote) -> Vote:
    vote.open()
    return vote


# The keys


def test_each_officer_gives_the_key_of_his_layer(vote: Vote) -> None:
    before = vote.council.refresh().seq

    vote.give("president", Layer.INNER)
    vote.give("secretary", Layer.OUTER)

    seats = {key.layer: key.seat for key in vote.ballot.keys.all()}
    council = vote.council
    assert seats == {
        "inner": council.seat("president"),
        "outer": council.seat("secretary"),
    }
    assert journal(council.meeting, before) == [
        ("vote.key_given", facts_of_key(vote, "president", "inner", "I")),
        ("vote.key_given", facts_of_key(vote, "secretary", "outer", "O")),
    ]


def facts_of_key(vote: Vote, name: str, layer: str, letter: str) -> dict[str, object]:
    return {
        "item": vote.council.report.pk,
        "ballot": vote.ballot.pk,
        "seat": vote.council.seat(name).pk,
        "layer": layer,
        "digest": digest(f"{letter * 43}.{letter * 43}"),
    }


@pytest.mark.parametrize(
    ("name", "layer"),
    [
        ("secretary", Layer.INNER),
        ("president", Layer.OUTER),
        ("minister", Layer.INNER),
        ("minister", Layer.OUTER),
    ],
)
def test_nobody_gives_the_key_of_another(vote: Vote, name: str, layer: Layer) -> None:
    with pytest.raises(NotAllowed):
        vote.give(name, layer)

    assert not VoteKey.objects.exists()


def test_a_secretary_who_conducts_does_not_keep_both_keys(vote: Vote) -> None:
    council = vote.council
    hand_wheel(council.actor("president"), council.pk, council.seat("secretary"))
    vote.give("secretary", Layer.INNER)

    with pytest.raises(NotPossible, match="deux personnes"):
        vote.give("secretary", Layer.OUTER)

    vote.give("second_secretary", Layer.OUTER)
    assert vote.ballot.keys.count() == 2


def test_a_key_is_made_again_until_the_vote_opens(vote: Vote) -> None:
    vote.give("president", Layer.INNER, "A")
    vote.give("president", Layer.INNER, "B")
    vote.give("secretary", Layer.OUTER)
    sealed.open_sealed(vote.council.actor("president"), vote.ballot)

    assert vote.ballot.keys.get(layer="inner").public == public("B")
    with pytest.raises(Conflict):
        vote.give("president", Layer.INNER, "C")


def test_a_private_key_is_refused(vote: Vote) -> None:
    with pytest.raises(NotPossible, match="publique"):
        sealed.give_key(
            vote.council.actor("president"),
            vote.ballot,
            Layer.INNER,
            {**public(), "d": "A" * 43},
        )


def test_the_vote_opens_with_both_keys_only(vote: Vote) -> None:
    vote.give("president", Layer.INNER)

    with pytest.raises(NotPossible, match="deux clés"):
        sealed.open_sealed(vote.council.actor("president"), vote.ballot)
    with pytest.raises(Conflict):
        vote.cast("minister")

    assert not Voter.objects.exists()


# The ballots


def test_a_sealed_ballot_is_kept_with_its_receipt_and_no_digest_in_the_journal(
    opened_vote: Vote,
) -> None:
    before = opened_vote.council.refresh().seq

    text = opened_vote.cast("minister")

    voter = opened_vote.voter("minister")
    assert (voter.sealed, voter.receipt) == (text, digest(text))
    assert (voter.has_voted, voter.choice) == (True, "")
    assert journal(opened_vote.council.meeting, before) == [
        (
            "vote.cast",
            {
                "item": opened_vote.council.report.pk,
                "ballot": opened_vote.ballot.pk,
                "seat": voter.seat_id,
                "by_hand": False,
            },
        )
    ]


def test_a_later_ballot_replaces_the_first(opened_vote: Vote) -> None:
    first = opened_vote.cast("minister")
    second = opened_vote.cast("minister")
    opened_vote.close()

    assert [e.outer for e in Envelope.objects.all()] == [second]
    assert first != second


def test_who_acts_for_an_absent_member_votes_for_him_too(opened_vote: Vote) -> None:
    opened_vote.cast("deputy")
    opened_vote.cast("deputy", seat="absent")

    assert opened_vote.ballot.voters.filter(has_voted=True).count() == 2


@pytest.mark.parametrize("name", ["minister", "absent", "secretary", "observer"])
def test_nobody_votes_from_the_seat_of_another(opened_vote: Vote, name: str) -> None:
    with pytest.raises(NotAllowed):
        opened_vote.cast(name, seat="rival" if name == "minister" else "absent")

    assert not opened_vote.ballot.voters.filter(has_voted=True).exists()


@pytest.mark.parametrize(
    "text", ["for", "A" * 292, envelope(Layer.INNER), envelope(Layer.OUTER) + "\n"]
)
def test_a_ballot_of_another_size_is_refused(opened_vote: Vote, text: str) -> None:
    with pytest.raises(NotPossible, match="forme"):
        opened_vote.cast("minister", envelope_=text)

    assert not opened_vote.voter("minister").has_voted


def test_somebody_elses_ballot_is_not_cast_again(opened_vote: Vote) -> None:
    text = opened_vote.cast("minister")

    with pytest.raises(NotPossible, match="déjà"):
        opened_vote.cast("rival", envelope_=text)
