"""Every address of the application as one request, for the tests that try them all."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any
from uuid import UUID

from django.urls import URLPattern, URLResolver, get_resolver

from ecm import clock
from ecm.dossiers.models import (
    Dossier,
    DossierKind,
    LateRequest,
    ProposedAppointment,
    Rendition,
    ReturnReason,
)
from ecm.people.models import Mandate
from tests.asking import Address, Place
from tests.calendar.addresses import OF_THE_CALENDAR
from tests.cast import DAY, a_dossier
from tests.dossiers.addresses import OF_OPINIONS, OF_SETTINGS
from tests.followup.addresses import OF_FOLLOW_UP
from tests.meetings.addresses import OF_THE_AGENDA
from tests.meetings.room_addresses import OF_THE_COUNCIL
from tests.notices.addresses import a_notice
from tests.public.addresses import OF_THE_PUBLIC
from tests.publication.desk.addresses import OF_DESK
from tests.publication.translating.addresses import OF_TRANSLATIONS
from tests.records.addresses import OF_RECORDS
from tests.watching.addresses import OF_WATCHING

OUTSIDE = {"admin"}  # Django's own: the administration has tests of its own


def _meeting(place: Place) -> list[Any]:
    return [place.council.pk]


def _item(place: Place) -> list[Any]:
    return [place.council.pk, place.item.pk]


def _seat(place: Place) -> list[Any]:
    return [place.council.pk, place.council.seat("rival").pk]


def _own_mark(place: Place, who: str) -> dict[str, Any]:
    seated = place.council.meeting.seats
    own = seated.filter(holder=place.council.cast[who].person_id or 0).first()
    seat = own or place.council.seat("minister")
    return {"seat": seat.pk, "value": "agree", "comment": "Bien"}


def _own_position(place: Place, who: str) -> dict[str, Any]:
    return {**_own_mark(place, who), "comment": ""}


def _list(place: Place) -> list[Any]:
    """A draft list of appointments of the ministry of the item."""
    return [a_dossier(place.item.ministry, "Nominations", "appointments").pk]


def _line(place: Place) -> list[Any]:
    (pk,) = _list(place)
    line = ProposedAppointment.objects.create(dossier_id=pk, surname="ZONGO")
    return [pk, line.pk]


def _proposed(place: Place, who: str) -> dict[str, Any]:
    person = {"civility": "Madame", "surname": "Sanou", "given_names": "Awa"}
    return person | {"post": "Directrice des études"}


def _lodged(place: Place, state: str = "lodged") -> Dossier:
    """A dossier of the ministry of the item that the secretariat has received."""
    dossier = a_dossier(place.item.ministry, "Décret")
    dossier.state, dossier.lodged_at = state, clock.now()
    dossier.save()
    return dossier


def _in_state(state: str) -> Callable[[Place], list[Any]]:
    return lambda place: [_lodged(place, state).pk]


def _late(place: Place) -> list[Any]:
    dossier, minister = _lodged(place), place.council.cast.minister.person
    asked = {"council_day": DAY, "reason": "Urgence", "asked_at": clock.now()}
    return [LateRequest.objects.create(dossier=dossier, asked_by=minister, **asked).pk]


def _ticked(place: Place, who: str) -> dict[str, Any]:
    return {"acte": "enregistrer", "d": [_lodged(place).pk]}


def _sent_back(place: Place, who: str) -> dict[str, Any]:
    return {"reasons": [ReturnReason.objects.latest("pk").pk], "send": "1"}


def _desk() -> Iterator[Address]:
    """The addresses of the secretariat; each act on a file in a state that allows it."""
    for name in ("week", "book", "late", "returns", "yearbook", "reasons"):
        yield Address(f"secretariat:{name}")
    yield Address("secretariat:many", "get", fields=_ticked)
    yield Address("secretariat:many-apply", "post", fields=_ticked)
    yield Address("secretariat:many-undo", "post")
    for name, state in (
        ("register", "lodged"),
        ("take-charge", "lodged"),
        ("admit", "registered"),
        ("study", "admissible"),
        ("ready", "under_study"),
        ("propose", "ready"),
        ("hold", "proposed"),
    ):
        yield Address(f"secretariat:{name}", "post", _in_state(state))
    yield Address("secretariat:return", "get", _in_state("registered"))
    yield Address("secretariat:return", "post", _in_state("registered"), _sent_back)
    note = {"text": "À adopter sans débat.", "base": 0}
    yield Address("secretariat:note", "get", _in_state("registered"))
    yield Address(
        "secretariat:note", "post", _in_state("registered"), partial(_given, note)
    )
    granted = partial(_given, {"granted": "1"})
    yield Address("secretariat:late-answer", "post", _late, granted)


def _file(place: Place) -> list[Any]:
    """The dossier of the item, a draft of its ministry."""
    return [place.version.document.dossier_id]


def _piece(place: Place) -> list[Any]:
    return [*_file(place), "comparison"]


def _received(place: Place) -> list[Any]:
    """The same dossier, once it was lodged."""
    Dossier.objects.filter(pk__in=_file(place)).update(lodged_at=clock.now())
    return _file(place)


def _shown(place: Place) -> list[Any]:
    """A page of the paper, of which there is a picture."""
    made = {"path": place.version.path, "previews": [place.version.path]}
    Rendition.objects.update_or_create(version=place.version, defaults=made)
    return [*_file(place), place.version.pk, 0]


def _opening(place: Place, who: str) -> dict[str, Any]:
    ministry = Mandate.objects.filter(person__user__username=who).first()
    held = (ministry and ministry.ministry_id) or place.item.ministry_id
    return {"kind": "decree", "ministry": held, "title": "Décret"}


def _kind(place: Place, who: str) -> dict[str, Any]:
    return {"kind": DossierKind.objects.get(code="report").pk}


def _given(values: dict[str, Any], place: Place, who: str) -> dict[str, Any]:
    return values


ADDRESSES = [
    Address("home"),
    Address("state-css"),
    Address("words"),
    Address("set-language", "post", fields=lambda place, who: {"language": "en"}),
    Address("live:worker"),
    Address("live:room", "get", _meeting),
    Address("live:hall", "get", _meeting),
    Address("live:frame", "get", _meeting),
    Address("live:mine", "get", _meeting),
    Address("live:item", "get", _item),
    Address("meetings:list"),
    Address("meetings:convocation", "get", _meeting),
    Address("meetings:convocation-send", "post", _meeting),
    Address("meetings:invitation", "get", _meeting),
    Address("meetings:move", "post", _meeting),
    Address("meetings:excuse", "get", _seat),
    Address("meetings:positions", "get", _meeting),
    Address("meetings:position", "post", _item, _own_position),
    Address("publication:pack", "get", _meeting),
    Address("meetings:journal", "get", _meeting),
    Address("meetings:open", "post", _meeting),
    Address("meetings:suspend", "post", _meeting),
    Address("meetings:resume", "post", _meeting),
    Address("meetings:close", "post", _meeting),
    Address("meetings:item-call", "post", _item),
    Address("meetings:item-undo-call", "post", _item),
    Address("meetings:item-present", "post", _item),
    Address("meetings:item-decide", "get", _item),
    Address(
        "meetings:item-decide",
        "post",
        _item,
        lambda place, who: {"outcome": "adopted", "text": "Adopté."},
    ),
    Address("meetings:item-restrict", "get", _item),
    Address(
        "meetings:item-restrict",
        "post",
        _item,
        lambda place, who: {
            "restricted": "1",
            "readers": place.council.cast.minister.person_id,
        },
    ),
    Address("meetings:round-open", "post", _item),
    Address("meetings:round-close", "post", _item),
    Address("meetings:mark-give", "post", _item, _own_mark),
    Address("meetings:attendance", "get", _seat),
    Address(
        "meetings:attendance",
        "post",
        _seat,
        lambda place, who: {"attendance": "excused"},
    ),
    Address("meetings:seat-withdraw", "post", _seat),
    Address(
        "meetings:minutes-write",
        "post",
        _meeting,
        lambda place, who: {
            "uid": str(UUID(int=99)),
            "base": 0,
            "text": "Le Conseil",
            "item": place.item.pk,
        },
    ),
    Address(
        "meetings:minutes-remove",
        "post",
        lambda place: [place.council.pk, place.block.pk],
        lambda place, who: {"base": 1},
    ),
    Address(
        "meetings:minutes-settle",
        "post",
        lambda place: [place.council.pk, place.proposal.pk],
        lambda place, who: {"base": 1, "text": "Réuni"},
    ),
    Address("dossiers:list"),
    Address("dossiers:new"),
    Address("dossiers:new", "post", fields=_opening),
    Address("dossiers:dossier", "get", _file),
    Address("dossiers:edit", "get", _file),
    Address(
        "dossiers:edit", "post", _file, lambda place, who: {"title": "Autre décret"}
    ),
    Address("dossiers:kind", "get", _file),
    Address("dossiers:kind", "post", _file, _kind),
    Address("dossiers:take-over", "get", _file),
    Address("dossiers:take-over", "post", _file, _opening),
    Address("dossiers:links", "get", _file),
    Address(
        "dossiers:links", "post", _file, lambda place, who: {"relation": "revises"}
    ),
    Address("dossiers:receipt", "get", _received),
    Address("dossiers:receipt-pdf", "get", _received),
    Address("dossiers:version", "get", lambda p: [*_file(p), p.version.pk]),
    Address("dossiers:preview", "get", _shown),
    Address("dossiers:piece-attach", "post", _piece),
    Address("dossiers:piece-waive", "post", _piece),
    Address(
        "dossiers:document-remove",
        "post",
        lambda place: [*_file(place), place.version.document_id],
    ),
    Address("dossiers:send", "post", _file),
    Address("dossiers:approve", "post", _file),
    Address("dossiers:refuse", "post", _file, lambda place, who: {"comment": "Non"}),
    Address("dossiers:sign", "post", _file),
    Address("dossiers:lodge", "post", _file),
    Address("dossiers:take-back", "post", _file),
    Address("dossiers:withdraw", "post", _file, lambda place, who: {"reason": "Non"}),
    Address("dossiers:appointments", "get", _list),
    Address("dossiers:appointments-preview", "post", _list),
    Address("dossiers:appointments-confirm", "post", _list),
    Address("dossiers:appointments-model", "get", _list),
    Address("dossiers:appointments-download", "get", _list),
    Address("dossiers:appointments-printed", "get", _list),
    Address("dossiers:appointment-add", "get", _list),
    Address("dossiers:appointment-add", "post", _list, _proposed),
    Address("dossiers:appointment-edit", "get", _line),
    Address("dossiers:appointment-edit", "post", _line, _proposed),
    Address("dossiers:appointment-remove", "post", _line),
    *_desk(),
    Address("meetings:paper", "get", lambda place: [place.version.pk]),
    Address("publication:communique", "get", _meeting),
    Address("publication:communique-pdf", "get", _meeting),
    Address("publication:communique-text", "get", _meeting),
    # The protocol itself is tried in tests/files/test_tus.py.
    Address("files:uploads", "post"),
    Address("files:upload", "post", lambda place: [UUID(int=1)]),
    Address("notices:list"),
    Address("notices:read", "post", a_notice),
    Address("notices:read-all", "post"),
    *(Address(*row) for row in OF_THE_CALENDAR),
    *(Address(*row) for row in OF_SETTINGS),
    *(Address(*row) for row in OF_OPINIONS),
    *(Address(*row) for row in OF_THE_AGENDA),
    *(Address(*row) for row in OF_THE_COUNCIL),
    *(Address(*row) for row in OF_FOLLOW_UP),
    *(Address(*row) for row in OF_RECORDS),
    *OF_WATCHING,
    *(Address(*row) for row in OF_DESK),
    *(Address(*row) for row in OF_TRANSLATIONS),
    *(Address(*row) for row in OF_THE_PUBLIC),
    Address("people:sign-in"),
    Address("people:sign-out", "post"),
    Address("people:demo"),
    Address("people:demo-enter", "post", fields=lambda place, who: {"who": "rival"}),
    Address("people:demo-role", "get", lambda place: ["presiding"]),
]


def url_names() -> Iterator[str]:
    """Yield the name of every address that the application answers at."""
    yield from _names(get_resolver().url_patterns, "")


def _names(patterns: list[URLPattern | URLResolver], prefix: str) -> Iterator[str]:
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield f"{prefix}{pattern.name}"
        elif pattern.namespace not in OUTSIDE:
            inner = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            yield from _names(pattern.url_patterns, inner)
