"""The rows that the addresses of translations and of the press list name."""

from collections.abc import Callable
from typing import Any

from ecm import clock
from ecm.domain.communique.edition import as_json
from ecm.domain.publishing import CommuniqueState
from ecm.publication.delivering.leaving import word_for
from ecm.publication.editions import edition_of_decisions
from ecm.publication.models import (
    Communique,
    CommuniqueVersion,
    Delivery,
    Recipient,
    Translation,
    Translator,
)
from tests.publication.published import PUBLISHED

# Name, method, arguments, fields.
Row = tuple[Any, ...]


def _communique(place: Any) -> Communique:
    """The communiqué of the council, submitted, of which Mooré is begun."""
    edition = edition_of_decisions(place.council.meeting)
    known = Communique.objects.filter(meeting=place.council.pk).first()
    found = known or Communique(meeting=place.council.meeting, drafted_at=PUBLISHED)
    found.state, found.edition = CommuniqueState.SUBMITTED, as_json(edition)
    found.save()
    Translation.objects.get_or_create(communique=found, language="mos")
    return found


def _council(place: Any) -> list[Any]:
    return [_communique(place).meeting_id]


def _language(place: Any) -> list[Any]:
    return [*_council(place), "mos"]


def _recipient(place: Any) -> list[Any]:
    made = {"name": "Radio", "added_at": clock.now()}
    row, _is_new = Recipient.objects.get_or_create(email="a@b.bf", defaults=made)
    return [row.pk]


def _word(place: Any) -> list[Any]:
    return [word_for(*_recipient(place))]


def _delivery(place: Any) -> list[Any]:
    (recipient,) = _recipient(place)
    communique = _communique(place)
    made = {
        "edition": communique.edition,
        "digest": "0" * 64,
        "published_at": PUBLISHED,
    }
    version, _is_new = CommuniqueVersion.objects.get_or_create(
        communique=communique, language="fr", number=1, defaults=made
    )
    row, _is_new = Delivery.objects.get_or_create(
        version=version, recipient_id=recipient
    )
    return [row.pk]


def _translator(place: Any) -> list[Any]:
    cast = place.council.cast
    made = {"granted_by": cast.secretary, "granted_at": clock.now()}
    person = {"person": cast.stranger.person, "language": "en"}
    row, _is_new = Translator.objects.get_or_create(**person, defaults=made)
    return [row.pk]


def _are(values: dict[str, Any]) -> Callable[[Any, str], dict[str, Any]]:
    return lambda place, who: values


def _granted(place: Any, who: str) -> dict[str, Any]:
    return {"person": place.council.cast.rival.person_id, "language": "dyu"}


_RADIO = {"name": "Radio", "email": "radio@exemple.bf", "language": "fr"}

OF_TRANSLATIONS: list[Row] = [
    ("publication:translations",),
    ("publication:languages", "get", _council),
    ("publication:translation", "get", _language),
    ("publication:translation-both", "get", _language),
    ("publication:translation-write", "post", _language, _are({"paragraph": "x"})),
    ("publication:translation-validate", "post", _language),
    ("publication:translation-return", "post", _language),
    ("publication:translation-publish", "post", _language),
    ("publication:translators",),
    ("publication:translators", "post", lambda place: [], _granted),
    ("publication:translator-revoke", "post", _translator),
    # The council of the tests is not closed: its communiqué has no desk.
    ("publication:spoken", "get", _council),
    ("publication:press",),
    ("publication:recipient-new",),
    ("publication:recipient-new", "post", lambda place: [], _are(_RADIO)),
    ("publication:recipient", "get", _recipient),
    ("publication:recipient-toggle", "post", _recipient, _are({"active": "0"})),
    ("publication:press-import",),
    ("publication:deliveries",),
    ("publication:delivery-again", "post", _delivery),
    ("publication:unsubscribe", "get", _word),
    ("publication:unsubscribe", "post", _word),
]

_READ = "404 200 404 404 404 404 404 404 302"
_DONE = "404 302 404 404 404 404 404 404 302"
_TOO_EARLY = "404 409 404 404 404 404 404 404 302"
_OPEN = "200 200 200 200 200 200 200 200 200"

EXPECTED_OF_TRANSLATIONS = {
    "get publication:translations": _READ,
    "get publication:languages": _READ,
    "get publication:translation": _READ,
    # Nothing of it is published: there is no paper yet.
    "get publication:translation-both": "404 404 404 404 404 404 404 404 302",
    # What is written is of no text of the French, and nothing is complete.
    "post publication:translation-write": _TOO_EARLY,
    "post publication:translation-validate": _TOO_EARLY,
    "post publication:translation-return": _TOO_EARLY,
    "post publication:translation-publish": _TOO_EARLY,
    "get publication:translators": _READ,
    "post publication:translators": _DONE,
    "post publication:translator-revoke": _DONE,
    "get publication:spoken": "404 404 404 404 404 404 404 404 302",
    "get publication:press": _READ,
    "get publication:recipient-new": _READ,
    "post publication:recipient-new": _DONE,
    "get publication:recipient": _READ,
    "post publication:recipient-toggle": _DONE,
    "get publication:press-import": _READ,
    "get publication:deliveries": _READ,
    "post publication:delivery-again": _DONE,
    # The word proves who leaves: no account is needed.
    "get publication:unsubscribe": _OPEN,
    "post publication:unsubscribe": _OPEN,
}
