"""A formal vote: how it is given, what carries it, and the checksum that seals its result.

Votes are exceptional in the councils that we know: none appears in the readable part of
any communiqué. They are switched on by the chair, for one item.
"""

from dataclasses import dataclass
from enum import StrEnum


class Method(StrEnum):
    """How the votes are given.

    OPEN by name, each on his tablet or by the secretary's hand; ROLL_CALL the same, one
    after the other in protocol order; PAPER secret, in the room: only its totals come in;
    SEALED secret, on the tablets, in two envelopes whose keys two officers hold.
    """

    OPEN = "open"
    ROLL_CALL = "roll_call"
    PAPER = "paper"
    SEALED = "sealed"


BY_NAME = frozenset({Method.OPEN, Method.ROLL_CALL})
SECRET = frozenset({Method.PAPER, Method.SEALED})


class Choice(StrEnum):
    FOR = "for"
    AGAINST = "against"
    ABSTENTION = "abstention"


class Layer(StrEnum):
    """The two envelopes of a sealed vote: the secretariat opens OUTER, the chair INNER."""

    OUTER = "outer"
    INNER = "inner"


class Majority(StrEnum):
    """What carries a motion: of the votes expressed for or against, or of the register."""

    SIMPLE = "simple"
    ABSOLUTE = "absolute"
    ABSOLUTE_OF_MEMBERS = "absolute_of_members"
    TWO_THIRDS = "two_thirds"
    TWO_THIRDS_OF_MEMBERS = "two_thirds_of_members"
    UNANIMITY = "unanimity"


class BallotState(StrEnum):
    """PREPARED waits for the two keys of a sealed vote; COUNTED and ANNULLED are the end."""

    PREPARED = "prepared"
    OPEN = "open"
    CLOSED = "closed"
    UNSEALED = "unsealed"
    COUNTED = "counted"
    ANNULLED = "annulled"


RUNNING = frozenset(BallotState) - {BallotState.COUNTED, BallotState.ANNULLED}


@dataclass(frozen=True)
class Count:
    """The totals of a vote among `entitled` seats of the register."""

    votes_for: int
    votes_against: int
    abstentions: int
    void: int
    entitled: int
