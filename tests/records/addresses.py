"""The addresses of the papers of a council, before one that is not over."""

from collections.abc import Callable
from typing import Any

Row = tuple[Any, ...]


def _of_meeting(place: Any) -> list[Any]:
    return [place.council.pk]


def _of_row(place: Any) -> list[Any]:
    return [place.council.pk, 1]


def _of_extract(place: Any) -> list[Any]:
    return [1]


def _rows(names: str, method: str, arguments: Callable[[Any], list[Any]]) -> list[Row]:
    return [(f"records:{name}", method, arguments) for name in names.split()]


OF_RECORDS: list[Row] = [
    ("records:list", "get"),
    *_rows("record pdf corrections minutes minutes-pdf", "get", _of_meeting),
    *_rows("draw submit approve return issue", "post", _of_meeting),
    *_rows("minutes-draw minutes-review minutes-approve", "post", _of_meeting),
    *_rows("minutes-return minutes-seal", "post", _of_meeting),
    *_rows("reword propose minutes-reword", "get", _of_row),
    *_rows("reword propose minutes-reword", "post", _of_row),
    *_rows("correct drop minutes-close minutes-reopen", "post", _of_row),
    *_rows("extract extract-pdf", "get", _of_extract),
    *_rows("acknowledge", "post", _of_extract),
]

# The council of the test is open: it has no papers yet. Who reads which once it has is
# tried in tests/records.
EXPECTED_OF_RECORDS = {
    f"{method} {name}": "404 404 404 404 404 404 404 404 302"
    for name, method, *_rest in OF_RECORDS
} | {"get records:list": "200 200 200 200 200 200 200 200 302"}
