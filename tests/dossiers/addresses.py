"""The rows that the addresses of opinions, of the discussion and of bodies name."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from ecm import clock
from ecm.dossiers.actions.pieces import store_version
from ecm.dossiers.models import Document, Dossier, Observation, Opinion, Version
from ecm.meetings.actions.agenda import Plan, create_meeting
from ecm.people.models import Body, BodyMember, Capacity, Mandate
from tests.cast import DAY, a_dossier

PDF = b"%PDF-1.7\n%%EOF\n"


def _studied(place: Any) -> Dossier:
    """A dossier under study of the ministry of the item, with one piece."""
    dossier = a_dossier(place.item.ministry, "Décret")
    dossier.state, dossier.lodged_at = "under_study", clock.now()
    dossier.save()
    document = Document.objects.create(dossier=dossier, title="Projet")
    store_version(place.council.actor("secretary"), document, PDF, pages=1)
    return dossier


def _asked(place: Any, dossier: Dossier, **more: Any) -> Opinion:
    """Its ministry asks that of the rival, unless another party is named."""
    party = (
        more
        if "body" in more
        else {"ministry": place.council.cast.ministries["culture"]}
    )
    now = clock.now()
    moments = {"asked_at": now, "due_at": now + timedelta(days=3)}
    minister = place.council.cast.minister.person
    row = Opinion.objects.create(
        dossier=dossier, asked_by=minister, **{**moments, **party, **more}
    )
    row.versions.set(Version.objects.filter(document__dossier=dossier))
    return row


def _dossier(place: Any) -> list[int]:
    dossier = _studied(place)
    _asked(place, dossier)
    return [dossier.pk]


def _opinion(place: Any, **more: Any) -> list[int]:
    dossier = _studied(place)
    return [dossier.pk, _asked(place, dossier, **more).pk]


def _silent(place: Any) -> list[int]:
    return _opinion(place, lapsed_at=clock.now())


def _renewed(place: Any) -> list[int]:
    """A request that renews one which was answered."""
    dossier = _studied(place)
    given = {"verdict": "agree", "given_at": clock.now()}
    former = _asked(place, dossier, **given)
    return [dossier.pk, _asked(place, dossier, renews=former).pk]


def _thread(place: Any) -> list[int]:
    (pk,) = _dossier(place)
    first = Observation.objects.create(
        dossier_id=pk,
        version=Version.objects.latest("pk"),
        text="Observation",
        by=place.council.cast.minister.person,
        at=clock.now(),
    )
    return [pk, first.pk]


def _asking(place: Any, who: str) -> dict[str, Any]:
    return {
        "ministries": [place.council.cast.ministries["health"].pk],
        "versions": [Version.objects.latest("pk").pk],
        **_term(place, who),
    }


def _term(place: Any, who: str) -> dict[str, Any]:
    return {"due_at": f"{clock.now() + timedelta(days=2):%Y-%m-%dT%H:%M}"}


def _observing(place: Any, who: str) -> dict[str, Any]:
    return {"version": Version.objects.latest("pk").pk, "text": "Observation"}


def _body(place: Any) -> list[Any]:
    """A body whose secretary is that of the council."""
    body, is_new = Body.objects.get_or_create(code="COTEVAL", name="COTEVAL")
    if is_new:
        secretary = place.council.cast.secretary.person_id
        mandate = Mandate.objects.get(person=secretary)
        BodyMember.objects.create(
            body=body, mandate=mandate, capacity=Capacity.SECRETARY
        )
    return [body.code]


def _meeting(place: Any) -> list[Any]:
    (code,) = _body(place)
    body = Body.objects.get(code=code)
    _asked(place, _studied(place), body=body)
    meeting = create_meeting(
        place.council.actor("secretary"), body, Plan(day=DAY + timedelta(days=1))
    )
    return [code, meeting.pk]


def _planned(place: Any, who: str) -> dict[str, Any]:
    day = clock.now().date() + timedelta(days=2)
    return {"day": day.isoformat(), "starts_at": "09:00"}


def _entered(place: Any, who: str) -> dict[str, Any]:
    return {"opinions": [Opinion.objects.latest("pk").pk]}


def _are(values: dict[str, Any]) -> Callable[[Any, str], dict[str, Any]]:
    return lambda place, who: values


# Name, method, arguments, fields.
OF_OPINIONS: list[tuple[Any, ...]] = [
    ("consulting:asked",),
    ("consulting:opinions", "get", _dossier),
    ("consulting:ask", "get", _dossier),
    ("consulting:ask", "post", _dossier, _asking),
    ("consulting:opinion", "get", _opinion),
    ("consulting:give", "post", _opinion, _are({"verdict": "agree"})),
    ("consulting:confirm", "post", _renewed),
    ("consulting:renew", "get", _silent),
    ("consulting:renew", "post", _silent, _term),
    ("consulting:cancel", "post", _opinion),
    ("consulting:discussion", "get", _dossier),
    ("consulting:observe", "post", _dossier, _observing),
    ("consulting:reply", "post", _thread, _are({"text": "Réponse"})),
    ("meetings:body", "get", _body),
    ("meetings:body", "post", _body, _planned),
    ("meetings:body-meeting", "get", _meeting),
    ("meetings:body-enter", "post", _meeting, _entered),
    ("meetings:body-convene", "post", _meeting),
]

_READ = "200 200 200 200 404 404 404 404 302"
_ASKED = "403 200 200 403 404 404 404 404 302"
_DONE_BY_ASKERS = "403 302 302 403 404 404 404 404 302"
_DONE_BY_THE_ASKED = "403 403 403 302 404 404 404 404 302"
_SPOKEN = "403 302 302 302 404 404 404 404 302"
_OF_A_SECRETARY = "404 200 404 404 404 404 404 404 302"
_DONE_BY_A_SECRETARY = "404 302 404 404 404 404 404 404 302"

# The council's chair knows what was lodged, its minister asks, the rival is asked.
EXPECTED_OF_OPINIONS = {
    "get consulting:asked": "200 200 200 200 200 404 404 404 302",
    "get consulting:opinions": _READ,
    "get consulting:ask": _ASKED,
    "post consulting:ask": _DONE_BY_ASKERS,
    "get consulting:opinion": _READ,
    "post consulting:give": _DONE_BY_THE_ASKED,
    "post consulting:confirm": _DONE_BY_THE_ASKED,
    "get consulting:renew": "404 404 200 404 404 404 404 404 302",
    "post consulting:renew": "404 404 302 404 404 404 404 404 302",
    "post consulting:cancel": "403 403 302 403 404 404 404 404 302",
    "get consulting:discussion": _READ,
    "post consulting:observe": _SPOKEN,
    "post consulting:reply": _SPOKEN,
    "get meetings:body": _OF_A_SECRETARY,
    "post meetings:body": _DONE_BY_A_SECRETARY,
    "get meetings:body-meeting": _OF_A_SECRETARY,
    "post meetings:body-enter": _DONE_BY_A_SECRETARY,
    "post meetings:body-convene": _DONE_BY_A_SECRETARY,
}

# The settings and the levels of review, and what is found by its words.
OF_SETTINGS: list[tuple[Any, ...]] = [
    ("dossiers:search",),
    ("dossiers:settings",),
    ("dossiers:settings-kind-new",),
    ("dossiers:settings-kind", "get", lambda place: ["decree"]),
    ("dossiers:settings-piece-new",),
    ("dossiers:settings-piece", "get", lambda place: ["note"]),
    ("dossiers:settings-reason-new",),
    ("dossiers:settings-reason", "get", lambda place: ["unsigned"]),
    ("dossiers:reviews",),
    ("dossiers:level-new", "get", lambda place: ["finance"]),
    ("dossiers:level", "get", lambda place: ["finance", 1]),
    ("dossiers:level-remove", "post", lambda place: ["finance", 1]),
]
