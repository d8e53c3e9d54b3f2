"""A council in preparation: a draft meeting, the Prime Minister, dossiers proposed for it."""

from dataclasses import dataclass
from datetime import date, time

import pytest

from ecm.domain.circuit import DossierState
from ecm.dossiers.models import Dossier
from ecm.journal.chain import Actor
from ecm.meetings.actions.agenda import Plan, create_meeting
from ecm.meetings.actions.agenda_versions import approve_agenda, propose_agenda
from ecm.meetings.actions.building import Built, build_agenda
from ecm.meetings.models import AgendaItem, AgendaVersion, Grouping, Meeting
from ecm.meetings.versions import digest_of, lines_of
from ecm.people.models import BodyMember, Capacity, Mandate
from tests.keeping import once
from tests.preparation import Preparation

COUNCIL_DAY = date(2026, 12, 3)
# Title: kind, ministry.
PROPOSED = {
    "Budget": ("decree", "finance"),
    "Hôpitaux": ("bill", "health"),
    "Dette": ("report", "finance"),
    "Armée": ("decree", "defence"),
    "Récolte": ("oral_communication", "culture"),
    "Routes": ("oral_communication", "defence"),
    "Nominations": ("appointments", "finance"),
    "Voyage": ("mission", "health"),
}


@dataclass
class Planned:
    """The meeting and who prepares it: secretary, prime_minister, president."""

    preparation: Preparation
    meeting: Meeting

    @property
    def pk(self) -> int:
        return self.meeting.pk

    def actor(self, name: str, key: str = "") -> Actor:
        return self.preparation.actor(name, key)

    def propose(self, title: str, kind: str, ministry: str, **more) -> Dossier:
        """Return a dossier proposed for the day of the meeting."""
        state = DossierState.PROPOSED
        dossier = self.preparation.dossier(
            title, kind=kind, ministry=ministry, state=state
        )
        for name, value in {"council_day": self.meeting.day, **more}.items():
            setattr(dossier, name, value)
        dossier.save()
        return dossier

    def build(self) -> Built:
        return build_agenda(self.actor("secretary"), self.meeting)

    def item(self, title: str) -> AgendaItem:
        return self.meeting.items.get(title=title)

    def agenda(self) -> list[str]:
        """Return « I.1.1 Armée » for every item, in the order of their positions."""
        items = list(self.meeting.items.order_by("position"))
        assert [i.position for i in items] == list(range(1, len(items) + 1))
        return [f"{item.number} {item.title}" for item in items]

    def propose_agenda(self, comment: str = "") -> AgendaVersion:
        return propose_agenda(self.actor("secretary"), self.pk, comment=comment)

    def approve_agenda(self) -> AgendaVersion:
        digest = digest_of(lines_of(self.meeting))
        return approve_agenda(self.actor("president"), self.pk, digest=digest)

    def refresh(self) -> Meeting:
        self.meeting.refresh_from_db()
        return self.meeting


def a_meeting(preparation: Preparation, **more) -> Planned:
    """Return a draft meeting at which the Prime Minister sits."""
    mandate = Mandate.objects.get(person=preparation["prime_minister"].person)
    BodyMember.objects.get_or_create(
        body=preparation.cast.body,
        mandate=mandate,
        defaults={"capacity": Capacity.MEMBER},
    )
    plan = Plan(day=COUNCIL_DAY, starts_at=time(9), **more)
    secretary = preparation.actor("secretary")
    return Planned(preparation, create_meeting(secretary, preparation.cast.body, plan))


@pytest.fixture
def planned(preparation: Preparation) -> Planned:
    """A draft meeting with eight dossiers proposed for its day and nothing built yet."""
    return Planned(preparation, once("planned", lambda: _planned(preparation)))


def _planned(preparation: Preparation) -> Meeting:
    found = a_meeting(preparation)
    for title, (kind, ministry) in PROPOSED.items():
        found.propose(title, kind, ministry)
    return found.meeting


@pytest.fixture
def built(preparation: Preparation) -> Planned:
    """The same, with its agenda built."""
    return Planned(preparation, once("built", lambda: _built(preparation)))


def _built(preparation: Preparation) -> Meeting:
    found = Planned(preparation, _planned(preparation))
    found.build()
    return found.meeting


@pytest.fixture
def themed(preparation: Preparation) -> Planned:
    """A meeting grouped by theme, with its agenda built."""
    found = a_meeting(preparation, grouping=Grouping.THEME)
    for title, theme in {"Budget": "Economie", "Dette": "Economie"}.items():
        found.propose(title, "decree", "finance", theme=theme)
    found.propose("Hôpitaux", "bill", "health", theme="Social")
    found.propose("Ecoles", "decree", "culture", theme="Social")
    found.propose("Armée", "decree", "defence")
    found.build()
    return found
