"""Who signs a communiqué: the spokesperson of the day, or who acts for her or him."""

from datetime import date

from ecm.domain.communique import Signature
from ecm.domain.french import full_name
from ecm.meetings.models import Meeting
from ecm.people.models import ActingMandate, Mandate, Person
from ecm.publication.origin import was_imported

_TITLES = {
    False: "Le Porte-parole du gouvernement",
    True: "La Porte-parole du gouvernement",
}
_ACTING = "{} par intérim"


def signature_of(meeting: Meeting) -> Signature | None:
    """Return the signature; what the meeting itself says of its spokesperson comes first.

    An imported communiqué is signed by whom its source names, or by nobody.
    """
    written = meeting.spokesperson.strip()
    if was_imported(meeting):
        return _as_written(written, None, "") if written else None
    person, title = _spokesperson(meeting)
    if written:
        return _as_written(written, person, title)
    return _signature(person, title) if person else None


def signature_by(person: Person, day: date) -> Signature | None:
    """Return how somebody signs on a day: as the spokesperson, or in her or his place."""
    speaks = Mandate.objects.held_on(day).filter(is_spokesperson=True)
    if speaks.filter(person=person).exists():
        return _signature(person, _TITLES[person.is_woman])
    acts = ActingMandate.objects.filter(
        acting=person, mandate__in=speaks, starts_on__lte=day, ends_on__gte=day
    )
    if acts.exists():
        return _signature(person, _ACTING.format(_TITLES[person.is_woman]))
    return None


def _as_written(text: str, person: Person | None, title: str) -> Signature:
    name, _, distinction = (part.strip() for part in text.partition(","))
    known = person is not None and _name(person) == name
    return Signature(name, distinction, title if known else _TITLES[False])


def _signature(person: Person, title: str) -> Signature:
    return Signature(_name(person), person.distinction, title)


def _name(person: Person) -> str:
    return full_name(person.given_names, person.surname)


def _spokesperson(meeting: Meeting) -> tuple[Person | None, str]:
    """Return who speaks for the government on the day, and under which title."""
    mandate = _mandate(meeting)
    if mandate is None:
        return None, ""
    acting = _acting(mandate, meeting)
    person = acting.acting if acting else mandate.person
    title = _TITLES[person.is_woman]
    return person, _ACTING.format(title) if acting else title


def _mandate(meeting: Meeting) -> Mandate | None:
    held = Mandate.objects.held_on(meeting.day).filter(
        is_spokesperson=True, memberships__body=meeting.body_id
    )
    return held.select_related("person").order_by("precedence").first()


def _acting(mandate: Mandate, meeting: Meeting) -> ActingMandate | None:
    terms = mandate.acting_mandates.filter(
        starts_on__lte=meeting.day, ends_on__gte=meeting.day
    )
    return terms.select_related("acting").first()
