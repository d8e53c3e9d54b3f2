"""What was typed when the sign-in had expired: carried in the page, never in an address."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from ecm.people.models import User

SALT = "ecm.people.unsent"
COOKIE = "ecm-last"  # who signed in last with this browser, signed; it opens nothing
REMEMBERED = 7 * 24 * 3600  # seconds
KEPT_FOR = 3600
MOST_LETTERS = 500_000
OF_A_FORM = ("application/x-www-form-urlencoded", "multipart/form-data")
OF_A_SCRIPT = ("Idempotency-Key", "HX-Request", "Tus-Resumable")


@dataclass(frozen=True)
class Unsent:
    """A form that was refused for want of a sign-in, as it will be sent again."""

    url: str
    fields: list[tuple[str, str]]

    @property
    def written(self) -> list[str]:
        """The sentences among the fields, for the eye."""
        return [value for _name, value in self.fields if " " in value.strip()]


def refused_form(request: HttpRequest) -> dict[str, Any] | None:
    """Return what the sign-in page says of the form that was sent; None: nothing to keep.

    `author` is the account that had been signed in. It is asked after the CSRF check: what
    another site had sent is not carried.
    """
    author = _last_of(request)
    if author is None or not _is_a_form(request):
        return None
    fields = _fields(request)
    is_too_long = sum(len(value) for _name, value in fields) > MOST_LETTERS
    return {
        "kept": "" if is_too_long else _signed(author, request, fields),
        "is_too_long": is_too_long,
        "has_files": bool(request.FILES),
        "author": author,
    }


def unsent_of(request: HttpRequest, user: User) -> Unsent | None:
    """Return what `user` himself had typed before he signed in again."""
    try:
        kept = signing.loads(request.POST.get("kept", ""), salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    if kept["user"] != user.pk:
        return None
    return Unsent(kept["url"], [(name, value) for name, value in kept["fields"]])


def remember(response: HttpResponse, user: User) -> None:
    """Note in the browser who signed in, to give back to him alone what he types."""
    response.set_cookie(
        COOKIE,
        signing.dumps(user.pk, salt=COOKIE),
        max_age=REMEMBERED,
        httponly=True,
        secure=settings.SESSION_COOKIE_SECURE,
        samesite="Lax",
    )


def _last_of(request: HttpRequest) -> int | None:
    try:
        found: int = signing.loads(
            request.COOKIES.get(COOKIE, ""), salt=COOKIE, max_age=REMEMBERED
        )
    except signing.BadSignature:
        return None
    return found


def _is_a_form(request: HttpRequest) -> bool:
    if request.method != "POST" or request.content_type not in OF_A_FORM:
        return False
    return not any(name in request.headers for name in OF_A_SCRIPT)


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields as they were sent, without the token nor any password."""
    return [
        (name, str(value))
        for name, values in request.POST.lists()
        for value in values
        if name != "csrfmiddlewaretoken" and "password" not in name
    ]


def _signed(author: int, request: HttpRequest, fields: list[tuple[str, str]]) -> str:
    kept = {"user": author, "url": request.get_full_path(), "fields": fields}
    return signing.dumps(kept, salt=SALT, compress=True)
