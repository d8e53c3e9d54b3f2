"""Persons who can be reached, for the tests of notices."""

from ecm.people.models import Civility, Person


def person(surname: str, *, email: str = "", phone: str = "") -> Person:
    return Person.objects.create(
        civility=Civility.MRS,
        given_names="Awa",
        surname=surname,
        email=email,
        phone=phone,
    )


def reachable(count: int) -> list[Person]:
    """Return persons who have a telephone and no e-mail."""
    return [person(f"N{i}", phone=f"+2267000{i:04d}") for i in range(count)]
