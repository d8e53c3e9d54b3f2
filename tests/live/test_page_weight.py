"""What the room weighs on a line of 64 kbit/s: the page, and all that it needs to be drawn.

The letter forms are not needed: until they are there the tablet's own are drawn.
"""

import gzip
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from django.urls import reverse

from tests.cast import Council, signed_in

MOST = 150_000  # octets, the first time: a tablet keeps what its page is made of
WANTED = re.compile(r'<(?:script|link)\b[^>]*?(?:src|href)="(/[^"]+)"')
IMPORTED = re.compile(r'(?:\bfrom|\bimport)\s*\(?"(\.{1,2}/[^"]+)"|url\("?([^")]+)"?\)')
LETTERS = ".woff2"
FACE = re.compile(r"@font-face\s*{([^}]*)}")


@pytest.mark.parametrize("who", ["minister", "president", "secretary"])
def test_the_room_and_all_it_needs_weigh_little(opened: Council, who: str) -> None:
    client = signed_in(Client(), opened.cast[who])
    page = client.get(reverse("live:room", args=[opened.pk])).content

    parts = {path: weight(path) for path in needed(page.decode())}

    total = len(gzip.compress(page)) + sum(parts.values())
    heaviest = sorted(parts.items(), key=lambda part: -part[1])[:8]
    assert total <= MOST, (total, heaviest)


def needed(page: str) -> set[str]:
    """Return the addresses of all that the page asks for, and what that asks for."""
    found: set[str] = set()
    waiting = [path for path in WANTED.findall(page) if is_needed(path)]
    assert waiting
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += filter(is_needed, asked_by(path))
    return found


def is_needed(path: str) -> bool:
    return "/static/" in path and not path.endswith(LETTERS)


def asked_by(path: str) -> Iterator[str]:
    if path.endswith((".js", ".css")):
        for module, picture in IMPORTED.findall(stored(path).decode()):
            if not picture.startswith("data:"):
                yield urljoin(path, module or picture)


def weight(path: str) -> int:
    return len(gzip.compress(stored(path)))


def stored(path: str) -> bytes:
    """Return a file of ours or of a package's, as it is before it is packed."""
    name = path.partition("/static/")[2]
    place = finders.find(name)
    assert isinstance(place, str), path
    return Path(place).read_bytes()


def test_nothing_waits_for_the_letter_forms() -> None:
    faces = FACE.findall(stored("/static/css/base.css").decode())

    assert faces
    assert all("font-display: swap" in face for face in faces)
