"""The addresses of the « mode papier » and of what is entered afterwards."""

from typing import Any

Row = tuple[Any, ...]


def _meeting(place: Any) -> list[Any]:
    return [place.council.pk]


def _copied(place: Any, who: str) -> dict[str, Any]:
    return {"hours-ends": "10:00", f"item-{place.item.pk}-outcome": "adopted"}


OF_PAPER: list[Row] = [
    ("publication:paper-mode", "get", _meeting),
    ("meetings:transcribe", "get", _meeting),
    ("meetings:transcribe", "post", _meeting, _copied),
]
# President, secretary, minister, rival, observer, screen, stranger, administrator, nobody.
_THE_DESK = "404 404 404 404 404 404 302"
EXPECTED_OF_PAPER: dict[str, str] = {
    "get publication:paper-mode": f"404 200 {_THE_DESK}",
    "get meetings:transcribe": f"404 200 {_THE_DESK}",
    # Too little was copied: everything that is missing is said.
    "post meetings:transcribe": f"404 422 {_THE_DESK}",
}
