"""A sealed vote on the report, played by the actions that the tablets call."""

from base64 import b64encode
from dataclasses import dataclass
from itertools import count as numbers

from ecm.domain.sealing import SIZES
from ecm.domain.votes import Layer, Majority
from ecm.meetings.actions import sealed
from ecm.meetings.actions.votes import close_vote
from ecm.meetings.models import Ballot, VoteKey, Voter
from tests.cast import Council

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


def prepared(council: Council) -> Vote:
    """Return a vote in preparation: everybody is there, the deputy acts for the absent one."""
    seats = council.meeting.seats
    seats.update(attendance="present")
    absent = seats.filter(pk=council.seat("absent").pk)
    absent.update(attendance="represented", acting=council.cast.deputy.person)
    actor = council.actor("president")
    ballot = sealed.prepare_vote(
        actor, council.report, question="Le rapport", majority=Majority.SIMPLE
    )
    return Vote(council, ballot)
