"""Voting by name, on one's tablet or by the secretary's hand; the totals of a paper vote."""

import secrets
from pathlib import Path

from ecm import clock
from ecm.domain.errors import Conflict, NotAllowed, NotPossible, gettext_noop
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.votes import (
    BY_NAME,
    BallotState,
    Choice,
    Count,
    Method,
    receipt_of,
)
from ecm.domain.workflow import item_after, meeting_after
from ecm.files import store
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.marks import own_seat
from ecm.meetings.actions.votes import freeze, refuse_unless
from ecm.meetings.models import Ballot, Meeting, Seat, Voter
from ecm.meetings.standing import require
from ecm.meetings.turn import turn

CLOSED = gettext_noop("Le vote est clos : rien n'a changé.")
NOT_REGISTERED = gettext_noop("Ce siège n'est pas inscrit à ce vote.")
NOT_HIS_TURN = gettext_noop("Ce n'est pas encore le tour de ce siège.")
SAID = gettext_noop(
    "Ce vote a été dit à l'appel : seul le secrétariat peut le corriger."
)
HAS_VOTED = gettext_noop(
    "Ce siège a déjà voté : rien n'a changé. Cochez « corriger » s'il s'est trompé."
)
BY_HAND = gettext_noop("Seul le secrétariat saisit les votes à la main.")
SECRET = gettext_noop("Ce vote est secret : il ne se donne pas ainsi.")
TOO_MANY = gettext_noop(
    "Ces totaux font %(found)s votes : le registre compte %(entitled)s votants."
)


def cast(
    actor: Actor,
    ballot: Ballot,
    *,
    seat_id: int,
    choice: Choice,
    by_hand: bool = False,
    corrects: bool = False,
) -> Voter:
    """Take the vote of a seat, from whoever sits there or by the secretary's hand.

    Until the closing its giver may replace it, save in a roll call, where what was said is
    corrected by hand alone; a hand replaces a vote only where it says that it `corrects`.
    The same choice again changes nothing.
    """
    with turn(ballot.item.meeting_id, actor) as meeting:
        seats = require(actor, Verb.CAST_VOTE, meeting)
        seat = _seat(seats, meeting, seat_id, by_hand=by_hand)
        _refuse_closed(meeting, ballot)
        voter = ballot.voters.filter(seat=seat).first()
        if voter is None:
            raise NotAllowed(NOT_REGISTERED)
        if voter.choice == choice:
            return voter
        if by_hand and voter.has_voted and not corrects:
            raise Conflict(HAS_VOTED)
        if ballot.method == Method.ROLL_CALL and not by_hand:
            _refuse_out_of_turn(ballot, voter)
        _keep(voter, seat, choice, by_hand=by_hand)
        record(
            *(Verb.CAST_VOTE, actor, meeting),
            item=ballot.item_id,
            ballot=ballot.pk,
            seat=seat.pk,
            by_hand=by_hand,
        )
        return voter


def next_voter(ballot: Ballot) -> Voter | None:
    """Return whose turn it is in a roll call."""
    return ballot.voters.filter(has_voted=False).order_by("rank").first()


def count_paper(
    actor: Actor,
    ballot: Ballot,
    *,
    votes_for: int,
    votes_against: int,
    abstentions: int,
    void: int,
    scan: Path | None = None,
    suffix: str = "",
) -> None:
    """Freeze the totals of a vote on paper, with the scanned record of its count.

    The checksum seals the file too. The same totals again change nothing. Raises
    NotPossible when more voted than the register holds.
    """
    with turn(ballot.item.meeting_id, actor) as meeting:
        require(actor, Verb.COUNT_VOTE, meeting)
        meeting_after(meeting.state, Verb.COUNT_VOTE)
        ballot.refresh_from_db()  # it was read before the lock
        totals = (votes_for, votes_against, abstentions, void)
        if ballot.state == BallotState.COUNTED and totals == totals_of(ballot):
            return
        item_after(ballot.item.state, Verb.COUNT_VOTE)
        if ballot.method != Method.PAPER:
            raise NotPossible(SECRET)
        refuse_unless(ballot, BallotState.CLOSED)
        count = Count(*totals, ballot.voters.count())
        refuse_too_many(count)
        if scan is not None:
            kept = store.keep(scan, suffix=suffix)
            ballot.scan, ballot.scan_sha256 = kept.path, kept.sha256
        freeze(actor, meeting, ballot, count, filter(None, [ballot.scan_sha256]))


def totals_of(ballot: Ballot) -> tuple[int | None, ...]:
    """Return what was counted for, against, abstaining and void; None before."""
    return (
        *(ballot.votes_for, ballot.votes_against, ballot.abstentions),
        ballot.void,
    )


def refuse_too_many(count: Count) -> None:
    """Raise NotPossible when there are more votes than seats in the register, or none."""
    if count.voted > count.entitled:
        raise NotPossible(TOO_MANY, found=count.voted, entitled=count.entitled)


def _seat(
    seats: tuple[Seat, ...], meeting: Meeting, seat_id: int, *, by_hand: bool
) -> Seat:
    if not by_hand:
        return own_seat(seats, seat_id)
    if all(seat.capacity != Role.SECRETARY.value for seat in seats):
        raise NotAllowed(BY_HAND)
    found = meeting.seats.filter(pk=seat_id).first()
    if found is None:
        raise NotAllowed(NOT_REGISTERED)
    return found


def _refuse_closed(meeting: Meeting, ballot: Ballot) -> None:
    meeting_after(meeting.state, Verb.CAST_VOTE)
    ballot.refresh_from_db()  # it was read before the lock
    if ballot.state != BallotState.OPEN:
        raise Conflict(CLOSED)
    item_after(ballot.item.state, Verb.CAST_VOTE)
    if ballot.method not in BY_NAME:
        raise NotPossible(SECRET)


def _refuse_out_of_turn(ballot: Ballot, voter: Voter) -> None:
    if voter.has_voted:
        raise Conflict(SAID)
    if next_voter(ballot) != voter:
        raise NotPossible(NOT_HIS_TURN)


def _keep(voter: Voter, seat: Seat, choice: Choice, *, by_hand: bool) -> None:
    voter.choice, voter.nonce = choice.value, secrets.token_hex(16)
    voter.receipt = receipt_of(voter.ballot_id, seat.pk, choice, voter.nonce)
    voter.has_voted, voter.by_hand = True, by_hand
    voter.proxy_id, voter.cast_at = seat.acting_id, clock.now()
    voter.save()
