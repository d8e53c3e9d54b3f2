"""A communiqué beside its translation: one pair for each text, in reading order."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ecm.domain.communique.edition import (
    HEADING,
    OPENING,
    SECOND,
    Edition,
    texts_of,
)
from ecm.domain.communique.languages import Currency, Rendering, currency_of
from ecm.domain.wording import Run, compared


class Place(StrEnum):
    """What a text is in the communiqué."""

    HEADING = "heading"
    TITLE = "title"
    TEXT = "text"
    ENTRY = "entry"


@dataclass(frozen=True)
class Pair:
    """A text of the French and what a translation makes of it.

    `runs` are the words of the French with what changed since it was translated: empty
    unless the translation is stale.
    """

    key: str
    place: Place
    french: str
    rendering: Rendering
    currency: Currency
    runs: tuple[Run, ...] = ()

    @property
    def anchor(self) -> str:
        """A name that an address may bear, whatever the key is made of."""
        return "t" + hashlib.sha256(self.key.encode()).hexdigest()[:10]

    @property
    def is_entry(self) -> bool:
        """Whether it is a person's line, whose names and numbers stay as they are."""
        return self.place is Place.ENTRY


def pairs_of(french: Edition, renderings: Mapping[str, Rendering]) -> list[Pair]:
    """Return every text of the French beside its rendering.

    What was translated of a text that the French no longer holds is in none.
    """
    places = _places(french)
    return [
        pair_of(key, places.get(key, Place.TITLE), text, renderings.get(key))
        for key, text in texts_of(french).items()
    ]


def pair_of(key: str, place: Place, french: str, found: Rendering | None) -> Pair:
    """Return one text beside its rendering."""
    rendering = found or Rendering("", "")
    currency = currency_of(french, found)
    is_stale = currency is Currency.STALE
    runs = compared(rendering.source, french) if is_stale else ()
    return Pair(key, place, french, rendering, currency, runs)


def shaped_like(french: str, text: str) -> str:
    """Return words with the dash of a person's line where the French has it, or without."""
    bare = text.strip().removeprefix("- ").strip()
    return f"- {bare}" if bare and french.startswith("- ") else bare


def _places(french: Edition) -> dict[str, Place]:
    lines = {
        paragraph.key: Place.ENTRY if paragraph.is_entry else Place.TEXT
        for paragraph in french.paragraphs()
    }
    texts = {OPENING: Place.TEXT, SECOND: Place.TEXT}
    return {HEADING: Place.HEADING, **texts, **lines}
