"""The vote on the item under deliberation, as one audience may know it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecm.domain.votes import (
    BY_NAME,
    RUNNING,
    BallotState,
    Choice,
    Majority,
    Method,
)
from ecm.meetings.models import Ballot, Voter
from ecm.meetings.words import CHOICE_WORDS, MAJORITY_WORDS, METHOD_WORDS
from live.council import Council

GROUP = 4  # a checksum is read aloud four signs at a time


@dataclass(frozen=True)
class Elector:
    """A seat of the register, and whether it has voted: never what."""

    seat: int
    name: str
    title: str
    has_voted: bool
    by_hand: bool
    is_next: bool


@dataclass(frozen=True)
class Share:
    """How many chose one thing, and who where names are told."""

    value: str
    label: str
    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Result:
    is_carried: bool
    shares: tuple[Share, ...]
    void: int
    checksum: str


@dataclass(frozen=True)
class Vote:
    """What everybody of an audience sees; nothing here tells a choice before the count."""

    id: int
    item: int
    number: int
    question: str
    method: str
    method_words: str
    majority_words: str
    state: str
    keeps_names: bool
    entitled: int
    voted: int
    electors: tuple[Elector, ...]
    result: Result | None
    has_scan: bool

    @property
    def key(self) -> str:
        """Changes when every tablet must look at its own votes again."""
        return f"{self.id}.{self.state}"

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING

    @property
    def is_open(self) -> bool:
        return self.state == BallotState.OPEN

    @property
    def is_by_name(self) -> bool:
        return self.method in BY_NAME

    @property
    def is_called(self) -> bool:
        return self.method == Method.ROLL_CALL

    @property
    def turn(self) -> Elector | None:
        return next((one for one in self.electors if one.is_next), None)

    @property
    def missing(self) -> tuple[Elector, ...]:
        return tuple(one for one in self.electors if not one.has_voted)


def vote_of(council: Council, ballot: Ballot, *, reads_names: bool) -> Vote:
    """Return a vote to an audience that may read the item.

    `reads_names` is for the table, to which a vote by name is told in full once counted.
    """
    voters = council.voters
    named = ballot.method in BY_NAME and (reads_names or ballot.keeps_names)
    return Vote(
        id=ballot.pk,
        item=ballot.item_id,
        number=ballot.number,
        question=ballot.question,
        method=ballot.method,
        method_words=_(METHOD_WORDS[Method(ballot.method)]),
        majority_words=_(MAJORITY_WORDS[Majority(ballot.majority)]),
        state=ballot.state,
        keeps_names=ballot.keeps_names,
        entitled=len(voters),
        voted=sum(voter.has_voted for voter in voters),
        electors=_electors(ballot, voters),
        result=_result(ballot, voters if named else []),
        has_scan=bool(ballot.scan),
    )


def _electors(ballot: Ballot, voters: list[Voter]) -> tuple[Elector, ...]:
    called = ballot.method == Method.ROLL_CALL and ballot.state == BallotState.OPEN
    first = next((v.pk for v in voters if called and not v.has_voted), None)
    return tuple(
        Elector(
            seat=voter.seat_id,
            name=name_of(voter),
            title=voter.seat.title,
            has_voted=voter.has_voted,
            by_hand=voter.by_hand,
            is_next=voter.pk == first,
        )
        for voter in voters
    )


def name_of(voter: Voter) -> str:
    """Return who votes for a seat: the acting person, or its holder."""
    return str(voter.proxy or voter.seat.holder)


def _result(ballot: Ballot, voters: list[Voter]) -> Result | None:
    if ballot.state != BallotState.COUNTED:
        return None
    totals = (ballot.votes_for, ballot.votes_against, ballot.abstentions)
    return Result(
        is_carried=bool(ballot.is_carried),
        shares=tuple(
            Share(
                value=choice.value,
                label=_(CHOICE_WORDS[choice]),
                count=total or 0,
                names=tuple(name_of(v) for v in voters if v.choice == choice),
            )
            for choice, total in zip(Choice, totals, strict=True)
        ),
        void=ballot.void or 0,
        checksum=grouped(ballot.checksum),
    )


def grouped(seal: str) -> str:
    """Return a checksum in groups of four signs."""
    return " ".join(seal[at : at + GROUP] for at in range(0, len(seal), GROUP))
