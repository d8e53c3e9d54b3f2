"""Who somebody is before a dossier, and which dossiers he may know: the door to them all."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet

from ecm import clock
from ecm.domain.circuit import AT_MINISTRY, DossierRole
from ecm.dossiers.models import Dossier, Opinion, ReviewLevel
from ecm.journal.chain import Actor
from ecm.people.models import ActingMandate, BodyMember, Mandate, Post

MINISTERS = frozenset(
    {
        *(Post.PRIME_MINISTER, Post.MINISTER_OF_STATE, Post.MINISTER),
        *(Post.MINISTER_DELEGATE, Post.PRESIDENT),
    }
)
STAFF = frozenset(
    {Post.CHIEF_OF_STAFF, Post.MINISTRY_SECRETARY_GENERAL, Post.MINISTRY_OFFICER}
)
# They set the circuit of their ministry.
CABINET_LEADERS = frozenset({Post.CHIEF_OF_STAFF, Post.MINISTRY_SECRETARY_GENERAL})
OFFICERS = frozenset({Post.SECRETARY_GENERAL, Post.SECRETARIAT})
HEADS = frozenset({Post.PRESIDENT, Post.PRIME_MINISTER})


@dataclass(frozen=True)
class Standing:
    """What somebody is today: the ministries he writes or signs for, the SGG, the head.

    `staffed` and `signed_for` hold ministries; `bodies` those he is a member of.
    """

    person: int | None
    staffed: frozenset[int] = frozenset()
    signed_for: frozenset[int] = frozenset()
    bodies: frozenset[int] = frozenset()
    is_officer: bool = False
    is_head: bool = False
    levels: frozenset[tuple[int, int]] = field(default=frozenset())
    led: frozenset[int] = frozenset()

    @cached_property
    def ministries(self) -> frozenset[int]:
        return self.staffed | self.signed_for

    @property
    def prepares(self) -> bool:
        """Whether the back office has anything for this person."""
        mine = self.ministries or self.bodies or self.levels
        return bool(mine) or self.is_officer or self.is_head


def standing_on(person_id: int | None, day: date) -> Standing:
    """Return what a person is on `day`; four queries."""
    if person_id is None:
        return Standing(None)
    mandates = list(Mandate.objects.held_on(day).filter(person=person_id))
    posts = {m.post for m in mandates}
    acting = ActingMandate.objects.filter(
        acting=person_id, starts_on__lte=day, ends_on__gte=day
    ).select_related("mandate")
    signing = [m for m in mandates if m.post in MINISTERS]
    signing += [a.mandate for a in acting if a.mandate.post in MINISTERS]
    members = BodyMember.objects.filter(mandate__in=mandates)
    levels = ReviewLevel.objects.filter(reviewers=person_id)
    return Standing(
        person=person_id,
        staffed=_ministries(m for m in mandates if m.post in STAFF),
        signed_for=_ministries(signing),
        bodies=frozenset(members.values_list("body_id", flat=True)),
        is_officer=not posts.isdisjoint(OFFICERS),
        is_head=not posts.isdisjoint(HEADS),
        led=_ministries(m for m in mandates if m.post in CABINET_LEADERS),
        levels=frozenset(levels.values_list("ministry_id", "position")),
    )


def _ministries(mandates: Iterable[Mandate]) -> frozenset[int]:
    return frozenset(m.ministry_id for m in mandates if m.ministry_id)


def standing_today(person_id: int | None) -> Standing:
    return standing_on(person_id, clock.now().date())


def visible(standing: Standing) -> "QuerySet[Dossier]":
    """Return the dossiers that may be known; every list, count and search starts here.

    A ministry's drafts are its own; a reviewer from elsewhere knows what is at his level.
    The secretariat and the heads know what was lodged; of a confidential dossier, in the
    secretariat, the designated readers alone. An associated ministry knows it once
    lodged, whoever was asked for an opinion from then. Whom this shows a dossier has a
    role on it (`roles_on`), and nobody else has one.
    """
    if standing.person is None:
        return Dossier.objects.none()
    # Not EXISTS: SQLite would go through the ministry's opinions for every dossier.
    asked = Q(pk__in=_asked_of(standing).order_by().values("dossier_id"))
    return Dossier.objects.filter(_known(standing) | asked)


def wholly_known(standing: Standing) -> "QuerySet[Dossier]":
    """Return the dossiers all of whose pieces may be read: those asked about left out."""
    if standing.person is None:
        return Dossier.objects.none()
    return Dossier.objects.filter(_known(standing))


def asked_versions(standing: Standing) -> "QuerySet[Any, Any]":
    """Return the versions on which the reader's ministries and bodies were asked."""
    through = Opinion.versions.through.objects
    return through.filter(opinion__in=_asked_of(standing)).values("version_id")


def _known(standing: Standing) -> Q:
    person, mine = standing.person or 0, standing.ministries
    lodged = Q(lodged_at__isnull=False)
    known = Q(ministry__in=mine)
    for ministry, position in standing.levels:
        known |= Q(ministry=ministry, levels_passed=position - 1)
    known |= lodged & Q(pk__in=_associated(mine))
    if standing.is_officer:
        open_to_me = (
            Q(is_confidential=False) | Q(officer=person) | Q(pk__in=_read(person))
        )
        known |= lodged & open_to_me
    if standing.is_head:
        known |= lodged & ~Q(state__in=AT_MINISTRY)
    return known


def _associated(ministries: frozenset[int]) -> "QuerySet[Any, Any]":
    through = Dossier.associated.through.objects.filter(ministry__in=ministries)
    return through.values("dossier_id")


def _read(person: int) -> "QuerySet[Any, Any]":
    through = Dossier.readers.through.objects.filter(person=person)
    return through.values("dossier_id")


def _asked_of(standing: Standing) -> "QuerySet[Opinion]":
    asked = Q(ministry__in=standing.ministries) | Q(body__in=standing.bodies)
    return Opinion.objects.filter(asked, cancelled_at=None)


def roles_on(standing: Standing, dossier: Dossier) -> frozenset[DossierRole]:
    """Return the capacities in which somebody stands before a dossier; none: a stranger."""
    if not visible(standing).filter(pk=dossier.pk).exists():
        return frozenset()
    roles = set()
    if dossier.ministry_id in standing.staffed:
        roles.add(DossierRole.AUTHOR)
    if dossier.ministry_id in standing.signed_for:
        roles.add(DossierRole.MINISTER)
    if (dossier.ministry_id, dossier.levels_passed + 1) in standing.levels:
        roles.add(DossierRole.REVIEWER)
    if dossier.lodged_at and standing.is_officer:
        roles.add(DossierRole.SECRETARIAT)
    if dossier.lodged_at and standing.is_head:
        roles.add(DossierRole.HEAD)
    # Asked before the lodging, an associated ministry knows what it was shown, no more.
    associated = dossier.associated.filter(pk__in=standing.ministries)
    if dossier.lodged_at and associated.exists():
        roles.add(DossierRole.ASSOCIATED)
    if _asked_of(standing).filter(dossier=dossier).exists():
        roles.add(DossierRole.CONSULTED)
    return frozenset(roles)


def roles_of(actor: Actor, dossier: Dossier) -> frozenset[DossierRole]:
    """Return the actor's capacities before a dossier; the system's is SYSTEM alone."""
    if actor.user_id is None:
        return frozenset({DossierRole.SYSTEM})
    return roles_on(standing_today(actor.person_id), dossier)
