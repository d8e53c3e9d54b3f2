"""The rows of a sealed vote as they lose their voters: at the closing, or when it ends."""

from collections.abc import Mapping, Sequence

from ecm.domain.errors import Conflict, NotAllowed, gettext_noop
from ecm.domain.votes import BallotState, Layer
from ecm.journal.chain import digest
from ecm.meetings.models import Ballot, Envelope, Seat, VoteKey


def strip(ballot: Ballot) -> None:
    """Copy what was cast to envelopes without a voter, in the order of their digests.

    The register keeps that a seat voted. It must keep neither the hour nor the receipt:
    a receipt is the digest of an envelope, and would lead from the one to the other.
    """
    cast = ballot.voters.exclude(sealed="").values_list("sealed", flat=True)
    rows = sorted((digest(sealed), sealed) for sealed in cast)
    Envelope.objects.bulk_create(
        Envelope(ballot=ballot, digest=seal, outer=sealed) for seal, sealed in rows
    )
    _empty_register(ballot)


def forget(ballot: Ballot) -> None:
    """Drop every envelope of a vote that ends without a result."""
    ballot.envelopes.all().delete()
    ballot.inner_envelopes.all().delete()
    _empty_register(ballot)


def _empty_register(ballot: Ballot) -> None:
    ballot.voters.update(sealed="", receipt="", cast_at=None)


def fingerprint_of(public: Mapping[str, str]) -> str:
    """Return the SHA-256 by which a key is read aloud and kept in the journal."""
    return digest(f"{public['x']}.{public['y']}")


def keys_of(ballot: Ballot) -> dict[Layer, VoteKey]:
    """Return the keys that were given, by their layer."""
    return {Layer(key.layer): key for key in ballot.keys.all()}


def refuse_strangers_to(ballot: Ballot, layer: Layer, seats: Sequence[Seat]) -> None:
    """Raise NotAllowed unless one of the seats gave the key to a layer of the vote."""
    key = keys_of(ballot).get(layer)
    if key is None or all(seat.pk != key.seat_id for seat in seats):
        raise NotAllowed(
            gettext_noop("Seul le siège qui a donné cette clé ouvre ces enveloppes.")
        )


def envelopes_for(ballot: Ballot, seats: Sequence[Seat]) -> list[str]:
    """Return the envelopes that wait for the key which one of the seats gave.

    Raises NotAllowed for any other seat, Conflict when none waits.
    """
    if ballot.state == BallotState.CLOSED:
        refuse_strangers_to(ballot, Layer.OUTER, seats)
        return list(ballot.envelopes.values_list("outer", flat=True))
    refuse_strangers_to(ballot, Layer.INNER, seats)
    if ballot.state != BallotState.UNSEALED:
        raise Conflict(gettext_noop("Aucune enveloppe n'est à ouvrir."))
    return list(ballot.inner_envelopes.values_list("sealed", flat=True))
