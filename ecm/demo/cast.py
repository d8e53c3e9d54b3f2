"""The persons of the demonstration: ministries, mandates, accounts and seats in the body."""

from datetime import date, timedelta
from typing import Any

from ecm.demo.words import read
from ecm.dossiers.models import ReviewLevel
from ecm.people.models import (
    ActingMandate,
    Body,
    BodyMember,
    Capacity,
    Mandate,
    Ministry,
    MinistryName,
    Person,
    User,
)

# No subscriber of Burkina Faso has a number that begins with 00.
NOBODYS = "+22600000"
FORMER_GOVERNMENT = date(2024, 12, 8)


def load_cast() -> Body:
    """Create the government of the day, its secretariat and the body they sit in."""
    words = read("people.json")
    since = date.fromisoformat(words["reshuffle"])
    body, _ = Body.objects.get_or_create(
        code="CM", defaults={"name": "Conseil des ministres", "country": "bf"}
    )
    for rank, entry in enumerate(words["ministries"], start=1):
        _ministry(entry, rank, since)
    for rank, entry in enumerate(words["people"], start=1):
        _member(body, entry, rank, since)
    for username in (*words["screens"], *words["anterooms"]):
        _account(username, None)
    for entry in words["acting"]:
        _acting(entry)
    for entry in words["bodies"]:
        Body.objects.get_or_create(code=entry["code"], defaults={"name": entry["name"]})
    for rank, entry in enumerate(words["staff"], start=100):
        _employee(entry, rank, since)
    for entry in words["review"]:
        _review(entry)
    return body


def _employee(entry: dict[str, Any], rank: int, since: date) -> None:
    """Create one who prepares councils and sits in none, or who sits in another body."""
    mandate = _mandate(entry, rank, since)
    if code := entry.get("body"):
        body = Body.objects.get(code=code)
        BodyMember.objects.create(
            body=body, mandate=mandate, capacity=Capacity.SECRETARY
        )
    _account(entry["username"], mandate.person)


def _review(entry: dict[str, Any]) -> None:
    ministry = Ministry.objects.get(code=entry["ministry"])
    level = ReviewLevel.objects.create(
        ministry=ministry,
        position=ministry.review_levels.count() + 1,
        title=entry["title"],
    )
    level.reviewers.set(Person.objects.filter(user__username__in=entry["reviewers"]))


def _ministry(entry: dict[str, str], rank: int, since: date) -> None:
    ministry, _ = Ministry.objects.get_or_create(code=entry["code"])
    names: list[tuple[str, date, date | None]] = [(entry["name"], since, None)]
    if former := entry.get("former_name"):
        names.append((former, FORMER_GOVERNMENT, since - timedelta(days=1)))
    for name, start, end in names:
        MinistryName.objects.get_or_create(
            ministry=ministry,
            valid_from=start,
            defaults={
                "name": name,
                "short_name": entry["short_name"],
                "precedence": rank,
                "valid_until": end,
            },
        )


def _member(body: Body, entry: dict[str, Any], rank: int, since: date) -> None:
    mandate = _mandate(entry, rank, since)
    BodyMember.objects.create(body=body, mandate=mandate, capacity=entry["capacity"])
    _account(entry["username"], mandate.person)


def _mandate(entry: dict[str, Any], rank: int, since: date) -> Mandate:
    person = Person.objects.create(
        civility=entry["civility"],
        grade=entry.get("grade", ""),
        given_names=entry["given_names"],
        surname=entry["surname"],
        distinction=entry.get("distinction", ""),
        email=f"{entry['username']}@gouv.bf.example",
        phone=f"{NOBODYS}{rank:03d}",
    )
    code = entry.get("ministry")
    return Mandate.objects.create(
        person=person,
        post=entry["post"],
        title=entry["title"],
        ministry=Ministry.objects.get(code=code) if code else None,
        precedence=rank,
        is_spokesperson=entry.get("spokesperson", False),
        starts_on=since,
    )


def _account(username: str, person: Person | None) -> None:
    """Make an account that nobody can sign in to with a password."""
    user = User(username=username, person=person)
    user.set_unusable_password()
    user.save()


def _acting(entry: dict[str, str]) -> None:
    ActingMandate.objects.create(
        mandate=Mandate.objects.get(person__user__username=entry["holder"]),
        acting=Person.objects.get(user__username=entry["acting"]),
        starts_on=date.fromisoformat(entry["starts_on"]),
        ends_on=date.fromisoformat(entry["ends_on"]),
        act=entry["act"],
    )
