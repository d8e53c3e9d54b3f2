"""Who may know what a decision left to be done, and in which offices he acts on it.

The secretariat and the heads know all but restricted items; a ministry knows its own.
A restricted item is known by its readers, the Secretary-General and the head of State.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from ecm import clock
from ecm.domain.procedure import Office, Offices
from ecm.followup.models import Act, DirectiveFollowUp
from ecm.journal.chain import Actor
from ecm.meetings.models import AgendaItem, Recusal
from ecm.people.models import Post
from ecm.people.offices import mandates_of, offices_of

_MINISTERS = frozenset(
    {Post.MINISTER_OF_STATE, Post.MINISTER, Post.MINISTER_DELEGATE, Post.PRIME_MINISTER}
)
_STAFF = frozenset(
    {Post.CHIEF_OF_STAFF, Post.MINISTRY_SECRETARY_GENERAL, Post.MINISTRY_OFFICER}
)
DESK = frozenset({Office.SECRETARIAT, Office.SECRETARY_GENERAL})
# They follow the work of every ministry.
OVERSEERS = DESK | {Office.HEAD_OF_STATE, Office.HEAD_OF_GOVERNMENT}
_READ_ALL = frozenset({Office.SECRETARY_GENERAL, Office.HEAD_OF_STATE})


@dataclass(frozen=True)
class Standing:
    """What somebody is today: his offices of the State, and the ministries he is of."""

    person: int | None
    offices: Offices = frozenset()
    signed_for: frozenset[int] = frozenset()
    staffed: frozenset[int] = frozenset()

    @property
    def is_desk(self) -> bool:
        return not self.offices.isdisjoint(DESK)

    @property
    def oversees(self) -> bool:
        return not self.offices.isdisjoint(OVERSEERS)

    @property
    def ministries(self) -> frozenset[int]:
        return self.signed_for | self.staffed

    @property
    def follows(self) -> bool:
        """Whether what follows a council concerns this person at all."""
        return self.oversees or bool(self.ministries)

    def offices_on(self, ministry: int) -> Offices:
        """Return the offices in which he acts on what this ministry has to do."""
        found = set(self.offices)
        if ministry in self.signed_for:
            found.add(Office.MINISTER)
        if ministry in self.staffed:
            found.add(Office.MINISTRY)
        return frozenset(found)


def standing_on(person: int | None, day: date) -> Standing:
    """Return what a person is on `day`."""
    mandates = [m for m in mandates_of(person, day) if m.ministry_id is not None]
    return Standing(
        person,
        offices_of(person, day),
        frozenset(m.ministry_id or 0 for m in mandates if m.post in _MINISTERS),
        frozenset(m.ministry_id or 0 for m in mandates if m.post in _STAFF),
    )


def standing_today(person: int | None) -> Standing:
    return standing_on(person, clock.now().date())


def offices_for(actor: Actor, paper: Act | DirectiveFollowUp) -> Offices:
    """Return the offices of an actor on a paper; the system's own for the machine.

    None for who may not know it: no rule is needed to refuse him.
    """
    if actor.user_id is None:
        return frozenset({Office.SYSTEM})
    standing = standing_today(actor.person_id)
    if isinstance(paper, Act):
        knows = acts_known(standing).filter(pk=paper.pk).exists()
        ministry = paper.ministry_id
    else:
        knows = directives_known(standing).filter(pk=paper.pk).exists()
        ministry = paper.directive.responsible_id
    return standing.offices_on(ministry) if knows else frozenset()


def items_shut(standing: Standing) -> "QuerySet[AgendaItem]":
    """Return the items of which a person may know nothing, whatever his ministry."""
    person = standing.person or 0
    sits = Q(seat__acting=person) | Q(seat__holder=person, seat__acting=None)
    aside = Recusal.objects.filter(sits, lifted_at=None)
    shut = Q(pk__in=aside.values("item"))
    if standing.offices.isdisjoint(_READ_ALL):
        mine = AgendaItem.objects.filter(readers=person)
        shut |= Q(is_restricted=True) & ~Q(pk__in=mine.values("pk"))
    return AgendaItem.objects.filter(shut)


def acts_known(standing: Standing) -> "QuerySet[Act]":
    """Return the acts that a person may know."""
    if not standing.follows:
        return Act.objects.none()
    rows = Act.objects.exclude(item__in=items_shut(standing).values("pk"))
    if not standing.oversees:
        rows = rows.filter(ministry__in=standing.ministries)
    return rows.select_related("item__meeting__body", "ministry")


def directives_known(standing: Standing) -> "QuerySet[DirectiveFollowUp]":
    """Return the instructions that a person may know."""
    if not standing.follows:
        return DirectiveFollowUp.objects.none()
    shut = items_shut(standing).values("pk")
    rows = DirectiveFollowUp.objects.exclude(directive__decision__item__in=shut)
    if not standing.oversees:
        rows = rows.filter(directive__responsible__in=standing.ministries)
    return rows.select_related(
        "directive__decision__item__meeting__body", "directive__responsible"
    )
