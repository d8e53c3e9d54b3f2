"""The addresses of votes by name and on paper; the register is the rival alone."""

from collections.abc import Callable
from typing import Any

from ecm.domain.votes import BallotState, Method
from ecm.meetings.models import Ballot

Row = tuple[Any, ...]


def _meeting(place: Any) -> list[Any]:
    return [place.council.pk]


def _item(place: Any) -> list[Any]:
    return [place.council.pk, place.item.pk]


def _in(method: Method, state: BallotState) -> Callable[[Any], list[Any]]:
    """A vote on the item in one state, in which the rival is the only voter."""

    def arguments(place: Any) -> list[Any]:
        others = Ballot.objects.filter(item=place.item).exclude(number=8)
        others.update(state=BallotState.ANNULLED.value)  # one at a time on an item
        ballot, is_new = Ballot.objects.get_or_create(
            item=place.item,
            number=8,
            defaults={"majority": "simple", "question": "Texte", "checksum": "0" * 64},
        )
        Ballot.objects.filter(pk=ballot.pk).update(
            method=method.value, state=state.value
        )
        if is_new:
            ballot.voters.create(seat=place.council.seat("rival"), rank=1)
        return [place.council.pk, ballot.pk]

    return arguments


def _wanted(place: Any, who: str) -> dict[str, Any]:
    return {"question": "Texte", "method": "open", "majority": "simple", "read": "1"}


def _choice(place: Any, who: str) -> dict[str, Any]:
    return {"seat": place.council.seat("rival").pk, "choice": "for"}


def _nothing(place: Any, who: str) -> dict[str, Any]:
    totals = ("votes_for", "votes_against", "abstentions", "void")
    return dict.fromkeys(totals, 0)


_OPEN = _in(Method.OPEN, BallotState.OPEN)
_PAPER = _in(Method.PAPER, BallotState.CLOSED)
_COUNTED = _in(Method.OPEN, BallotState.COUNTED)

OF_VOTES: list[Row] = [
    ("meetings:vote-open", "get", _item),
    ("meetings:vote-open", "post", _item, _wanted),
    ("meetings:vote-own", "get", _meeting),
    ("meetings:vote-cast", "post", _OPEN, _choice),
    ("meetings:vote-hand", "get", _OPEN),
    ("meetings:vote-close", "post", _OPEN),
    ("meetings:vote-annul", "get", _OPEN),
    ("meetings:vote-annul", "post", _OPEN),
    ("meetings:vote-count", "get", _PAPER),
    ("meetings:vote-count", "post", _PAPER, _nothing),
    ("meetings:vote-receipt", "get", _COUNTED),
    ("meetings:vote-scan", "get", _COUNTED),
]
# President, secretary, minister, rival, observer, screen, stranger, administrator, nobody.
_NEVER = "404 404 302"
_BY_WHO_CONDUCTS = f"204 403 403 403 403 403 {_NEVER}"
EXPECTED_OF_VOTES: dict[str, str] = {
    "get meetings:vote-open": f"200 403 403 403 403 403 {_NEVER}",
    # The roll has not been called: nobody is there to vote.
    "post meetings:vote-open": f"409 403 403 403 403 403 {_NEVER}",
    # Observers and walls find no form there.
    "get meetings:vote-own": f"200 200 200 200 200 200 {_NEVER}",
    # The seat is the rival's; the secretary enters it by saying so.
    "post meetings:vote-cast": f"403 403 403 200 403 403 {_NEVER}",
    "get meetings:vote-hand": f"404 200 404 404 404 404 {_NEVER}",
    "post meetings:vote-close": _BY_WHO_CONDUCTS,
    "get meetings:vote-annul": f"200 403 403 403 403 403 {_NEVER}",
    "post meetings:vote-annul": _BY_WHO_CONDUCTS,
    "get meetings:vote-count": f"200 200 403 403 403 403 {_NEVER}",
    "post meetings:vote-count": f"204 204 403 403 403 403 {_NEVER}",
    "get meetings:vote-receipt": f"200 200 200 200 404 404 {_NEVER}",
    # Nothing was scanned.
    "get meetings:vote-scan": f"404 404 404 404 404 404 {_NEVER}",
}
