"""What the page of a translation shows: its texts beside the French, its acts, how far it is."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ecm.access.translations import Translating
from ecm.domain.communique.edition import texts_of
from ecm.domain.communique.languages import (
    Currency,
    Language,
    Progress,
    letters_for,
    progress_of,
)
from ecm.domain.communique.pairs import Pair, pairs_of
from ecm.domain.publishing import TRANSLATION
from ecm.domain.verbs import Verb
from ecm.journal.chain import digest
from ecm.publication.translating.words import memory_of, renderings_of, rows_of

MOST_ROWS, LETTERS_A_ROW = 14, 52
TABS = {"": None, "a-traduire": Currency.MISSING, "a-revoir": Currency.STALE}


@dataclass(frozen=True)
class Shown:
    """A pair as the page draws it; `number` is that of the words a writer has before him."""

    pair: Pair
    number: int
    suggestions: tuple[str, ...] = ()

    def __getattr__(self, name: str) -> Any:
        return getattr(self.pair, name)

    @property
    def digest(self) -> str:
        return digest(self.pair.french)

    @property
    def rows(self) -> int:
        longest = max(len(self.pair.french), len(self.pair.rendering.text))
        return min(2 + longest // LETTERS_A_ROW, MOST_ROWS)

    @property
    def label(self) -> str:
        return Truncator(self.pair.french).chars(60)

    @property
    def takes_as_is(self) -> bool:
        """Whether names and numbers may be taken over in one tap."""
        return self.pair.is_entry and self.pair.currency is not Currency.CURRENT


@dataclass(frozen=True)
class Link:
    """An act or a page that the reader may go to."""

    url: str
    label: str
    is_main: bool = False
    is_current: bool = False


class Page:
    """One language of a communiqué before somebody who may translate or judge it."""

    def __init__(self, here: Translating, shown: str = "") -> None:
        self.here = here
        self.shown = shown if shown in TABS else ""
        self.language: Language = here.language

    @property
    def title(self) -> str:
        return _("Traduction en %(language)s") % {"language": _(self.language.name)}

    @property
    def language_title(self) -> str:
        return str(_(self.language.name)).capitalize()

    @property
    def reference(self) -> str:
        return self.here.french.reference

    @property
    def french_state(self) -> str:
        if self.here.is_published:
            version = self.here.french.version
            return _("version %(version)s, publiée") % {"version": version}
        return _("texte soumis à validation, sous embargo")

    @property
    def state_words(self) -> str:
        return str(_(TRANSLATION.words[self.here.state])).capitalize() + "."

    @property
    def writes(self) -> bool:
        return self.here.can(Verb.REWORD_TRANSLATION)

    def address(self, name: str) -> str:
        arguments = [self.here.communique.meeting_id, self.language.code]
        return reverse(f"publication:{name}", args=arguments)

    @property
    def url(self) -> str:
        return self.address("translation")

    @property
    def write_url(self) -> str:
        return self.address("translation-write")

    @property
    def back(self) -> str:
        return reverse("publication:languages", args=[self.here.communique.meeting_id])

    @property
    def own_letters(self) -> str:
        return letters_for(self.language)[0]

    @property
    def other_letters(self) -> str:
        return letters_for(self.language)[1]

    @cached_property
    def _rows(self) -> Any:
        return rows_of(self.here.translation) if self.here.translation else {}

    @cached_property
    def progress(self) -> Progress:
        return progress_of(texts_of(self.here.french), renderings_of(self._rows))

    @cached_property
    def pairs(self) -> list[Shown]:
        """Every text beside the French, or those of the chosen tab."""
        wanted = TABS[self.shown]
        pairs = pairs_of(self.here.french, renderings_of(self._rows))
        return self._drawn([p for p in pairs if wanted in (None, p.currency)])

    def pair(self, key: str) -> Shown | None:
        """Return one of them; None where the French has no such text."""
        pairs = pairs_of(self.here.french, renderings_of(self._rows))
        return next(iter(self._drawn([p for p in pairs if p.key == key])), None)

    def _drawn(self, pairs: list[Pair]) -> list[Shown]:
        undone = [p.french for p in pairs if p.currency is not Currency.CURRENT]
        place = (self.here.communique, self.language.code)
        known = memory_of(*place, undone) if undone and self.writes else {}
        return [
            Shown(
                pair,
                self._rows[pair.key].number if pair.key in self._rows else 0,
                tuple(w for w in known.get(pair.french, ()) if w != pair.rendering.text)
                if pair.currency is not Currency.CURRENT
                else (),
            )
            for pair in pairs
        ]

    @property
    def tabs(self) -> Iterator[Link]:
        labels = {
            "": _("Tout"),
            "a-traduire": _("À traduire"),
            "a-revoir": _("À revoir"),
        }
        for name, label in labels.items():
            url = f"{self.url}?montrer={name}" if name else self.url
            yield Link(url, label, is_current=name == self.shown)

    @property
    def papers(self) -> Iterator[Link]:
        if self.here.has_both:
            yield Link(self.address("translation-both"), _("PDF des deux langues"))

    @property
    def acts(self) -> Iterator[Link]:
        labels: dict[Verb, tuple[str, str]] = {
            Verb.VALIDATE_TRANSLATION: ("translation-validate", _("Valider")),
            Verb.PUBLISH_TRANSLATION: ("translation-publish", _("Publier")),
            Verb.RETURN_TRANSLATION: (
                "translation-return",
                _("Renvoyer au traducteur"),
            ),
        }
        possible: Callable[[Verb], bool] = self.here.can
        for verb, (name, label) in labels.items():
            if self.here.translation and possible(verb) and self._makes_sense(verb):
                is_main = verb is not Verb.RETURN_TRANSLATION
                yield Link(self.address(name), label, is_main=is_main)

    def _makes_sense(self, verb: Verb) -> bool:
        if verb is Verb.VALIDATE_TRANSLATION:
            return self.progress.is_complete
        if verb is Verb.PUBLISH_TRANSLATION:
            return self.progress.is_complete and self.here.is_published
        return True
