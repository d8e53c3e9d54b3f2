"""Which offices somebody holds on a day, by mandate or in place of another."""

from datetime import date

from django.db.models import QuerySet

from ecm.domain.procedure import Office, Offices
from ecm.people.models import ActingMandate, Mandate, Post

_OF_POST = {
    Post.PRESIDENT: {Office.HEAD_OF_STATE},
    Post.PRIME_MINISTER: {Office.HEAD_OF_GOVERNMENT},
    Post.SECRETARY_GENERAL: {Office.SECRETARY_GENERAL, Office.SECRETARIAT},
    Post.SECRETARIAT: {Office.SECRETARIAT},
}


def mandates_of(person_id: int | None, day: date) -> list[Mandate]:
    """Return the mandates that somebody exercises on `day`, his own before another's."""
    if person_id is None:
        return []
    held = Mandate.objects.held_on(day).select_related("ministry")
    return [*held.filter(person=person_id), *held.filter(pk__in=_acted(person_id, day))]


def _acted(person_id: int, day: date) -> "QuerySet[ActingMandate, int]":
    terms = ActingMandate.objects.filter(
        acting=person_id, starts_on__lte=day, ends_on__gte=day
    )
    return terms.values_list("mandate", flat=True)


def offices_of(person_id: int | None, day: date) -> Offices:
    """Return the offices of the State that somebody holds on `day`.

    The offices that depend on a paper are its own to tell: CHAIR, MINISTER, MINISTRY,
    TRANSLATOR. SYSTEM is nobody's.
    """
    return frozenset(
        office for m in mandates_of(person_id, day) for office in _of_mandate(m, day)
    )


def _of_mandate(mandate: Mandate, day: date) -> set[Office]:
    found = set(_OF_POST.get(Post(mandate.post), set()))
    if mandate.is_spokesperson:
        found.add(Office.SPOKESPERSON)
    if mandate.post == Post.CHIEF_OF_STAFF and _is_of_the_prime_minister(mandate, day):
        found.add(Office.HEAD_OF_GOVERNMENT)
    return found


def _is_of_the_prime_minister(mandate: Mandate, day: date) -> bool:
    if mandate.ministry_id is None:
        return False
    heads = Mandate.objects.held_on(day).filter(post=Post.PRIME_MINISTER)
    return heads.filter(ministry=mandate.ministry_id).exists()
