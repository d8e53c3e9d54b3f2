"""A vote for one person: what his seats may do in it, and the receipts he checks it by."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ecm.access import Presence
from ecm.domain.votes import (
    BY_NAME,
    BallotState,
    Choice,
    Count,
    Method,
    canonical,
)
from ecm.meetings.actions.casting import next_voter, totals_of
from ecm.meetings.actions.votes import motion_of
from ecm.meetings.models import Ballot, Voter
from ecm.meetings.words import CHOICE_WORDS

SHORT = 16  # signs of a receipt that are read on the screen; the whole is on its page


@dataclass(frozen=True)
class OwnVote:
    """One seat of mine in the register; `acting_for` is empty for my own."""

    seat: int
    acting_for: str
    choice: str
    chosen: str
    receipt: str
    may_vote: bool
    is_next: bool


@dataclass(frozen=True)
class OwnVotes:
    ballot: Ballot | None
    seats: tuple[OwnVote, ...]
    is_open: bool
    is_called: bool
    key: str

    @property
    def choices(self) -> list[tuple[str, str]]:
        return [(choice.value, _(CHOICE_WORDS[choice])) for choice in Choice]


def own_votes_of(here: Presence) -> OwnVotes:
    """Return the user's votes in the vote by name on the item under deliberation.

    Without an item that he may read there is nothing to vote on, and nothing of it.
    """
    item = here.items().filter(pk=here.meeting.current_item_id or 0).first()
    ballot = item.ballots.order_by("-number").first() if item else None
    if ballot is None or ballot.method not in BY_NAME:
        return OwnVotes(None, (), False, False, "")
    is_open = ballot.state == BallotState.OPEN and here.meeting.is_open
    called = ballot.method == Method.ROLL_CALL
    turn = next_voter(ballot) if called and is_open else None
    own = voters_of(here, ballot)
    return OwnVotes(
        ballot=ballot,
        seats=tuple(_own(v, is_open, called, v == turn) for v in own),
        is_open=is_open,
        is_called=called,
        key=f"{ballot.pk}.{ballot.state}",
    )


def voters_of(here: Presence, ballot: Ballot) -> list[Voter]:
    """Return the user's seats in the register, his own first."""
    rows = ballot.voters.filter(seat__in=here.standing.marking_seats)
    return sorted(rows.select_related("seat"), key=lambda v: v.seat.acting_id or 0)


def _own(voter: Voter, is_open: bool, called: bool, is_next: bool) -> OwnVote:
    chosen = _(CHOICE_WORDS[Choice(voter.choice)]) if voter.choice else ""
    return OwnVote(
        seat=voter.seat_id,
        acting_for=voter.seat.title if voter.seat.acting_id else "",
        choice=voter.choice,
        chosen=chosen,
        receipt="-".join(_groups(voter.receipt[:SHORT])),
        may_vote=is_open and (is_next or not called),
        is_next=is_next,
    )


@dataclass(frozen=True)
class OwnReceipt:
    acting_for: str
    chosen: str
    receipt: str
    recipe: str
    is_counted: bool


@dataclass(frozen=True)
class Proof:
    """What anybody who may read the item checks the result of a vote by."""

    ballot: Ballot
    text: str
    receipts: tuple[str, ...]
    own: tuple[OwnReceipt, ...]
    checksum: str


def proof_of(here: Presence, ballot: Ballot) -> Proof:
    """Return the sealed text of a counted vote, and where the user's own votes are in it."""
    receipts = receipts_of(ballot)
    given, against, abstained, void = (total or 0 for total in totals_of(ballot))
    count = Count(given, against, abstained, void, ballot.voters.count())
    text = canonical(motion_of(ballot), count, bool(ballot.is_carried), receipts)
    is_by_name = ballot.method in BY_NAME
    own = voters_of(here, ballot) if is_by_name else []
    return Proof(
        ballot=ballot,
        text=text,
        receipts=tuple(sorted(receipts)),
        own=tuple(_receipt(v, receipts) for v in own if v.choice),
        checksum=" ".join(_groups(ballot.checksum)),
    )


def receipts_of(ballot: Ballot) -> list[str]:
    """Return what the checksum of a vote sealed beside its totals, in no telling order."""
    if ballot.method == Method.PAPER:
        return [ballot.scan_sha256] if ballot.scan_sha256 else []
    if ballot.method == Method.SEALED:
        return list(ballot.envelopes.values_list("digest", flat=True))
    rows = ballot.voters.exclude(receipt="")
    return sorted(rows.values_list("receipt", flat=True))


def _receipt(voter: Voter, receipts: Iterable[str]) -> OwnReceipt:
    recipe = f"{voter.ballot_id}|{voter.seat_id}|{voter.choice}|{voter.nonce}"
    return OwnReceipt(
        acting_for=voter.seat.title if voter.seat.acting_id else "",
        chosen=_(CHOICE_WORDS[Choice(voter.choice)]),
        receipt=voter.receipt,
        recipe=recipe,
        is_counted=voter.receipt in receipts,
    )


def _groups(seal: str) -> list[str]:
    return [seal[at : at + 4] for at in range(0, len(seal), 4)]
