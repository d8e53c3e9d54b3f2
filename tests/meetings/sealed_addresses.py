"""The addresses of the sealed vote: one of the president's and the secretary's keys."""

import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

from ecm.domain.sealing import SIZES
from ecm.domain.votes import BallotState, Layer
from ecm.meetings.models import Ballot

Row = tuple[Any, ...]
POINT = {"x": "A" * 43, "y": "A" * 43}
PUBLIC = json.dumps({"kty": "EC", "crv": "P-256", **POINT})
BALLOT = b64encode(b"\x04" + bytes(SIZES[Layer.OUTER] - 1)).decode()


def _meeting(place: Any) -> list[Any]:
    return [place.council.pk]


def _in_state(state: BallotState) -> Callable[[Any], list[Any]]:
    """A sealed vote on the item, whose register is the rival alone and whose urn is empty."""

    def arguments(place: Any) -> list[Any]:
        ballot, is_new = Ballot.objects.get_or_create(
            item=place.item,
            number=9,
            defaults={"method": "sealed", "majority": "simple", "question": "Texte"},
        )
        Ballot.objects.filter(pk=ballot.pk).update(state=state.value)
        if is_new:
            ballot.voters.create(seat=place.council.seat("rival"), rank=1)
            if state != BallotState.PREPARED:
                _give_keys(place, ballot)
        return [place.council.pk, ballot.pk]

    return arguments


def _give_keys(place: Any, ballot: Ballot) -> None:
    for layer, name in ((Layer.INNER, "president"), (Layer.OUTER, "secretary")):
        seat = place.council.seat(name)
        ballot.keys.create(layer=layer.value, seat=seat, public=POINT)


def _key(place: Any, who: str) -> dict[str, Any]:
    return {"layer": "inner", "public": PUBLIC}


def _sealed(place: Any, who: str) -> dict[str, Any]:
    return {"seat": place.council.seat("rival").pk, "sealed": BALLOT}


def _nothing(place: Any, who: str) -> dict[str, Any]:
    totals = ("votes_for", "votes_against", "abstentions", "void")
    return {"inner": "", **dict.fromkeys(totals, 0)}


OF_SEALED: list[Row] = [
    ("meetings:sealed-own", "get", _meeting),
    ("meetings:sealed-key", "post", _in_state(BallotState.PREPARED), _key),
    ("meetings:sealed-open", "post", _in_state(BallotState.PREPARED)),
    ("meetings:sealed-cast", "post", _in_state(BallotState.OPEN), _sealed),
    ("meetings:sealed-envelopes", "get", _in_state(BallotState.CLOSED)),
    ("meetings:sealed-unseal", "post", _in_state(BallotState.CLOSED), _nothing),
    ("meetings:sealed-count", "post", _in_state(BallotState.UNSEALED), _nothing),
]
# President, secretary, minister, rival, observer, screen, stranger, administrator, nobody.
_NEVER = "404 404 302"
EXPECTED_OF_SEALED: dict[str, str] = {
    "get meetings:sealed-own": f"200 200 200 200 200 200 {_NEVER}",
    "post meetings:sealed-key": f"200 403 403 403 403 403 {_NEVER}",
    # The keys are not there yet.
    "post meetings:sealed-open": f"409 403 403 403 403 403 {_NEVER}",
    "post meetings:sealed-cast": f"403 403 403 200 403 403 {_NEVER}",
    # The secretary opens the outer envelopes, the president the inner ones.
    "get meetings:sealed-envelopes": f"403 200 403 403 403 403 {_NEVER}",
    "post meetings:sealed-unseal": f"403 200 403 403 403 403 {_NEVER}",
    "post meetings:sealed-count": f"200 403 403 403 403 403 {_NEVER}",
}
