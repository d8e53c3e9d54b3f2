"""Reaching the translations of a communiqué: 404 for who neither translates nor judges them.

A translator sees the communiqué from its submission on, and nothing else of the council.
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import cast

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from ecm import clock
from ecm.access.communiques import reads_communiques
from ecm.access.dossiers import actor
from ecm.access.meetings import presence
from ecm.domain.communique.edition import Edition, from_json
from ecm.domain.communique.languages import FRENCH, LANGUAGES, OTHERS, Language
from ecm.domain.procedure import Office, Offices
from ecm.domain.publishing import TRANSLATION, TranslationState
from ecm.domain.verbs import Verb
from ecm.journal.chain import Actor
from ecm.people.models import Person, User
from ecm.people.offices import offices_of
from ecm.publication.models import Communique, Translation, Translator
from ecm.publication.translating.french import (
    french_of,
    last_published,
    open_to_translators,
    published_as,
    published_french,
)
from ecm.publication.translating.grants import languages_of, offices_on

_DESK = frozenset({Office.SECRETARIAT})


@dataclass(frozen=True)
class Languages:
    """A user before the languages of a communiqué that he may know of.

    `french` is None for the desk alone, before the text is submitted. Who neither
    translates nor judges reads how far they are, and `opens` none.
    """

    user: User
    communique: Communique
    french: Edition | None
    actor: Actor
    languages: tuple[Language, ...]
    is_desk: bool
    opens: bool


@dataclass(frozen=True)
class Translating:
    """A user before one language of a communiqué; `translation` is None until begun."""

    user: User
    communique: Communique
    french: Edition
    actor: Actor
    language: Language
    offices: Offices
    translation: Translation | None

    @property
    def state(self) -> TranslationState:
        row = self.translation
        return TranslationState(row.state) if row else TranslationState.DRAFT

    def can(self, verb: Verb) -> bool:
        """Tell whether the user may do `verb` in the translation's present state."""
        return TRANSLATION.can(self.offices, verb, self.state)

    @cached_property
    def is_published(self) -> bool:
        """Whether the French before the user is that which the country reads."""
        return published_french(self.communique) == self.french

    def published_pair(self) -> tuple[Edition, Edition]:
        """Return the last translation published and its French; Http404 without one."""
        version = last_published(self.communique, self.language.code)
        french = version and published_as(self.communique, FRENCH, version.number)
        if version is None or french is None:
            raise Http404
        return from_json(french.edition), from_json(version.edition)

    @cached_property
    def has_both(self) -> bool:
        """Whether a page of both languages can be printed."""
        return last_published(self.communique, self.language.code) is not None

    def again(self) -> "Translating":
        """Return the same place as it stands after an act."""
        row = self.communique.translations.filter(language=self.language.code).first()
        french = french_of(Communique.objects.get(pk=self.communique.pk))
        return replace(self, translation=row, french=french or self.french)

    def begun(self) -> Translation:
        """Return the translation; Http404 where none was begun."""
        if self.translation is None:
            raise Http404
        return self.translation


def languages(request: HttpRequest, meeting_id: int) -> Languages:
    """Return the languages of a communiqué that concern the user; Http404 for none."""
    user = cast(User, request.user)
    is_desk, is_reader = _is_desk(user), reads_communiques(request)
    own = languages_of(user.person_id)
    found = tuple(x for x in OTHERS if is_reader or x.code in own)
    communique, french = _found(request, meeting_id)
    if not found or (french is None and not is_reader):
        raise Http404
    opens = is_desk or not is_reader
    return Languages(user, communique, french, actor(request), found, is_desk, opens)


def translation(request: HttpRequest, meeting_id: int, code: str) -> Translating:
    """Return the user's place before one language; Http404 unless it concerns him."""
    user = cast(User, request.user)
    language = LANGUAGES.get(code)
    if language is None or code == FRENCH:
        raise Http404
    offices = offices_on(user.person_id, code)
    if not TRANSLATION.may(offices, Verb.OPEN_TRANSLATION):
        raise Http404
    communique, french = _open(request, meeting_id)
    begun = communique.translations.filter(language=code).first()
    return Translating(
        user, communique, french, actor(request), language, offices, begun
    )


def _open(request: HttpRequest, meeting_id: int) -> tuple[Communique, Edition]:
    communique, french = _found(request, meeting_id)
    if french is None:
        raise Http404
    return communique, french


def _found(request: HttpRequest, meeting_id: int) -> tuple[Communique, Edition | None]:
    rows = Communique.objects.select_related("meeting__body")
    communique = get_object_or_404(rows, meeting=meeting_id)
    french = french_of(communique)
    is_secret = french != published_french(communique)
    is_secret |= french is None
    if is_secret and _stands_aside(request, meeting_id):
        raise Http404
    return communique, french


def _stands_aside(request: HttpRequest, meeting_id: int) -> bool:
    """Tell whether an item of the council is closed to the user, whatever became of it."""
    try:
        return bool(presence(request, meeting_id).shut_items())
    except Http404:
        return False  # he had no seat, as most translators


def _is_desk(user: User) -> bool:
    held = offices_of(user.person_id, clock.now().date())
    return not held.isdisjoint(_DESK)


def has_a_language(request: HttpRequest) -> bool:
    """Tell whether a language was given to the user: it is in the masthead then."""
    return bool(languages_of(cast(User, request.user).person_id))


def translates(request: HttpRequest) -> bool:
    """Tell whether translations concern the user at all."""
    user = cast(User, request.user)
    return _is_desk(user) or bool(languages_of(user.person_id))


def communiques(request: HttpRequest) -> "QuerySet[Communique]":
    """Return the communiqués that are open to translators, the latest council first."""
    if not translates(request):
        raise Http404
    rows = open_to_translators().select_related("meeting__body")
    return rows.prefetch_related("translations").order_by("-meeting__day", "-pk")


def languages_mine(request: HttpRequest) -> tuple[Language, ...]:
    """Return the languages in which the user writes or judges, in their order."""
    user = cast(User, request.user)
    own = languages_of(user.person_id)
    return tuple(x for x in OTHERS if _is_desk(user) or x.code in own)


@dataclass(frozen=True)
class Grants:
    """An officer of the secretariat before the list of translators."""

    actor: Actor

    def translators(self) -> "QuerySet[Translator]":
        rows = Translator.objects.select_related("person")
        return rows.order_by("language", "person__surname")

    def translator(self, pk: int) -> Translator:
        return get_object_or_404(self.translators(), pk=pk)

    def people(self) -> "QuerySet[Person]":
        """Return who has an account, and may therefore be given a language."""
        return Person.objects.filter(user__is_active=True).distinct()


def grants(request: HttpRequest) -> Grants:
    """Return the list of translators to the secretariat; Http404 for everybody else."""
    if not _is_desk(cast(User, request.user)):
        raise Http404
    return Grants(actor(request))
