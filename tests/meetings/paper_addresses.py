"""The addresses of the « mode papier », of what is entered afterwards, of versions."""

from typing import Any
from uuid import UUID

from ecm import clock
from ecm.meetings.models import MinuteBlock

Row = tuple[Any, ...]


def _meeting(place: Any) -> list[Any]:
    return [place.council.pk]


def _copied(place: Any, who: str) -> dict[str, Any]:
    return {"hours-ends": "10:00", f"item-{place.item.pk}-outcome": "adopted"}


def _paragraph(place: Any) -> list[Any]:
    """A paragraph of the minutes of the item."""
    block, _ = MinuteBlock.objects.get_or_create(
        meeting=place.council.meeting,
        uid=UUID(int=77),
        defaults={"item": place.item, "position": 1, "text": "Le Conseil…"},
    )
    block.revisions.get_or_create(
        version=1,
        defaults={
            "text": block.text,
            "written_by": place.council.cast.secretary,
            "written_at": clock.now(),
        },
    )
    return [place.council.pk, block.pk]


def _about(place: Any, who: str) -> dict[str, Any]:
    return {"item": place.item.pk}


OF_PAPER: list[Row] = [
    ("publication:paper-mode", "get", _meeting),
    ("meetings:transcribe", "get", _meeting),
    ("meetings:transcribe", "post", _meeting, _copied),
    ("meetings:minutes-versions", "get", _paragraph),
    ("meetings:minutes-removed", "get", _meeting, _about),
]
# President, secretary, minister, rival, observer, screen, stranger, administrator, nobody.
_THE_DESK = "404 404 404 404 404 404 302"
EXPECTED_OF_PAPER: dict[str, str] = {
    "get publication:paper-mode": f"404 200 {_THE_DESK}",
    "get meetings:transcribe": f"404 200 {_THE_DESK}",
    "get meetings:minutes-versions": f"404 200 {_THE_DESK}",
    "get meetings:minutes-removed": f"404 200 {_THE_DESK}",
    # Too little was copied: everything that is missing is said.
    "post meetings:transcribe": f"404 422 {_THE_DESK}",
}
