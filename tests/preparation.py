"""The cast of preparation: who writes, signs, receives, studies and is asked."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from ecm.calendar.defaults import install_defaults as install_calendar
from ecm.domain.circuit import DossierState
from ecm.dossiers.models import (
    Document,
    Dossier,
    DossierKind,
    Need,
    PieceKind,
    Supplier,
    Version,
)
from ecm.journal.chain import Actor
from ecm.people.models import (
    Body,
    BodyMember,
    Capacity,
    Civility,
    Mandate,
    Person,
    Post,
    User,
)
from tests.cast import SINCE, Cast, a_dossier, actor
from tests.keeping import once

NOW = datetime(2026, 1, 20, 10, 0, tzinfo=UTC)
# Username: post, title, ministry.
STAFF = {
    "chief": (Post.CHIEF_OF_STAFF, "Directeur de cabinet", "finance"),
    "writer": (Post.MINISTRY_OFFICER, "Chargé d'études", "finance"),
    "reviewer": (Post.MINISTRY_SECRETARY_GENERAL, "Secrétaire général", "finance"),
    "rival_chief": (Post.CHIEF_OF_STAFF, "Directeur de cabinet", "culture"),
    "health_chief": (Post.CHIEF_OF_STAFF, "Directeur de cabinet", "health"),
    "officer": (Post.SECRETARIAT, "Chargé de mission au SGG", ""),
    "prime_minister": (Post.PRIME_MINISTER, "Premier ministre", ""),
    "coteval_secretary": (Post.BODY_SECRETARY, "Rapporteur du COTEVAL", ""),
    "controller": (Post.BODY_SECRETARY, "Contrôleur financier", ""),
}


@dataclass
class Preparation:
    """The cast of the council and those who prepare it.

    `minister` of the cast signs for finance; `deputy` acts for no ministry here.
    """

    cast: Cast
    users: dict[str, User]
    coteval: Body
    control: Body

    def __getitem__(self, name: str) -> User:
        return self.users.get(name) or self.cast[name]

    def actor(self, name: str, key: str = "") -> Actor:
        return actor(self[name], key)

    def dossier(
        self,
        title: str = "Décret portant organisation du budget",
        *,
        kind: str = "decree",
        ministry: str = "finance",
        state: DossierState = DossierState.DRAFT,
    ) -> Dossier:
        """Return a dossier put in `state` without its history, for what follows it."""
        dossier = a_dossier(self.cast.ministries[ministry], title, kind)
        dossier.state = state
        dossier.created_at = dossier.changed_at = NOW
        if state not in (
            DossierState.DRAFT,
            DossierState.IN_REVIEW,
            DossierState.SIGNED,
        ):
            dossier.lodged_at = NOW
        dossier.save()
        return dossier

    def kind(self, code: str) -> DossierKind:
        return DossierKind.objects.get(code=code)

    def give(self, dossier: Dossier, *codes: str) -> list[Version]:
        """Put a file in the dossier for each of these pieces, without its history."""
        return [_give(dossier, code) for code in codes]

    def give_all(self, dossier: Dossier) -> list[Version]:
        """Put in the dossier a file for every piece that its ministry must give."""
        asked = dossier.kind.requirements.filter(
            need=Need.REQUIRED, piece__supplier=Supplier.MINISTRY
        )
        return self.give(dossier, *asked.values_list("piece__code", flat=True))


def _give(dossier: Dossier, code: str) -> Version:
    kind = PieceKind.objects.get(code=code)
    document = Document.objects.create(dossier=dossier, kind=kind, title=kind.label)
    return Version.objects.create(
        document=document,
        number=1,
        path=f"00/{document.pk}.pdf",
        sha256=f"{document.pk:064x}",
        size=1000,
        pages=1,
        stored_at=NOW,
    )


@pytest.fixture
def preparation(cast: Cast) -> Preparation:
    return Preparation(cast, *once("preparation", lambda: _prepared(cast)))


def _prepared(cast: Cast) -> tuple[dict[str, User], Body, Body]:
    install_calendar()  # as the kinds of dossier in the cast
    users = {name: _member(cast, name) for name in STAFF}
    coteval = _body("COTEVAL", "COTEVAL", users["coteval_secretary"])
    return users, coteval, _body("CF", "Contrôle financier", users["controller"])


def _member(cast: Cast, name: str) -> User:
    post, title, ministry = STAFF[name]
    person = Person.objects.create(
        civility=Civility.MRS, given_names="Awa", surname=name.replace("_", " ")
    )
    Mandate.objects.create(
        person=person,
        post=post,
        title=title,
        ministry=cast.ministries.get(ministry),
        precedence=50,
        starts_on=SINCE,
    )
    return User.objects.create(username=name, person=person)


def _body(code: str, name: str, secretary: User) -> Body:
    body = Body.objects.create(code=code, name=name)
    BodyMember.objects.create(
        body=body,
        mandate=Mandate.objects.get(person=secretary.person_id),
        capacity=Capacity.SECRETARY,
    )
    return body
