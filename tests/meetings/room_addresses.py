"""The addresses at which a council is conducted, and who gets what of each."""

from typing import Any

from ecm import clock
from ecm.meetings.models import FloorRequest

Row = tuple[Any, ...]

# Each row: URL name, method, arguments and fields, as in `tests.addresses.Address`.
OF_CONDUCT: list[Row] = []
OF_CONSENT: list[Row] = [
    ("meetings:consent-show", "post", lambda place: [place.council.pk]),
    ("meetings:consent-hide", "post", lambda place: [place.council.pk]),
    ("meetings:consent-adopt", "get", lambda place: [place.council.pk]),
    (
        "meetings:consent-adopt",
        "post",
        lambda place: [place.council.pk],
        lambda place, who: {"items": str(place.item.pk)},
    ),
    ("meetings:item-debate", "post", lambda place: [place.council.pk, place.item.pk]),
]


def _rival_at(place: Any) -> list[Any]:
    return [place.council.pk, place.council.seat("rival").pk]


def _asked(place: Any) -> list[Any]:
    """The rival waits for the floor on the item."""
    seat = place.council.seat("rival")
    request, _ = FloorRequest.objects.get_or_create(
        meeting=place.council.meeting,
        seat=seat,
        left_at=None,
        started_at=None,
        defaults={"item": place.item, "position": 1, "requested_at": clock.now()},
    )
    return [place.council.pk, request.pk]


def _meeting(place: Any) -> list[Any]:
    return [place.council.pk]


def _item(place: Any) -> list[Any]:
    return [place.council.pk, place.item.pk]


OF_FLOOR: list[Row] = [
    ("meetings:floor-request", "post", _rival_at),
    ("meetings:floor-leave", "post", _rival_at),
    ("meetings:floor-end", "post", _rival_at),
    ("meetings:floor-give", "post", _asked),
    ("meetings:floor-move", "post", _asked, lambda place, who: {"after": 0}),
    ("meetings:floor-inscribe", "post", _item),
    ("meetings:floor-close", "post", _meeting),
    ("meetings:floor-reopen", "post", _meeting),
    ("meetings:round-open", "get", _item),
    ("meetings:marks-display", "get", _meeting),
    (
        "meetings:marks-display",
        "post",
        _meeting,
        lambda place, who: {"display": "names"},
    ),
    ("meetings:receipts", "get", _meeting),
]
OF_ATTENDANCE: list[Row] = []

# President, secretary, minister, rival, observer, screen, stranger, administrator, nobody.
EXPECTED_OF_CONDUCT: dict[str, str] = {}
EXPECTED_OF_CONSENT: dict[str, str] = {
    # An item is under deliberation: the list waits for it, and nothing is to adopt.
    "post meetings:consent-show": "409 403 403 403 403 403 404 404 302",
    "post meetings:consent-hide": "204 403 403 403 403 403 404 404 302",
    "get meetings:consent-adopt": "200 403 403 403 403 403 404 404 302",
    "post meetings:consent-adopt": "409 403 403 403 403 403 404 404 302",
    "post meetings:item-debate": "409 403 409 409 403 403 404 404 302",
}
EXPECTED_OF_FLOOR: dict[str, str] = {
    # The seat is the rival's: he acts for himself, who conducts takes him off or ends.
    "post meetings:floor-request": "403 403 403 204 403 403 404 404 302",
    "post meetings:floor-leave": "204 403 403 204 403 403 404 404 302",
    "post meetings:floor-end": "204 403 403 204 403 403 404 404 302",
    **dict.fromkeys(
        (
            *("post meetings:floor-give", "post meetings:floor-move"),
            *("post meetings:floor-inscribe", "post meetings:floor-close"),
            "post meetings:floor-reopen",
        ),
        "204 403 403 403 403 403 404 404 302",
    ),
    "get meetings:round-open": "200 403 403 403 403 403 404 404 302",
    "get meetings:marks-display": "200 200 403 403 403 403 404 404 302",
    "post meetings:marks-display": "204 204 403 403 403 403 404 404 302",
    "get meetings:receipts": "200 404 200 200 404 404 404 404 302",
}
EXPECTED_OF_ATTENDANCE: dict[str, str] = {}

OF_THE_COUNCIL = [*OF_CONDUCT, *OF_CONSENT, *OF_FLOOR, *OF_ATTENDANCE]
EXPECTED_OF_THE_COUNCIL = {
    **EXPECTED_OF_CONDUCT,
    **EXPECTED_OF_CONSENT,
    **EXPECTED_OF_FLOOR,
    **EXPECTED_OF_ATTENDANCE,
}
