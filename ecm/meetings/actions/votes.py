"""Putting a text to the vote, closing the vote, freezing its result, annulling it."""

from collections.abc import Iterable

from ecm import clock
from ecm.domain.errors import Conflict, NotPossible, gettext_noop
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.domain.votes import (
    BY_NAME,
    BallotState,
    Choice,
    Count,
    Majority,
    Method,
    Motion,
    carried,
    checksum_of,
)
from ecm.domain.workflow import item_after, meeting_after
from ecm.journal.chain import Actor, record
from ecm.meetings.actions.marks import refuse_elsewhere
from ecm.meetings.models import AgendaItem, Ballot, Meeting, Voter
from ecm.meetings.sealing import forget, strip
from ecm.meetings.standing import require
from ecm.meetings.turn import turn
from ecm.meetings.voting import UNDER_WAY, entitled, running

LONGEST_QUESTION = 2000  # characters: what can be read aloud before a vote
NO_QUESTION = gettext_noop("Le texte mis aux voix est vide.")
NOBODY = gettext_noop(
    "Aucun membre présent n'a voix délibérative sur ce point : faites d'abord l'appel."
)
OVER = gettext_noop("Ce vote n'en est plus là : rien n'a changé. Regardez l'écran.")


def open_vote(
    actor: Actor,
    item: AgendaItem,
    *,
    method: Method,
    majority: Majority,
    question: str,
    keeps_names: bool = False,
) -> Ballot:
    """Put a text to the vote, by name or on paper; the register is frozen here.

    Opening the same vote again changes nothing. Raises NotPossible where nobody may vote,
    Conflict while another vote is under way.
    """
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.OPEN_VOTE, meeting)
        refuse_elsewhere(meeting, item, Verb.OPEN_VOTE)
        wanted = Ballot(
            item=item,
            method=method.value,
            majority=majority.value,
            question=question.strip()[:LONGEST_QUESTION],
            keeps_names=keeps_names and method in BY_NAME,
        )
        same = same_vote(meeting, wanted)
        if same is not None:
            return same
        begin(wanted, BallotState.OPEN)
        register(wanted)
        tell(Verb.OPEN_VOTE, actor, meeting, wanted)
        return wanted


def close_vote(actor: Actor, ballot: Ballot) -> None:
    """Take no more votes; closing twice changes nothing.

    A vote by name is counted in the same turn. A paper one waits for its totals; what was
    cast in a sealed one loses its voters.
    """
    with turn(ballot.item.meeting_id, actor) as meeting:
        require(actor, Verb.CLOSE_VOTE, meeting)
        _refresh(meeting, ballot, Verb.CLOSE_VOTE)
        if ballot.state in _CLOSED:
            return
        refuse_unless(ballot, BallotState.OPEN)
        ballot.state, ballot.closed_at = BallotState.CLOSED.value, clock.now()
        ballot.save(update_fields=["state", "closed_at"])
        if ballot.method == Method.SEALED:
            strip(ballot)
        tell(Verb.CLOSE_VOTE, actor, meeting, ballot)
        if ballot.method in BY_NAME:
            _count(actor, meeting, ballot)


def annul_vote(actor: Actor, ballot: Ballot) -> None:
    """End a vote without a result; what was chosen is erased, twice changes nothing."""
    with turn(ballot.item.meeting_id, actor) as meeting:
        require(actor, Verb.ANNUL_VOTE, meeting)
        _refresh(meeting, ballot, Verb.ANNUL_VOTE)
        if ballot.state == BallotState.ANNULLED:
            return
        if ballot.state == BallotState.COUNTED:
            raise Conflict(OVER)
        ballot.state, ballot.ended_at = BallotState.ANNULLED.value, clock.now()
        ballot.save(update_fields=["state", "ended_at"])
        forget(ballot)
        ballot.voters.update(choice="", nonce="")
        tell(Verb.ANNUL_VOTE, actor, meeting, ballot)


_CLOSED = {BallotState.CLOSED, BallotState.UNSEALED, BallotState.COUNTED}

# Inside the turn of an act, of a sealed vote too


def same_vote(meeting: Meeting, wanted: Ballot) -> Ballot | None:
    """Return the vote under way when it is the one wanted; Conflict when it is another."""
    held = running(meeting)
    if held is None:
        return None
    told = ("item_id", "method", "majority", "question", "keeps_names")
    if all(getattr(held, name) == getattr(wanted, name) for name in told):
        return held
    raise Conflict(UNDER_WAY)


def begin(ballot: Ballot, state: BallotState) -> None:
    """Give a vote its number on its item and save it; raise NotPossible without words."""
    if not ballot.question:
        raise NotPossible(NO_QUESTION)
    ballot.number, ballot.state = ballot.item.ballots.count() + 1, state.value
    if state is BallotState.OPEN:
        ballot.opened_at = clock.now()
    ballot.save()


def register(ballot: Ballot) -> None:
    """Freeze who votes, in the order of the roll call; NotPossible where nobody does."""
    seats = entitled(ballot.item)
    if not seats:
        raise NotPossible(NOBODY)
    Voter.objects.bulk_create(
        Voter(ballot=ballot, seat=seat, proxy_id=seat.acting_id, rank=rank)
        for rank, seat in enumerate(seats, start=1)
    )


def freeze(
    actor: Actor,
    meeting: Meeting,
    ballot: Ballot,
    count: Count,
    receipts: Iterable[str],
) -> None:
    """Seal the totals of a vote: from here on they change no more."""
    majority = Majority(ballot.majority)
    is_carried = carried(majority, count, casting=_casting(meeting, ballot))
    ballot.votes_for, ballot.votes_against = count.votes_for, count.votes_against
    ballot.abstentions, ballot.void = count.abstentions, count.void
    ballot.is_carried = is_carried
    ballot.checksum = checksum_of(motion_of(ballot), count, is_carried, receipts)
    ballot.state, ballot.ended_at = BallotState.COUNTED.value, clock.now()
    ballot.save()
    record(
        *(Verb.COUNT_VOTE, actor, meeting),
        item=ballot.item_id,
        ballot=ballot.pk,
        votes_for=count.votes_for,
        votes_against=count.votes_against,
        abstentions=count.abstentions,
        void=count.void,
        carried=is_carried,
        checksum=ballot.checksum,
    )


def motion_of(ballot: Ballot) -> Motion:
    """Return what a vote was about, as its checksum seals it."""
    return Motion(
        meeting=ballot.item.meeting.reference,
        item=ballot.item.title,
        number=ballot.number,
        question=ballot.question,
        method=Method(ballot.method),
        majority=Majority(ballot.majority),
    )


def refuse_unless(ballot: Ballot, state: BallotState) -> None:
    """Raise Conflict unless the vote is in that state."""
    if ballot.state != state:
        raise Conflict(OVER)


def tell(verb: Verb, actor: Actor, meeting: Meeting, ballot: Ballot) -> None:
    """Record an act on a vote as a whole."""
    record(
        *(verb, actor, meeting),
        item=ballot.item_id,
        ballot=ballot.pk,
        method=ballot.method,
        majority=ballot.majority,
    )


def _refresh(meeting: Meeting, ballot: Ballot, verb: Verb) -> None:
    meeting_after(meeting.state, verb)
    ballot.refresh_from_db()  # it was read before the lock
    item_after(ballot.item.state, verb)


def _count(actor: Actor, meeting: Meeting, ballot: Ballot) -> None:
    voters = list(ballot.voters.all())
    choices = [voter.choice for voter in voters]
    count = Count(
        votes_for=choices.count(Choice.FOR),
        votes_against=choices.count(Choice.AGAINST),
        abstentions=choices.count(Choice.ABSTENTION),
        void=0,
        entitled=len(voters),
    )
    freeze(actor, meeting, ballot, count, [v.receipt for v in voters if v.receipt])


def _casting(meeting: Meeting, ballot: Ballot) -> Choice | None:
    """Return the chair's own choice where his vote breaks a tie: never in a secret one."""
    if not meeting.body.has_casting_vote or ballot.method not in BY_NAME:
        return None
    chair = ballot.voters.filter(seat__capacity=Role.PRESIDING.value).first()
    return Choice(chair.choice) if chair and chair.choice else None
