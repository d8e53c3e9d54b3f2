"""The languages of a communiqué, and what becomes of a translation when the French changes."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from ecm.domain.errors import gettext_noop

FRENCH = "fr"


@dataclass(frozen=True)
class Language:
    """A language: `code` is the shortest of ISO 639 (BCP 47), `iso` that of ISO 639-3.

    `name` is its name in French, `own_name` in itself; `letters` are those that a French
    keyboard lacks.
    """

    code: str
    iso: str
    name: str
    own_name: str
    letters: str = ""
    direction: Literal["ltr", "rtl"] = "ltr"


# Letters: those of the orthographies in use in Burkina Faso.
_ALL = (
    Language(FRENCH, "fra", gettext_noop("français"), "français"),
    Language("mos", "mos", gettext_noop("mooré"), "moore", "ãẽĩõũɛɩʋ"),
    Language("dyu", "dyu", gettext_noop("dioula"), "julakan", "ɛɔɲŋ"),
    Language("ff", "ful", gettext_noop("fulfuldé"), "fulfulde", "ɓɗŋɲƴ"),
    Language("gux", "gux", gettext_noop("gulmancema"), "gulmancema", "ŋɲãẽĩõũ"),
    Language("en", "eng", gettext_noop("anglais"), "English"),
)
LANGUAGES: Mapping[str, Language] = {language.code: language for language in _ALL}
OTHERS = tuple(language for language in _ALL if language.code != FRENCH)
SPECIAL_LETTERS = "ãẽĩõũɛɔɩʋɓɗŋɲƴ"


def letters_for(language: Language) -> tuple[str, str]:
    """Return the letters to offer a writer: those of his language, then the others."""
    others = "".join(x for x in SPECIAL_LETTERS if x not in language.letters)
    return language.letters, others


class Currency(StrEnum):
    """Whether a translated text still says what the French says."""

    MISSING = "missing"
    STALE = "stale"
    CURRENT = "current"


@dataclass(frozen=True)
class Rendering:
    """A text in another language; `source` is the French that it was made from."""

    text: str
    source: str


def currency_of(french: str, rendering: Rendering | None) -> Currency:
    """Tell where one text stands before the French of today."""
    if rendering is None or not rendering.text:
        return Currency.MISSING
    return Currency.CURRENT if rendering.source == french else Currency.STALE


@dataclass(frozen=True)
class Progress:
    """How far a translation is: `current` of `total` texts, `stale` to be read again."""

    total: int
    current: int
    stale: int

    @property
    def is_complete(self) -> bool:
        return self.current == self.total


def progress_of(
    french: Mapping[str, str], renderings: Mapping[str, Rendering]
) -> Progress:
    """Count the texts of the French that a translation says, and those it says no more."""
    found = [currency_of(text, renderings.get(key)) for key, text in french.items()]
    return Progress(
        len(found), found.count(Currency.CURRENT), found.count(Currency.STALE)
    )
