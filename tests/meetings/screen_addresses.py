"""The addresses of what the table shows to all, and who gets what of each."""

from typing import Any

from ecm import clock
from ecm.dossiers.models import Version
from ecm.meetings.models import Announcement
from tests.asking import furnish

Row = tuple[Any, ...]
_NEVER = "404 404 302"


def _meeting(place: Any) -> list[Any]:
    return [place.council.pk]


def _item(place: Any) -> list[Any]:
    return [place.council.pk, place.item.pk]


def _announced(place: Any) -> list[Any]:
    made, _ = Announcement.objects.get_or_create(
        meeting=place.council.meeting,
        text="La séance reprend.",
        defaults={"made_at": clock.now()},
    )
    return [place.council.pk, made.pk]


def _first_page(place: Any, who: str) -> dict[str, Any]:
    if place.item.dossier_id is None:
        furnish(place.council, place.item)
    page = Version.objects.filter(document__dossier=place.item.dossier).first()
    # Without a paper of its own, another's is as good to be refused.
    version = page or place.version
    return {"version": version.pk, "page": 1, "quote": "Article premier"}


OF_SCREENS: list[Row] = [
    ("meetings:announce", "get", _meeting),
    (
        *("meetings:announce", "post", _meeting),
        lambda place, who: {"text": "La séance reprend.", "shown_to": "everywhere"},
    ),
    ("meetings:announcement-withdraw", "post", _announced),
    ("meetings:passage-point", "get", _item),
    ("meetings:passage-point", "post", _item, _first_page),
    ("meetings:passage-release", "post", _item),
]
EXPECTED_OF_SCREENS: dict[str, str] = {
    "get meetings:announce": f"200 200 403 403 403 403 {_NEVER}",
    "post meetings:announce": f"204 204 403 403 403 403 {_NEVER}",
    "post meetings:announcement-withdraw": f"204 204 404 404 404 404 {_NEVER}",
    # The minister is the rapporteur of the item; the rival is of another ministry.
    "get meetings:passage-point": f"200 200 200 404 403 403 {_NEVER}",
    "post meetings:passage-point": f"204 204 204 403 403 403 {_NEVER}",
    "post meetings:passage-release": f"204 204 204 403 403 403 {_NEVER}",
}
