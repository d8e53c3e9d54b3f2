"""Who writes and who receives: thirty ministries with their staff, ten officers of the SGG."""

from dataclasses import dataclass
from datetime import date

from django.utils.text import slugify

from benchmarks.words import MINISTRIES
from ecm.calendar.defaults import install_defaults as install_week
from ecm.dossiers.defaults import install_defaults
from ecm.people.models import Mandate, Ministry, MinistryName, Person, Post, User

SINCE = date(2020, 1, 1)
OFFICERS = 10


@dataclass(frozen=True)
class Government:
    """The ministries in the order of protocol, and the accounts that ask for pages."""

    ministries: list[Ministry]
    officers: list[User]
    chiefs: list[User]


def load_government() -> Government:
    """Write the ministries, their chiefs of staff and the secretariat."""
    install_defaults()
    install_week()
    ministries = [_ministry(rank, name) for rank, name in enumerate(MINISTRIES, 1)]
    return Government(
        ministries=ministries,
        officers=[_officer(number) for number in range(1, OFFICERS + 1)],
        chiefs=[_chief(ministry) for ministry in ministries],
    )


def _ministry(rank: int, name: str) -> Ministry:
    ministry = Ministry.objects.create(code=slugify(name))
    MinistryName.objects.create(
        ministry=ministry,
        name=f"ministère : {name}",
        short_name=name,
        precedence=rank,
        valid_from=SINCE,
    )
    return ministry


def _officer(number: int) -> User:
    surnames = ("Zongo", "Sawadogo", "Ouédraogo", "Traoré", "Kaboré", "Compaoré")
    surname = surnames[number % len(surnames)]
    return _account(f"sgg{number}", "Awa", surname, Post.SECRETARIAT, None)


def _chief(ministry: Ministry) -> User:
    name = f"cabinet-{ministry.code}"
    return _account(name, "Issa", "Barry", Post.CHIEF_OF_STAFF, ministry)


def _account(
    username: str, given: str, surname: str, post: Post, ministry: Ministry | None
) -> User:
    person = Person.objects.create(
        civility="Madame", given_names=given, surname=surname
    )
    Mandate.objects.create(
        person=person,
        post=post,
        title=str(post.label),
        ministry=ministry,
        starts_on=SINCE,
    )
    return User.objects.create(username=username, person=person)
