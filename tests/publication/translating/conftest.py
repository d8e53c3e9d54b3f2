"""A communiqué submitted for validation, its translators, and the hands that write."""

from dataclasses import dataclass
from datetime import date

import pytest

from ecm import clock
from ecm.domain.communique.edition import Edition, texts_of
from ecm.domain.communique.pairs import shaped_like
from ecm.domain.publishing import CommuniqueState
from ecm.journal.chain import SYSTEM, Actor, digest
from ecm.meetings.actions.agenda import Plan, create_meeting
from ecm.meetings.models import Meeting
from ecm.people.models import Civility, Person, User
from ecm.publication.models import Communique, TranslatedText, Translation, Translator
from ecm.publication.translating import actions
from ecm.publication.translating.french import french_of
from tests.cast import Council, actor
from tests.publication.published import a_communique

MARK = "SECRETMARK"


@dataclass
class Desk:
    """A council's communiqué before those who translate it; `mossi` writes Mooré."""

    council: Council
    communique: Communique
    mossi: User
    other: User

    def actor(self, name: str, key: str = "") -> Actor:
        if name in ("mossi", "other"):
            return actor(getattr(self, name), key)
        return self.council.actor(name, key)

    @property
    def french(self) -> Edition:
        self.communique.refresh_from_db()
        found = french_of(self.communique)
        assert found is not None
        return found

    def begun(self, language: str = "mos") -> Translation:
        return actions.open_translation(self.actor("mossi"), self.communique, language)

    def write(self, key: str, text: str, who: str = "mossi", base: int = 0) -> None:
        """Write over the words numbered `base`, as one who has the French before him."""
        source = digest(texts_of(self.french)[key])
        actions.write_text(
            self.actor(who), self.begun(), key, text, base=base, source=source
        )

    def number(self, key: str) -> int:
        return TranslatedText.objects.get(translation=self.begun(), key=key).number

    def write_all(self) -> Translation:
        """Translate whatever the French holds."""
        translation = self.begun()
        done = {row.key: row for row in translation.texts.all()}
        for key, text in texts_of(self.french).items():
            row = done.get(key) or TranslatedText(translation=translation, key=key)
            row.text = shaped_like(text, f"Moore {text.removeprefix('- ')}")
            row.source, row.source_digest = text, digest(text)
            row.number, row.by, row.at = row.number + 1, self.mossi, clock.now()
            row.save()
        Translation.objects.filter(pk=translation.pk).update(state="draft")
        return self.begun()


def _translator(name: str) -> User:
    person = Person.objects.create(
        civility=Civility.MR, given_names="Paul", surname=name
    )
    return User.objects.create(username=name, person=person)


@pytest.fixture
def desk(council: Council) -> Desk:
    secret = council.secret
    secret.title = secret.subject = f"Contrat {MARK}"
    secret.save()
    communique = a_communique(council, CommuniqueState.SUBMITTED)
    made = Desk(council, communique, _translator("mossi"), _translator("other"))
    for user in (made.mossi, made.other):
        actions.grant(made.actor("secretary"), user.person, "mos")
    assert Translator.objects.count() == 2
    return made


def another_meeting(desk: Desk) -> Meeting:
    """Return an earlier council, whose communiqué is done."""
    plan = Plan(day=date(2026, 1, 8), number=1)
    return create_meeting(SYSTEM, desk.council.cast.body, plan)
