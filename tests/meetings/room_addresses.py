"""The addresses at which a council is conducted, and who gets what of each."""

from typing import Any

from django.utils.timezone import localtime

from ecm import clock
from ecm.dossiers.models import DossierKind
from ecm.meetings.models import AttendanceMove, FloorRequest, Guest
from tests.meetings.paper_addresses import EXPECTED_OF_PAPER, OF_PAPER
from tests.meetings.screen_addresses import EXPECTED_OF_SCREENS, OF_SCREENS
from tests.meetings.sealed_addresses import EXPECTED_OF_SEALED, OF_SEALED
from tests.meetings.votes_addresses import EXPECTED_OF_VOTES, OF_VOTES

Row = tuple[Any, ...]

# Each row: URL name, method, arguments and fields, as in `tests.addresses.Address`.


def _about(*names: str) -> Any:
    """The fields that name items of the council, and the words that go with them."""

    def fields(place: Any, who: str) -> dict[str, Any]:
        items = {name: place.council.items[name].pk for name in names}
        words = {"title": "Titre II", "track": "consent", "after": ""}
        return {**words, "item": items[names[0]], "to": items[names[-1]]}

    return fields


def _tabled(place: Any, who: str) -> dict[str, Any]:
    kind = DossierKind.objects.get(code="decree")
    ministry = place.council.cast.ministries["health"]
    return {"title": "Un décret", "ministry": ministry.pk, "kind": kind.pk, "days": 3}


def _of_meeting(place: Any) -> list[Any]:
    return [place.council.pk]


def _of_item(place: Any) -> list[Any]:
    return [place.council.pk, place.item.pk]


OF_CONDUCT: list[Row] = [
    ("meetings:wheel-hand", "get", _of_meeting),
    (
        *("meetings:wheel-hand", "post", _of_meeting),
        lambda place, who: {"seat": place.council.seat("second_secretary").pk},
    ),
    ("meetings:wheel-take", "get", _of_meeting),
    ("meetings:wheel-take", "post", _of_meeting),
    ("meetings:item-aside", "post", _of_item),
    ("meetings:item-reorder", "get", _of_meeting),
    ("meetings:item-reorder", "post", _of_meeting, _about("oral")),
    ("meetings:item-switch", "get", _of_meeting),
    ("meetings:item-switch", "post", _of_meeting, _about("bill")),
    ("meetings:item-table", "get", _of_meeting),
    ("meetings:item-table", "post", _of_meeting, _tabled),
    ("meetings:item-split", "get", _of_meeting),
    ("meetings:item-split", "post", _of_meeting, _about("bill")),
    ("meetings:item-join", "get", _of_meeting),
    ("meetings:item-join", "post", _of_meeting, _about("bill", "oral")),
    ("meetings:item-undo-decision", "get", _of_item),
    ("meetings:item-undo-decision", "post", _of_item),
]
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


def _moved(place: Any) -> list[Any]:
    """The rival has come in."""
    move, _ = AttendanceMove.objects.get_or_create(
        seat=place.council.seat("rival"),
        attendance="present",
        defaults={"at": clock.now()},
    )
    return [place.council.pk, move.pk]


def _let_in(place: Any) -> list[Any]:
    """Somebody is in the room for the item."""
    guest, _ = Guest.objects.get_or_create(
        meeting=place.council.meeting,
        item=place.item,
        name="Awa ZONGO",
        defaults={"admitted_at": clock.now()},
    )
    return [place.council.pk, guest.pk]


def _first_sitting(place: Any) -> list[Any]:
    return [place.council.pk, 1]


def _this_minute(place: Any, who: str) -> dict[str, Any]:
    now = localtime(clock.now())
    return {"day": now.date().isoformat(), "hour": f"{now:%H:%M}"}


def _rivals_seat(place: Any, who: str) -> dict[str, Any]:
    return {"seat": place.council.seat("rival").pk}


OF_ATTENDANCE: list[Row] = [
    ("meetings:presence", "get", _meeting),
    ("meetings:roll", "get", _meeting),
    ("meetings:roll", "post", _meeting),
    (
        *("meetings:roll-note", "post", _rival_at),
        lambda place, who: {"attendance": "excused"},
    ),
    ("meetings:move-correct", "post", _moved, _this_minute),
    ("meetings:sitting-starts", "post", _first_sitting, _this_minute),
    ("meetings:sitting-ends", "post", _first_sitting, _this_minute),
    ("meetings:guest-admit", "get", _item),
    (
        *("meetings:guest-admit", "post", _item),
        lambda place, who: {"name": "Awa ZONGO", "title": "Rapporteur"},
    ),
    ("meetings:guest-dismiss", "post", _let_in),
    ("meetings:recuse", "get", _item),
    ("meetings:recuse", "post", _item, _rivals_seat),
    ("meetings:recusal-lift", "post", _item, _rivals_seat),
    ("meetings:facts", "get", _meeting),
    (
        *("meetings:fact-insert", "post", _meeting),
        lambda place, who: {"fact": "gone", "item": place.item.pk},
    ),
]

OF_OFFLINE: list[Row] = [
    ("meetings:offline-key", "post", _meeting),
    ("meetings:offline-papers", "get", _meeting),
]

# President, secretary, minister, rival, observer, screen, stranger, administrator, nobody.
_NEVER = "404 404 302"
_READ_BY_WHO_CONDUCTS = f"200 403 403 403 403 403 {_NEVER}"
_DONE_BY_WHO_CONDUCTS = f"204 403 403 403 403 403 {_NEVER}"
EXPECTED_OF_CONDUCT: dict[str, str] = {
    "get meetings:wheel-hand": _READ_BY_WHO_CONDUCTS,
    "post meetings:wheel-hand": _DONE_BY_WHO_CONDUCTS,
    "get meetings:wheel-take": f"200 200 403 403 403 403 {_NEVER}",
    "post meetings:wheel-take": f"204 204 403 403 403 403 {_NEVER}",
    **dict.fromkeys(
        (
            *("get meetings:item-reorder", "get meetings:item-switch"),
            *("get meetings:item-table", "get meetings:item-split"),
            *("get meetings:item-join", "get meetings:item-undo-decision"),
        ),
        _READ_BY_WHO_CONDUCTS,
    ),
    **dict.fromkeys(
        (
            *("post meetings:item-aside", "post meetings:item-reorder"),
            *("post meetings:item-switch", "post meetings:item-table"),
            *("post meetings:item-split", "post meetings:item-join"),
        ),
        _DONE_BY_WHO_CONDUCTS,
    ),
    # Nothing was pronounced on the item yet.
    "post meetings:item-undo-decision": f"409 403 403 403 403 403 {_NEVER}",
}
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
_THE_TABLE_ALONE = "404 404 404 404 404 404 302"
EXPECTED_OF_ATTENDANCE: dict[str, str] = {
    "get meetings:presence": f"200 200 {_THE_TABLE_ALONE}",
    "get meetings:roll": f"200 200 {_THE_TABLE_ALONE}",
    "post meetings:roll": f"200 200 403 403 403 403 {_NEVER}",
    "post meetings:roll-note": f"200 200 403 403 403 403 {_NEVER}",
    "post meetings:move-correct": f"302 302 {_THE_TABLE_ALONE}",
    "post meetings:sitting-starts": f"302 302 {_THE_TABLE_ALONE}",
    # The sitting goes on: it has no end to set right.
    "post meetings:sitting-ends": f"409 409 {_THE_TABLE_ALONE}",
    "get meetings:guest-admit": f"200 200 {_THE_TABLE_ALONE}",
    "post meetings:guest-admit": f"204 204 {_THE_TABLE_ALONE}",
    "post meetings:guest-dismiss": f"204 204 {_THE_TABLE_ALONE}",
    "get meetings:recuse": f"200 200 200 200 403 403 {_NEVER}",
    "post meetings:recuse": f"204 204 403 204 403 403 {_NEVER}",
    "get meetings:facts": f"404 200 {_THE_TABLE_ALONE}",
    # The session does not say so: there is nothing to insert.
    "post meetings:fact-insert": f"404 409 {_THE_TABLE_ALONE}",
    "post meetings:recusal-lift": f"204 204 403 403 403 403 {_NEVER}",
}

_LOCK = {"salt": "c2VsLWRlLXNlaXplLW9jdGV0cw==", "iterations": 600_000}
OF_NOTES: list[Row] = [
    ("meetings:note-lock", "get", lambda place: []),
    (
        *("meetings:note-lock", "post", lambda place: []),
        lambda place, who: {**_LOCK, "check_word": "bW90LXNjZWxsw6k="},
    ),
    ("meetings:notes-begin-again", "post", lambda place: []),
    ("meetings:notes", "get", _meeting),
    ("meetings:note", "get", _item),
    (
        *("meetings:note", "post", _item),
        lambda place, who: {"sealed": "A" * 40, "base": 0, "salt": _LOCK["salt"]},
    ),
]
# Walls and the administrator are nobody; a stranger has notes at no meeting.
EXPECTED_OF_NOTES: dict[str, str] = {
    "get meetings:note-lock": "200 200 200 200 200 404 200 404 302",
    "post meetings:note-lock": "200 200 200 200 200 404 200 404 302",
    "post meetings:notes-begin-again": "204 204 204 204 204 404 204 404 302",
    "get meetings:notes": "200 200 200 200 200 404 404 404 302",
    "get meetings:note": "200 200 200 200 200 404 404 404 302",
    # Nobody has chosen a phrase: nothing could open what is sent.
    "post meetings:note": "409 409 409 409 409 404 404 404 302",
}

EXPECTED_OF_OFFLINE: dict[str, str] = {
    # A wall keeps nothing.
    "post meetings:offline-key": f"200 200 200 200 200 404 {_NEVER}",
    "get meetings:offline-papers": f"200 200 200 200 200 404 {_NEVER}",
}


def _word(place: Any, who: str) -> dict[str, Any]:
    own = {"president": "president", "minister": "minister", "rival": "rival"}.get(who)
    box = place.council.seat(own).pk if own else "secretariat"
    return {"ends": f"{box} secretariat", "text": "Un mot"}


OF_MESSAGES: list[Row] = [
    ("meetings:messages", "get", _meeting),
    ("meetings:message-send", "post", _meeting, _word),
    (
        *("meetings:messages-read", "post", _meeting),
        lambda place, who: {"box": "secretariat", "other": "1", "until": 1},
    ),
    ("meetings:messages-on", "post", _meeting),
    ("meetings:messages-off", "post", _meeting),
]
EXPECTED_OF_MESSAGES: dict[str, str] = {
    "get meetings:messages": "200 200 200 200 200 404 404 404 302",
    # The request has no key, without which a message might be sent twice.
    "post meetings:message-send": "409 409 409 409 409 404 404 404 302",
    # The box is the secretariat's.
    "post meetings:messages-read": "403 204 403 403 403 404 404 404 302",
    "post meetings:messages-on": "204 204 403 403 403 403 404 404 302",
    "post meetings:messages-off": "204 204 403 403 403 403 404 404 302",
}

OF_THE_COUNCIL = [
    *OF_CONDUCT,
    *OF_CONSENT,
    *OF_FLOOR,
    *OF_ATTENDANCE,
    *OF_NOTES,
    *OF_MESSAGES,
]
OF_THE_COUNCIL += [*OF_SCREENS, *OF_OFFLINE, *OF_PAPER, *OF_SEALED, *OF_VOTES]
EXPECTED_OF_THE_COUNCIL = {
    **EXPECTED_OF_SCREENS,
    **EXPECTED_OF_CONDUCT,
    **EXPECTED_OF_CONSENT,
    **EXPECTED_OF_FLOOR,
    **EXPECTED_OF_ATTENDANCE,
    **EXPECTED_OF_NOTES,
    **EXPECTED_OF_MESSAGES,
    **EXPECTED_OF_OFFLINE,
    **EXPECTED_OF_PAPER,
    **EXPECTED_OF_SEALED,
    **EXPECTED_OF_VOTES,
}
