"""The languages of communiqués in lists: which are begun, and how far."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from ecm.access.translations import Languages
from ecm.domain.communique.edition import Edition, texts_of
from ecm.domain.communique.languages import Language, Progress, progress_of
from ecm.domain.publishing import TRANSLATION, TranslationState
from ecm.meetings.models import Meeting
from ecm.publication.models import Communique, Translation
from ecm.publication.translating.french import french_of
from ecm.publication.translating.words import renderings_of, rows_of


@dataclass(frozen=True)
class Line:
    """One language of one communiqué."""

    language: Language
    url: str
    progress: Progress
    translation: Translation | None

    @property
    def name(self) -> str:
        return str(_(self.language.name)).capitalize()

    @property
    def state(self) -> str:
        if self.translation is None:
            return _("pas commencée")
        words = TRANSLATION.words[TranslationState(self.translation.state)]
        return str(_(words))


@dataclass(frozen=True)
class Row:
    """A communiqué and those of its languages that concern the reader."""

    meeting: Meeting
    url: str
    lines: Sequence[Line]


def of_communique(here: Languages) -> list[Line]:
    """Return the lines of one communiqué."""
    if here.french is None:
        return []
    return _lines(here.communique, here.french, here.languages)


def listed(rows: Iterable[Communique], languages: Sequence[Language]) -> list[Row]:
    """Return the communiqués whose French may be translated now."""
    opened = ((communique, french_of(communique)) for communique in rows)
    return [
        Row(
            communique.meeting,
            reverse("publication:languages", args=[communique.meeting_id]),
            _lines(communique, french, languages),
        )
        for communique, french in opened
        if french is not None
    ]


def _lines(
    communique: Communique, french: Edition, languages: Sequence[Language]
) -> list[Line]:
    begun = {row.language: row for row in communique.translations.all()}
    texts = texts_of(french)
    found = []
    for language in languages:
        row = begun.get(language.code)
        renderings = renderings_of(rows_of(row)) if row else {}
        place = [communique.meeting_id, language.code]
        url = reverse("publication:translation", args=place)
        found.append(Line(language, url, progress_of(texts, renderings), row))
    return found
