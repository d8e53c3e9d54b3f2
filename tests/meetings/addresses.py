"""The addresses at which an agenda is prepared, and who gets what of each."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ecm import clock
from ecm.dossiers.models import Dossier
from ecm.meetings.models import AgendaItem, AgendaVersion, Meeting
from ecm.meetings.versions import digest_of, lines_of
from tests.cast import DAY, a_dossier


def _meeting(place: Any) -> list[Any]:
    return [place.council.pk]


def _item(place: Any) -> list[Any]:
    return [place.council.pk, place.item.pk]


def _waiting(place: Any) -> list[Any]:
    """A dossier that is ready, for no council in particular."""
    dossier = a_dossier(place.council.cast.ministries["finance"], "Décret prêt")
    Dossier.objects.filter(pk=dossier.pk).update(state="ready", lodged_at=clock.now())
    return [place.council.pk, dossier.pk]


def _left(place: Any) -> list[Any]:
    """An oral communication that the council before did not reach."""
    meeting = place.council.meeting
    before, _ = Meeting.objects.get_or_create(
        body=meeting.body, year=2026, number=4, day=DAY, state="closed"
    )
    item, _ = AgendaItem.objects.get_or_create(
        meeting=before,
        position=1,
        defaults={
            "part": "oral_communications",
            "kind": "oral_communication",
            "title": "Récolte",
            "ministry": place.item.ministry,
            "state": "not_reached",
        },
    )
    return [meeting.pk, item.pk]


def _version(place: Any) -> list[Any]:
    meeting = place.council.meeting
    lines = lines_of(meeting)
    kept, _ = AgendaVersion.objects.get_or_create(
        meeting=meeting,
        number=1,
        defaults={
            "step": "proposed",
            "lines": [line.written() for line in lines],
            "digest": digest_of(lines),
            "by": place.council.cast.secretary,
            "at": clock.now(),
        },
    )
    return [meeting.pk, kept.number]


def _compared(place: Any) -> list[Any]:
    return [_version(place)[0]]


def _own_dossier(place: Any) -> list[Any]:
    return [place.item.dossier_id]


def _described(place: Any, who: str) -> dict[str, Any]:
    return {
        "body": place.council.cast.body.pk,
        "day": "autre",
        "other_day": (DAY + timedelta(days=21)).isoformat(),
        "starts_at": "09:00",
        "place": "Kaya",
        "kind": "ordinary",
        "chair": "president",
        "grouping": "ministry",
    }


def _read(place: Any, who: str) -> dict[str, Any]:
    return {"digest": digest_of(lines_of(place.council.meeting))}


def _are(**values: Any) -> Callable[[Any, str], dict[str, Any]]:
    return lambda place, who: values


# Name, method, arguments, fields.
OF_THE_AGENDA: list[tuple[Any, ...]] = [
    ("meetings:create",),
    ("meetings:create", "post", lambda place: [], _described),
    ("meetings:agenda", "get", _meeting),
    ("meetings:agenda-board", "get", _meeting),
    ("meetings:agenda-build", "post", _meeting),
    ("meetings:agenda-place", "post", _waiting),
    ("meetings:agenda-bring-all", "post", _meeting),
    ("meetings:agenda-bring", "post", _left),
    ("meetings:agenda-follow", "post", _meeting),
    ("meetings:agenda-theme", "post", _meeting, _are(theme="Social")),
    ("meetings:agenda-move", "post", _item, _are(after="")),
    ("meetings:agenda-regroup", "post", _meeting, _are(grouping="theme")),
    ("meetings:agenda-reword", "get", _item),
    ("meetings:agenda-reword", "post", _item, _are(title="Autre", part="missions")),
    ("meetings:agenda-track", "post", _item, _are(track="consent")),
    ("meetings:agenda-plan", "post", _item, _are(minutes=5)),
    ("meetings:agenda-remove", "get", _item),
    ("meetings:agenda-remove", "post", _item),
    ("meetings:agenda-propose", "get", _meeting),
    ("meetings:agenda-propose", "post", _meeting, _are(comment="Un mot.")),
    ("meetings:agenda-amend", "get", _meeting),
    ("meetings:agenda-amend", "post", _meeting, _are(comment="Un mot.")),
    ("meetings:agenda-approve", "get", _meeting),
    ("meetings:agenda-approve", "post", _meeting, _read),
    ("meetings:agenda-version", "get", _version),
    ("meetings:agenda-compare", "get", _compared, _are(avant=1)),
    ("meetings:cancel", "post", _meeting, _are(reason="Report.")),
    ("meetings:dossier-withdraw", "get", _own_dossier),
    ("meetings:dossier-withdraw", "post", _own_dossier, _are(reason="À revoir.")),
    ("publication:agenda-pdf", "get", _version),
]

# President, secretary, minister, rival, observer, screen, stranger, administrator, nobody.
_NOBODY_ELSE = "404 404 404 404 404 404 302"
_READ = f"200 200 {_NOBODY_ELSE}"
# The council has begun: its agenda does not change any more, and the chair never does it.
_TOO_LATE = f"403 409 {_NOBODY_ELSE}"

EXPECTED_OF_THE_AGENDA = {
    "get meetings:create": f"404 200 {_NOBODY_ELSE}",
    "post meetings:create": f"404 302 {_NOBODY_ELSE}",
    "get meetings:agenda": _READ,
    "get meetings:agenda-board": _READ,
    "post meetings:agenda-build": _TOO_LATE,
    "post meetings:agenda-place": _TOO_LATE,
    "post meetings:agenda-bring-all": _TOO_LATE,
    "post meetings:agenda-bring": _TOO_LATE,
    "post meetings:agenda-follow": _TOO_LATE,
    "post meetings:agenda-theme": _TOO_LATE,
    "post meetings:agenda-move": _TOO_LATE,
    "post meetings:agenda-regroup": _TOO_LATE,
    "get meetings:agenda-reword": f"403 200 {_NOBODY_ELSE}",
    "post meetings:agenda-reword": _TOO_LATE,
    "post meetings:agenda-track": _TOO_LATE,
    "post meetings:agenda-plan": _TOO_LATE,
    "get meetings:agenda-remove": _READ,
    "post meetings:agenda-remove": _TOO_LATE,
    "get meetings:agenda-propose": f"403 200 {_NOBODY_ELSE}",
    "post meetings:agenda-propose": _TOO_LATE,
    "get meetings:agenda-amend": _READ,
    "post meetings:agenda-amend": f"409 409 {_NOBODY_ELSE}",
    "get meetings:agenda-approve": f"200 403 {_NOBODY_ELSE}",
    "post meetings:agenda-approve": f"409 403 {_NOBODY_ELSE}",
    "get meetings:agenda-version": _READ,
    "get meetings:agenda-compare": _READ,
    "post meetings:cancel": f"404 409 {_NOBODY_ELSE}",
    # Its item was called: the chair alone may say that it is withdrawn.
    "get meetings:dossier-withdraw": "404 404 200 404 404 404 404 404 302",
    "post meetings:dossier-withdraw": "404 404 409 404 404 404 404 404 302",
    "get publication:agenda-pdf": _READ,
}
