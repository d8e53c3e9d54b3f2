"""Who translates into what: a grant per person and language, given by the secretariat."""

from ecm import clock
from ecm.domain.procedure import Office, Offices
from ecm.people.offices import offices_of
from ecm.publication.models import Translator


def offices_on(person_id: int | None, language: str) -> Offices:
    """Return the offices of somebody before the translation into one language."""
    held = offices_of(person_id, clock.now().date())
    return held | {Office.TRANSLATOR} if language in languages_of(person_id) else held


def languages_of(person_id: int | None) -> frozenset[str]:
    """Return the languages into which somebody translates."""
    if person_id is None:
        return frozenset()
    rows = Translator.objects.filter(person=person_id)
    return frozenset(rows.values_list("language", flat=True))
