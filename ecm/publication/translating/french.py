"""The French that translators have before them, and the one that the country reads."""

from django.db.models import Q, QuerySet

from ecm.domain.communique.edition import Edition, from_json
from ecm.domain.communique.languages import FRENCH
from ecm.domain.publishing import CommuniqueState
from ecm.publication.desk.wording import edition_in_hand
from ecm.publication.models import Communique, CommuniqueVersion

# From its submission on: before, a paragraph may still be taken out of it.
UNDER_WAY = (
    CommuniqueState.SUBMITTED,
    CommuniqueState.VALIDATED,
    CommuniqueState.SIGNED,
)


def french_of(communique: Communique) -> Edition | None:
    """Return the French to translate: the text submitted, else the last one published.

    None for a draft that was never submitted.
    """
    if communique.state in UNDER_WAY:
        return edition_in_hand(communique)
    return published_french(communique)


def published_french(communique: Communique) -> Edition | None:
    """Return the French as the country reads it today; None before its publication."""
    last = last_published(communique, FRENCH)
    return from_json(last.edition) if last else None


def last_published(communique: Communique, language: str) -> CommuniqueVersion | None:
    """Return the last version of a language; None before its publication."""
    return communique.versions.filter(language=language).order_by("number").last()


def published_as(
    communique: Communique, language: str, number: int
) -> CommuniqueVersion | None:
    """Return one version of a language; None where it was not published."""
    return communique.versions.filter(language=language, number=number).first()


def open_to_translators() -> "QuerySet[Communique]":
    """Return the communiqués of which a translator may read the French."""
    published = Q(versions__language=FRENCH)
    return Communique.objects.filter(Q(state__in=UNDER_WAY) | published).distinct()
