"""A formal vote: how it is given, what carries it, and the checksum that seals its result.

Votes are exceptional in the councils that we know: none appears in the readable part of
any communiqué. They are switched on by the chair, for one item.
"""

import hashlib
from collections.abc import Iterable, Sequence
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

    @property
    def expressed(self) -> int:
        """Votes for and against: who abstains or votes blank expresses nothing."""
        return self.votes_for + self.votes_against

    @property
    def voted(self) -> int:
        return self.expressed + self.abstentions + self.void


def carried(majority: Majority, count: Count, *, casting: Choice | None = None) -> bool:
    """Tell whether a motion is carried; nothing is where nobody voted for it.

    `casting` is the chair's own choice where his vote breaks a tie, which the simple
    majority alone knows.
    """
    if count.votes_for == 0:
        return False
    if majority is Majority.SIMPLE:
        return _simple(count, casting)
    if majority is Majority.UNANIMITY:
        return count.votes_against == 0
    over_half = majority in (Majority.ABSOLUTE, Majority.ABSOLUTE_OF_MEMBERS)
    of_members = (Majority.ABSOLUTE_OF_MEMBERS, Majority.TWO_THIRDS_OF_MEMBERS)
    base = count.entitled if majority in of_members else count.expressed
    if over_half:
        return 2 * count.votes_for > base
    return 3 * count.votes_for >= 2 * base


def _simple(count: Count, casting: Choice | None) -> bool:
    if count.votes_for == count.votes_against:
        return casting is Choice.FOR
    return count.votes_for > count.votes_against


def receipt_of(ballot: int, seat: int, choice: Choice, nonce: str) -> str:
    """Return what the voter keeps of a vote by name: nobody can guess it back."""
    return _sha256(f"{ballot}|{seat}|{choice.value}|{nonce}")


@dataclass(frozen=True)
class Motion:
    """What was put to the vote; `item` is the title of the agenda item.

    The number of an item is left out: two readers may know it under two numbers.
    """

    meeting: str
    item: str
    number: int
    question: str
    method: Method
    majority: Majority


# The words of the sealed text. They are French whatever the language of the screens, and
# changing one of them changes every checksum: those of past votes would be right no more.
SEALED_METHODS = {
    Method.OPEN: "à découvert",
    Method.ROLL_CALL: "par appel nominal",
    Method.PAPER: "secret, sur papier",
    Method.SEALED: "secret, à bulletins scellés",
}
SEALED_MAJORITIES = {
    Majority.SIMPLE: "plus de voix pour que contre",
    Majority.ABSOLUTE: "plus de la moitié des exprimés",
    Majority.ABSOLUTE_OF_MEMBERS: "plus de la moitié des inscrits",
    Majority.TWO_THIRDS: "deux tiers des exprimés",
    Majority.TWO_THIRDS_OF_MEMBERS: "deux tiers des inscrits",
    Majority.UNANIMITY: "unanimité des exprimés",
}


def canonical(
    motion: Motion, count: Count, is_carried: bool, receipts: Iterable[str]
) -> str:
    """Return the text that the checksum seals: one line for each fact, then the receipts.

    The words of a line are separated by one space, so that no text makes a line of its own.
    """
    facts: Sequence[tuple[str, object]] = (
        ("séance", motion.meeting),
        ("point", motion.item),
        ("vote", motion.number),
        ("question", motion.question),
        ("mode", SEALED_METHODS[motion.method]),
        ("majorité", SEALED_MAJORITIES[motion.majority]),
        ("inscrits", count.entitled),
        ("pour", count.votes_for),
        ("contre", count.votes_against),
        ("abstentions", count.abstentions),
        ("blancs et nuls", count.void),
        ("issue", "adopté" if is_carried else "rejeté"),
        *(("reçu", receipt) for receipt in sorted(receipts)),
    )
    return "\n".join(f"{name}: {' '.join(str(told).split())}" for name, told in facts)


def checksum_of(
    motion: Motion, count: Count, is_carried: bool, receipts: Iterable[str]
) -> str:
    """Return the SHA-256 of the canonical text of a result."""
    return _sha256(canonical(motion, count, is_carried, receipts))


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
