"""The sealed vote: who keeps which key, what is taken, and that no row leads to a voter."""

import json
from base64 import b64encode
from dataclasses import dataclass
from itertools import count as numbers

import pytest
from django.apps import apps
from django.core import serializers

from ecm.domain.errors import Conflict, NotAllowed, NotPossible
from ecm.domain.sealing import SIZES
from ecm.domain.votes import Layer, Majority
from ecm.journal.chain import digest
from ecm.meetings.actions import sealed
from ecm.meetings.actions.votes import annul_vote, close_vote
from ecm.meetings.actions.wheel import hand_wheel
from ecm.meetings.models import Ballot, Envelope, InnerEnvelope, VoteKey, Voter
from ecm.meetings.sealing import envelopes_for
from tests.cast import Council, journal

_chance = numbers(1)
TOTALS = {"votes_for": 1, "votes_against": 1, "abstentions": 0, "void": 0}


def envelope(layer: Layer) -> str:
    """Return bytes of the right size: the server cannot tell them from a real envelope."""
    return b64encode(
        b"\x04" + next(_chance).to_bytes(SIZES[layer] - 1, "little")
    ).decode()


def public(letter: str = "A") -> dict[str, str]:
    return {"kty": "EC", "crv": "P-256", "x": letter * 43, "y": letter * 43}


@dataclass
class Vote:
    """A sealed vote on the report: the president keeps INNER, the secretary OUTER."""

    council: Council
    ballot: Ballot

    def give(self, name: str, layer: Layer, letter: str = "") -> VoteKey:
        half = public(letter or layer.value[0].upper())
        return sealed.give_key(self.council.actor(name), self.ballot, layer, half)

    def cast(self, name: str, seat: str = "", envelope_: str = "") -> str:
        text = envelope_ or envelope(Layer.OUTER)
        place = self.council.seat(seat or name).pk
        actor = self.council.actor(name)
        sealed.cast_sealed(actor, self.ballot, seat_id=place, sealed=text)
        return text

    def open(self) -> None:
        self.give("president", Layer.INNER)
        self.give("secretary", Layer.OUTER)
        sealed.open_sealed(self.council.actor("president"), self.ballot)

    def close(self) -> None:
        close_vote(self.council.actor("president"), self.ballot)

    def unseal(self, name: str = "secretary", inner: list[str] | None = None) -> None:
        found = [envelope(Layer.INNER) for _ in self.ballot.envelopes.all()]
        given = found if inner is None else inner
        sealed.unseal(self.council.actor(name), self.ballot, given)

    def count(self, name: str = "president", **totals: int) -> None:
        actor = self.council.actor(name)
        sealed.count_sealed(actor, self.ballot, **{**TOTALS, **totals})

    def voter(self, name: str) -> Voter:
        return self.ballot.voters.get(seat=self.council.seat(name))


@pytest.fixture
def vote(deliberating: Council) -> Vote:
    """Everybody is there; the deputy acts for the absent one."""
    seats = deliberating.meeting.seats
    seats.update(attendance="present")
    deputy = deliberating.cast.deputy.person
    absent = seats.filter(pk=deliberating.seat("absent").pk)
    absent.update(attendance="represented", acting=deputy)
    actor = deliberating.actor("president")
    ballot = sealed.prepare_vote(
        actor, deliberating.report, question="Le rapport", majority=Majority.SIMPLE
    )
    return Vote(deliberating, ballot)


@pytest.fixture
def opened_vote(vote: Vote) -> Vote:
    vote.open()
    return vote


@pytest.fixture
def closed_vote(opened_vote: Vote) -> Vote:
    """The minister and the rival have voted, and the vote is closed."""
    opened_vote.cast("minister")
    opened_vote.cast("rival")
    opened_vote.close()
    return opened_vote


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
