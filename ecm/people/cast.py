"""The cast of a demonstration: who may sign in with one tap, and the codes for tablets.

Only accounts without a password belong to it: an administrator made by hand never does.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.core import signing
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ecm.people.models import BodyMember, Capacity, Mandate, Post, User

SALT = "ecm.people.cast"
CODE_LASTS = 12 * 3600  # seconds
TITLES = {
    Capacity.PRESIDING: _("Présidence de la séance"),
    Capacity.MEMBER: _("Membres du gouvernement"),
    Capacity.SECRETARY: _("Secrétariat de la séance"),
    Capacity.OBSERVER: _("Assistance sans voix"),
    Capacity.SCREEN: _("Salle"),
}
# Who prepares councils and sits in none: the posts that make a troupe.
PREPARING = {
    "ministries": (
        _("Cabinets et services des ministères"),
        (
            *(Post.CHIEF_OF_STAFF, Post.MINISTRY_SECRETARY_GENERAL),
            Post.MINISTRY_OFFICER,
        ),
    ),
    "study": (_("Agents du secrétariat général du Gouvernement"), (Post.SECRETARIAT,)),
    "bodies": (_("Organes consultés"), (Post.BODY_SECRETARY,)),
}


@dataclass(frozen=True)
class Player:
    """One account of the cast, as the page shows it."""

    username: str
    name: str
    title: str


@dataclass(frozen=True)
class Troupe:
    """The players who sit in one capacity, and the code that brings a tablet to them."""

    role: str
    title: str
    players: tuple[Player, ...]


def account(username: str) -> User | None:
    """Return the cast's account of that name, or None."""
    return _cast().filter(username=username).first()


def player(user_id: int) -> User | None:
    """Return the cast's account of that id, or None."""
    return _cast().filter(pk=user_id).first()


def troupes(day: date) -> list[Troupe]:
    """Return the cast by capacity, in protocol order of the mandates held on `day`."""
    seated = [
        Troupe(role.value, str(title), tuple(_players(role, day)))
        for role, title in TITLES.items()
    ]
    return [troupe for troupe in (*seated, *_preparing(day, seated)) if troupe.players]


def _preparing(day: date, seated: list[Troupe]) -> Iterator[Troupe]:
    shown = {player.username for troupe in seated for player in troupe.players}
    for role, (title, posts) in PREPARING.items():
        held = Mandate.objects.held_on(day).filter(
            post__in=posts, person__user__in=_cast()
        )
        players = (
            Player(m.person.user.username, str(m.person), m.title)
            for m in held.select_related("person__user").order_by("precedence", "pk")
        )
        rest = tuple(player for player in players if player.username not in shown)
        yield Troupe(role, str(title), rest)


def code_of(role: str) -> str:
    """Return the signed word that a tablet brings back; it lasts CODE_LASTS seconds."""
    return signing.dumps(role, salt=SALT, compress=False)


def role_of(code: str) -> str | None:
    """Return the role that a code was made for, or None when it is forged or too old."""
    try:
        return str(signing.loads(code, salt=SALT, max_age=CODE_LASTS))
    except signing.BadSignature:
        return None


def _cast() -> "QuerySet[User]":
    return User.objects.filter(
        is_active=True, is_staff=False, password__startswith=UNUSABLE_PASSWORD_PREFIX
    )


def _players(role: Capacity, day: date) -> Iterator[Player]:
    if role is Capacity.SCREEN:
        for user in _cast().filter(person=None).order_by("username"):
            seat = user.screens.order_by("-pk").first()
            label = Capacity(seat.capacity).label if seat else role.label
            yield Player(user.username, str(label), "")
        return
    members = BodyMember.objects.filter(
        capacity=role,
        mandate__in=Mandate.objects.held_on(day),
        mandate__person__user__in=_cast(),
    ).select_related("mandate__person__user")
    for member in members.order_by("mandate__precedence", "pk"):
        person = member.mandate.person
        yield Player(person.user.username, str(person), member.mandate.title)
