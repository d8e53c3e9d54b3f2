"""A closed council whose communiqué is on the desk, and the hands it goes through."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest
import time_machine

from ecm.journal.chain import Actor
from ecm.meetings.actions.sittings import close
from ecm.people.models import (
    BodyMember,
    Capacity,
    Civility,
    Mandate,
    Person,
    Post,
    User,
)
from ecm.publication.desk import actions, publishing
from ecm.publication.models import Communique, CommuniqueText
from tests.cast import SINCE, Council
from tests.cast import actor as actor_of
from tests.publication.council import pronounce

EVENING = datetime(2026, 2, 5, 18, tzinfo=UTC)
MARK = "Zqx12zqx"
PUBLIC = ("decree", "report", "bill", "ordinance", "oral", "nominations")


@dataclass
class Desk:
    """The desk: `premier` validates for the Prime Minister, `voice` speaks for all."""

    council: Council
    communique: Communique
    premier: User
    voice: User

    def actor(self, name: str, key: str = "") -> Actor:
        user = getattr(self, name) if name in ("premier", "voice") else None
        return actor_of(user or self.council.cast[name], key)

    @property
    def row(self) -> Communique:
        self.communique.refresh_from_db()
        return self.communique

    def text(self, key: str) -> CommuniqueText:
        return self.communique.texts.get(key=key)

    def reword(self, key: str, words: str, who: str = "secretary") -> None:
        base = self.text(key).number
        actions.reword(self.actor(who), self.communique, key, words, base=base)

    def submit(self) -> None:
        actions.submit(self.actor("secretary"), self.communique)

    def approve(self) -> None:
        for who in ("secretary", "premier"):
            publishing.validate(self.actor(who), self.communique)

    def publish(self) -> None:
        """Take the text in hand through the whole circuit."""
        self.submit()
        self.approve()
        publishing.sign(self.actor("voice"), self.communique)
        publishing.publish(self.actor("voice"), self.communique)


def _somebody(name: str, post: Post, title: str, rank: int, **more: bool) -> User:
    person = Person.objects.create(
        civility=Civility.MRS, given_names="Aïcha", surname=name
    )
    Mandate.objects.create(
        person=person, post=post, title=title, precedence=rank, starts_on=SINCE, **more
    )
    return User.objects.create(username=name, person=person)


@pytest.fixture
def closed(opened: Council) -> Council:
    """The council, its public items decided, closed at six in the evening."""
    for name in PUBLIC:
        pronounce(opened, name)
    secret = opened.call("secret")
    secret.context = MARK
    secret.save()
    pronounce(opened, "secret")
    close(opened.actor("president"), opened.pk)
    # The clock of these tests stands still: the council itself did not.
    sitting = opened.meeting.sittings.get()
    sitting.starts_at, sitting.ends_at = EVENING.replace(hour=9), EVENING
    sitting.save()
    opened.refresh()
    return opened


@pytest.fixture
def desk(closed: Council) -> Desk:
    premier = _somebody("premier", Post.PRIME_MINISTER, "Premier ministre", 2)
    voice = _somebody(
        "voice", Post.MINISTER, "Ministre de la Communication", 9, is_spokesperson=True
    )
    mandate = Mandate.objects.get(person=voice.person)
    BodyMember.objects.create(
        body=closed.cast.body, mandate=mandate, capacity=Capacity.MEMBER
    )
    drafted = actions.draft(closed.actor("secretary"), closed.meeting)
    return Desk(closed, drafted, premier, voice)


@pytest.fixture(autouse=True)
def evening() -> object:
    """The evening of the council: what is published bears its hour."""
    with time_machine.travel(EVENING, tick=False) as clock:
        yield clock
