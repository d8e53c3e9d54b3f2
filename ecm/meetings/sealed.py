"""What a sealed vote is for one person: his ballots, and his key where he keeps one."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.http import HttpRequest

from ecm.access import Presence
from ecm.domain.policy import RIGHTS, Role
from ecm.domain.verbs import Verb
from ecm.domain.votes import RUNNING, BallotState, Layer, Method
from ecm.meetings.models import Ballot, VoteKey, Voter
from ecm.meetings.sealing import fingerprint_of, keys_of

THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")
# When the key of each layer has work to do.
OPENS = {BallotState.CLOSED: Layer.OUTER, BallotState.UNSEALED: Layer.INNER}


@dataclass(frozen=True)
class Officer:
    """A layer whose key is, or may be, on this person's tablet."""

    layer: Layer
    fingerprint: str
    may_give: bool
    opens_now: bool


@dataclass(frozen=True)
class Own:
    """`over` names the votes whose keys this person's tablet must destroy."""

    ballot: Ballot | None
    officers: tuple[Officer, ...]
    voters: tuple[Voter, ...]
    keys: dict[str, str]
    over: tuple[int, ...]

    @property
    def is_shown(self) -> bool:
        return bool(self.officers or self.voters)


def is_offered(request: HttpRequest) -> bool:
    """Tell whether a tablet that reads this page may seal: over HTTPS, or on the machine.

    Browsers give WebCrypto to secure contexts alone (W3C, Secure Contexts).
    """
    return request.is_secure() or request.get_host().rsplit(":", 1)[0] in THIS_MACHINE


def own_of(here: Presence) -> Own:
    """Return the user's part in the sealed vote on the item under deliberation."""
    over = tuple(_over(here))
    ballot = _ballot_of(here)
    if ballot is None:
        return Own(None, (), (), {}, over)
    keys = keys_of(ballot)
    return Own(
        ballot=ballot,
        officers=tuple(_officers(here, ballot, keys)),
        voters=_voters(here, ballot),
        keys={layer.value: json.dumps(key.public) for layer, key in keys.items()},
        over=over,
    )


def _ballot_of(here: Presence) -> Ballot | None:
    """Return the last vote on the item, if it is sealed and was not annulled."""
    item = here.items().filter(pk=here.meeting.current_item_id or 0).first()
    last = item.ballots.order_by("-number").first() if item else None
    if last is None or last.method != Method.SEALED:
        return None
    return None if last.state == BallotState.ANNULLED else last


def _voters(here: Presence, ballot: Ballot) -> tuple[Voter, ...]:
    own = ballot.voters.filter(seat__in=here.standing.marking_seats)
    return tuple(own.select_related("seat"))


def _over(here: Presence) -> Iterator[int]:
    ended = ~Q(ballot__state__in=[state.value for state in RUNNING])
    mine = VoteKey.objects.filter(ended, seat__in=here.standing.seats)
    yield from mine.values_list("ballot", flat=True).distinct()


def _officers(
    here: Presence, ballot: Ballot, keys: dict[Layer, VoteKey]
) -> Iterator[Officer]:
    own = {seat.pk for seat in here.standing.seats}
    mine = {layer for layer, key in keys.items() if key.seat_id in own}
    for layer in Layer:
        may_give = _may_give(here, ballot, layer) and not mine - {layer}
        if layer in mine or may_give:
            seal = fingerprint_of(keys[layer].public) if layer in mine else ""
            opens_now = OPENS.get(BallotState(ballot.state)) is layer
            yield Officer(layer, seal, may_give, opens_now)


def _may_give(here: Presence, ballot: Ballot, layer: Layer) -> bool:
    if ballot.state != BallotState.PREPARED:
        return False
    if here.standing.roles.isdisjoint(RIGHTS[Verb.GIVE_VOTE_KEY]):
        return False
    if layer is Layer.INNER:
        return here.standing.steers
    return Role.SECRETARY in here.standing.roles
