"""The sealed secret vote: two keys, sealed ballots, two openings; never a choice here."""

from collections.abc import Sequence

from ecm import clock
from ecm.domain.errors import Conflict, NotAllowed, NotPossible, gettext_noop
from ecm.domain.policy import Role
from ecm.domain.sealing import is_envelope, public_half
from ecm.domain.verbs import Verb
from ecm.domain.votes import BallotState, Count, Layer, Majority, Method
from ecm.domain.workflow import item_after, meeting_after
from ecm.journal.chain import Actor, digest, record
from ecm.meetings.actions.marks import own_seat, refuse_elsewhere
from ecm.meetings.actions.votes import (
    LONGEST_QUESTION,
    OVER,
    begin,
    freeze,
    refuse_unless,
    register,
    same_vote,
    tell,
)
from ecm.meetings.models import (
    AgendaItem,
    Ballot,
    InnerEnvelope,
    Meeting,
    Seat,
    VoteKey,
    Voter,
)
from ecm.meetings.sealing import fingerprint_of, refuse_strangers_to
from ecm.meetings.standing import holds_the_wheel, require
from ecm.meetings.turn import turn

MALFORMED = gettext_noop("Ce bulletin n'a pas la forme d'un bulletin scellé.")


def prepare_vote(
    actor: Actor, item: AgendaItem, *, question: str, majority: Majority
) -> Ballot:
    """Prepare a sealed vote on the item under deliberation: it waits for its two keys.

    Preparing the same vote again changes nothing.
    """
    with turn(item.meeting_id, actor) as meeting:
        require(actor, Verb.PREPARE_VOTE, meeting)
        refuse_elsewhere(meeting, item, Verb.PREPARE_VOTE)
        wanted = Ballot(
            item=item,
            method=Method.SEALED.value,
            majority=majority.value,
            question=question.strip()[:LONGEST_QUESTION],
        )
        same = same_vote(meeting, wanted)
        if same is not None:
            return same
        begin(wanted, BallotState.PREPARED)
        tell(Verb.PREPARE_VOTE, actor, meeting, wanted)
        return wanted


def give_key(actor: Actor, ballot: Ballot, layer: Layer, public: object) -> VoteKey:
    """Keep the public half of a layer's key; another one replaces it until the opening.

    INNER is given by who conducts, OUTER by the secretariat: two seats, two people.
    Raises NotAllowed for another seat, NotPossible for what is not a public key.
    """
    with turn(ballot.item.meeting_id, actor) as meeting:
        seats = require(actor, Verb.GIVE_VOTE_KEY, meeting)
        _refuse_unless_sealed(BallotState.PREPARED, meeting, ballot, Verb.GIVE_VOTE_KEY)
        seat = _officer(seats, meeting, layer)
        half = public_half(public)
        if half is None:
            raise NotPossible(gettext_noop("Ceci n'est pas une clé publique P-256."))
        _refuse_both_keys(ballot, layer, seats)
        key = ballot.keys.filter(layer=layer.value).first()
        if key and (key.seat_id, key.public) == (seat.pk, half):
            return key
        key = key or VoteKey(ballot=ballot, layer=layer.value)
        key.seat, key.public = seat, half
        key.save()
        record(
            *(Verb.GIVE_VOTE_KEY, actor, meeting),
            item=ballot.item_id,
            ballot=ballot.pk,
            seat=seat.pk,
            layer=layer.value,
            digest=fingerprint_of(half),
        )
        return key


def open_sealed(actor: Actor, ballot: Ballot) -> None:
    """Freeze the register and take ballots, once both keys are given."""
    with turn(ballot.item.meeting_id, actor) as meeting:
        require(actor, Verb.OPEN_VOTE, meeting)
        _refuse_unless_sealed(BallotState.PREPARED, meeting, ballot, Verb.OPEN_VOTE)
        if ballot.keys.count() < len(Layer):
            raise NotPossible(gettext_noop("Il faut d'abord les deux clés du vote."))
        register(ballot)
        ballot.opened_at = clock.now()
        _move(ballot, BallotState.OPEN, "opened_at")
        tell(Verb.OPEN_VOTE, actor, meeting, ballot)


def cast_sealed(actor: Actor, ballot: Ballot, *, seat_id: int, sealed: str) -> str:
    """Keep a seat's sealed ballot and return its receipt; a later one replaces it.

    Raises NotAllowed when the actor does not sit there or it is not in the register.
    """
    with turn(ballot.item.meeting_id, actor) as meeting:
        seat = own_seat(require(actor, Verb.CAST_VOTE, meeting), seat_id)
        _refuse_unless_sealed(BallotState.OPEN, meeting, ballot, Verb.CAST_VOTE)
        voter = ballot.voters.filter(seat=seat).first()
        if voter is None:
            raise NotAllowed(gettext_noop("Ce siège n'est pas inscrit à ce vote."))
        if not is_envelope(sealed, Layer.OUTER):
            raise NotPossible(MALFORMED)
        if voter.sealed == sealed:
            return voter.receipt
        if ballot.voters.filter(sealed=sealed).exists():
            raise NotPossible(gettext_noop("Ce bulletin est déjà déposé."))
        _keep(voter, sealed)
        record(
            *(Verb.CAST_VOTE, actor, meeting),
            item=ballot.item_id,
            ballot=ballot.pk,
            seat=seat.pk,
            by_hand=False,
        )
        return voter.receipt


def unseal(actor: Actor, ballot: Ballot, inner: Sequence[str]) -> None:
    """Take what was in the outer envelopes, shuffled, and empty them.

    Raises NotAllowed unless the actor's seat gave the outer key, NotPossible unless there
    is one inner envelope for each outer one, each whole and each once.
    """
    with turn(ballot.item.meeting_id, actor) as meeting:
        seats = require(actor, Verb.UNSEAL_VOTE, meeting)
        _refuse_unless_sealed(BallotState.CLOSED, meeting, ballot, Verb.UNSEAL_VOTE)
        refuse_strangers_to(ballot, Layer.OUTER, seats)
        _refuse_other_envelopes(ballot, inner)
        InnerEnvelope.objects.bulk_create(
            InnerEnvelope(ballot=ballot, sealed=one) for one in sorted(inner)
        )
        ballot.envelopes.update(outer="")
        _move(ballot, BallotState.UNSEALED)
        tell(Verb.UNSEAL_VOTE, actor, meeting, ballot)


def count_sealed(
    actor: Actor,
    ballot: Ballot,
    *,
    votes_for: int,
    votes_against: int,
    abstentions: int,
    void: int,
) -> None:
    """Freeze the totals that the chair's tablet read, and drop what it read them from.

    Raises NotAllowed unless the actor's seat gave the inner key, NotPossible unless the
    totals are those of as many ballots as the urn held.
    """
    with turn(ballot.item.meeting_id, actor) as meeting:
        seats = require(actor, Verb.COUNT_VOTE, meeting)
        _refuse_unless_sealed(BallotState.UNSEALED, meeting, ballot, Verb.COUNT_VOTE)
        refuse_strangers_to(ballot, Layer.INNER, seats)
        receipts = tuple(ballot.envelopes.values_list("digest", flat=True))
        count = Count(
            *(votes_for, votes_against, abstentions, void), ballot.voters.count()
        )
        _refuse_other_totals(count, len(receipts))
        ballot.inner_envelopes.all().delete()
        freeze(actor, meeting, ballot, count, receipts)


# Inside the turn of an act


def _refuse_unless_sealed(
    state: BallotState, meeting: Meeting, ballot: Ballot, verb: Verb
) -> None:
    """Raise Conflict unless the vote, read again under the lock, is sealed and there."""
    meeting_after(meeting.state, verb)
    ballot.refresh_from_db()  # it was read before the lock
    item_after(ballot.item.state, verb)
    refuse_unless(ballot, state)
    if ballot.method != Method.SEALED:
        raise Conflict(OVER)


def _officer(seats: Sequence[Seat], meeting: Meeting, layer: Layer) -> Seat:
    """Return the actor's seat that keeps the key of a layer; raise NotAllowed else."""
    for seat in seats:
        if layer is Layer.INNER and holds_the_wheel(seat, meeting):
            return seat
        if layer is Layer.OUTER and seat.capacity == Role.SECRETARY.value:
            return seat
    raise NotAllowed(
        gettext_noop(
            "La présidence donne une clé, le secrétariat l'autre : celle-ci n'est pas "
            "la vôtre."
        )
    )


def _refuse_both_keys(ballot: Ballot, layer: Layer, seats: Sequence[Seat]) -> None:
    """Raise NotPossible when the other key is of a seat that the same person occupies."""
    others = ballot.keys.exclude(layer=layer.value)
    if others.filter(seat__in=seats).exists():
        raise NotPossible(
            gettext_noop(
                "Vous avez déjà donné l'autre clé : les deux clés sont de deux personnes."
            )
        )


def _keep(voter: Voter, sealed: str) -> None:
    voter.sealed, voter.receipt = sealed, digest(sealed)
    voter.has_voted, voter.cast_at = True, clock.now()
    voter.save(update_fields=["sealed", "receipt", "has_voted", "cast_at"])


def _refuse_other_envelopes(ballot: Ballot, inner: Sequence[str]) -> None:
    expected = ballot.envelopes.count()
    if len(inner) != expected or len(set(inner)) != expected:
        raise NotPossible(
            gettext_noop("Il faut %(expected)s bulletins : il y en a %(found)s."),
            expected=expected,
            found=len(set(inner)),
        )
    if not all(is_envelope(one, Layer.INNER) for one in inner):
        raise NotPossible(MALFORMED)


def _refuse_other_totals(count: Count, expected: int) -> None:
    found = count.votes_for + count.votes_against + count.abstentions + count.void
    if found != expected:
        raise NotPossible(
            gettext_noop("Il faut %(expected)s bulletins : il y en a %(found)s."),
            expected=expected,
            found=found,
        )


def _move(ballot: Ballot, state: BallotState, *fields: str) -> None:
    ballot.state = state.value
    ballot.save(update_fields=["state", *fields])
