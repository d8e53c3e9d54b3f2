"""The cast of the tests: one government, its secretariat, and a council convened for them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

import pytest
from django.test import Client

from ecm.domain.kinds import ItemKind
from ecm.dossiers.defaults import install_defaults
from ecm.dossiers.models import Dossier, DossierKind
from ecm.journal.chain import SYSTEM, Actor
from ecm.journal.models import Entry
from ecm.meetings.actions.agenda import Draft, Plan, add_item, create_meeting
from ecm.meetings.actions.items import call_item
from ecm.meetings.actions.sittings import convene, open_meeting
from ecm.meetings.models import (
    AgendaItem,
    Appointment,
    Meeting,
    Part,
    Seat,
    StubDisplay,
)
from ecm.people.models import (
    Body,
    BodyMember,
    Capacity,
    Civility,
    Mandate,
    Ministry,
    MinistryName,
    Person,
    Post,
    User,
)
from tests.keeping import once

DAY = date(2026, 2, 5)
SINCE = date(2025, 1, 13)
BACKEND = "django.contrib.auth.backends.ModelBackend"
MINISTRIES = {
    "defence": "ministère de la Guerre et de la défense patriotique",
    "finance": "ministère de l'Economie et des finances",
    "health": "ministère de la Santé",
    "culture": "ministère de la Communication et de la culture",
}
# username: (capacity, post, title, ministry)
SEATED = {
    "president": ("presiding", "president", "Président du Faso", ""),
    "deputy": ("member", "minister", "Ministre de la Guerre", "defence"),
    "minister": ("member", "minister", "Ministre de l'Economie", "finance"),
    "absent": ("member", "minister", "Ministre de la Santé", "health"),
    "rival": ("member", "minister", "Ministre de la Culture", "culture"),
    "secretary": ("secretary", "secretary_general", "Secrétaire général", ""),
    "second_secretary": ("secretary", "secretariat", "Agent du secrétariat", ""),
    "observer": ("observer", "chief_of_staff", "Directeur de cabinet", ""),
}


@dataclass(frozen=True)
class Cast:
    """Everybody; `deputy` is the minister who acts for `absent`, `rival` may read less."""

    body: Body
    ministries: dict[str, Ministry]
    president: User
    deputy: User
    minister: User
    absent: User
    rival: User
    secretary: User
    second_secretary: User
    observer: User
    screen: User
    stranger: User
    administrator: User

    def __getitem__(self, name: str) -> User:
        return getattr(self, name)


@dataclass
class Council:
    """A meeting of the cast with eight items, two of which not everybody may read.

    In order: decree (I.1.1), report, secret, bill (I.2.1 to 3), neutral (I.3.1), ordinance
    (I.4.1), oral (II.1), nominations (III.1). `minister` reads both restricted ones.
    """

    cast: Cast
    meeting: Meeting
    items: dict[str, AgendaItem]

    def __getattr__(self, name: str) -> AgendaItem:
        try:
            return self.__dict__["items"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def pk(self) -> int:
        return self.meeting.pk

    def actor(self, name: str, key: str = "") -> Actor:
        return actor(self.cast[name], key)

    def seat(self, name: str) -> Seat:
        user = self.cast[name]
        if user.person_id is None:
            return self.meeting.seats.get(screen=user)
        return self.meeting.seats.get(holder=user.person_id)

    def call(self, name: str) -> AgendaItem:
        """Call an item as the president does, and return it as it stands."""
        item = self.items[name]
        call_item(self.actor("president"), item)
        return item

    def refresh(self) -> Meeting:
        self.meeting.refresh_from_db()
        return self.meeting


def actor(user: User, key: str = "") -> Actor:
    """Return the actor that a request of `user` would make."""
    return Actor(user_id=user.pk, person_id=user.person_id, key=key)


def a_dossier(ministry: Ministry, title: str, kind: str = "decree") -> Dossier:
    """Return a dossier of `ministry`, a draft that nobody has touched."""
    kinds = DossierKind.objects.get(code=kind)
    return Dossier.objects.create(kind=kinds, ministry=ministry, title=title)


def signed_in(client: Client, user: User) -> Client:
    """Sign `user` in on `client` and return it."""
    client.force_login(user, backend=BACKEND)
    return client


def journal(meeting: Meeting, after: int = 0) -> list[tuple[str, dict]]:
    """Return the verbs and facts that a meeting's journal holds after an entry."""
    entries = Entry.objects.filter(stream=meeting.stream, seq__gt=after)
    return list(entries.order_by("seq").values_list("verb", "facts"))


@pytest.fixture
def cast(db: None) -> Cast:
    return once("cast", _cast)


def _cast() -> Cast:
    install_defaults()  # a test over real connections leaves empty tables behind it
    body = Body.objects.create(code="CM", name="Conseil des ministres")
    ministries = {
        code: _ministry(code, name, rank)
        for rank, (code, name) in enumerate(MINISTRIES.items(), start=1)
    }
    users = {
        name: _member(body, name, rank, ministries)
        for rank, name in enumerate(SEATED, start=1)
    }
    return Cast(
        body=body,
        ministries=ministries,
        screen=User.objects.create(username="screen"),
        stranger=User.objects.create(username="stranger", person=_person("stranger")),
        administrator=User.objects.create(
            username="administrator", is_staff=True, is_superuser=True
        ),
        **users,
    )


def _ministry(code: str, name: str, rank: int) -> Ministry:
    ministry = Ministry.objects.create(code=code)
    MinistryName.objects.create(
        ministry=ministry,
        name=name,
        short_name=code,
        precedence=rank,
        valid_from=SINCE,
    )
    return ministry


def _member(body: Body, name: str, rank: int, ministries: dict[str, Ministry]) -> User:
    capacity, post, title, ministry = SEATED[name]
    user = User.objects.create(username=name, person=_person(name))
    mandate = Mandate.objects.create(
        person=user.person,
        post=Post(post),
        title=title,
        ministry=ministries.get(ministry),
        precedence=rank,
        starts_on=SINCE,
    )
    BodyMember.objects.create(body=body, mandate=mandate, capacity=Capacity(capacity))
    return user


def _person(name: str) -> Person:
    return Person.objects.create(
        civility=Civility.MR, given_names="Issa", surname=name.replace("_", " ")
    )


@pytest.fixture
def council(cast: Cast) -> Council:
    """The council, convened and not yet open."""
    return Council(cast, *once("council", lambda: _convened(cast)))


def _convened(cast: Cast) -> tuple[Meeting, dict[str, AgendaItem]]:
    plan = Plan(
        day=DAY,
        starts_at=time(9),
        place="Ouagadougou",
        presided_by="Capitaine Issa PRESIDENT, Président du Faso",
        number=5,
    )
    meeting = create_meeting(SYSTEM, cast.body, plan, screens=[cast.screen])
    items = {
        name: add_item(SYSTEM, meeting, draft) for name, draft in _drafts(cast).items()
    }
    convene(SYSTEM, meeting.pk)
    meeting.refresh_from_db()
    for item in items.values():
        item.refresh_from_db()
    return meeting, items


def _drafts(cast: Cast) -> dict[str, Draft]:
    minister, absent = cast.minister.person, cast.absent.person
    common = {
        "decree": ("defence", ItemKind.DECREE, {}),
        "report": ("finance", ItemKind.REPORT, {}),
        "secret": (
            "finance",
            ItemKind.CONTRACT,
            {"stub_display": StubDisplay.NOTHING, "readers": (minister,)},
        ),
        "bill": ("finance", ItemKind.BILL, {"count": 2}),
        "neutral": ("health", ItemKind.MEASURE, {"readers": (minister, absent)}),
        "ordinance": ("culture", ItemKind.ORDINANCE, {}),
        "oral": (
            "culture",
            ItemKind.ORAL_COMMUNICATION,
            {"part": Part.ORAL_COMMUNICATIONS},
        ),
        "nominations": (
            "finance",
            ItemKind.APPOINTMENTS,
            {"part": Part.APPOINTMENTS, "appointments": [_appointment()]},
        ),
    }
    return {
        name: Draft(
            part=more.pop("part", Part.DELIBERATIONS),
            kind=kind,
            ministry=cast.ministries[ministry],
            title=f"Intitulé {name}",
            is_restricted="readers" in more,
            **more,
        )
        for name, (ministry, kind, more) in common.items()
    }


def _appointment() -> Appointment:
    return Appointment(
        civility="Madame",
        given_names="Awa",
        surname="ZONGO",
        post="Directrice générale du budget",
    )


@pytest.fixture
def opened(council: Council) -> Council:
    """The council, open, with no item called yet."""
    open_meeting(council.actor("president"), council.pk)
    council.refresh()
    return council


@pytest.fixture
def deliberating(opened: Council) -> Council:
    """The council, open, with the report under deliberation."""
    opened.call("report")
    opened.refresh()
    return opened


@pytest.fixture
def announced() -> Iterator[list[tuple[int, int]]]:
    """The (meeting, after_seq) of every announcement made after a commit."""
    from ecm.meetings.turn import turned

    heard: list[tuple[int, int]] = []

    def hear(sender: object, *, meeting_id: int, after_seq: int, **_: object) -> None:
        heard.append((meeting_id, after_seq))

    turned.connect(hear, weak=False)
    yield heard
    turned.disconnect(hear)
