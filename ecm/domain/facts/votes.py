"""What the entries of a vote carry: never a choice, save in the totals of its result."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ForBallot:
    """`method` is how the votes are given; `majority` what carries the motion."""

    item: int
    ballot: int
    method: str
    majority: str


@dataclass(frozen=True)
class ForKey:
    """`layer` is the envelope that the key opens; `digest` the SHA-256 of its public half."""

    item: int
    ballot: int
    seat: int
    layer: str
    digest: str


@dataclass(frozen=True)
class ForCast:
    """That a seat voted, and whether the secretary entered it by hand; not what it chose."""

    item: int
    ballot: int
    seat: int
    by_hand: bool


@dataclass(frozen=True)
class ForResult:
    """The totals, whether the motion is carried, and the checksum that seals them."""

    item: int
    ballot: int
    votes_for: int
    votes_against: int
    abstentions: int
    void: int
    carried: bool
    checksum: str
