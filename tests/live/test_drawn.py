"""A kept fragment is given where every value is the same, and nowhere else.

That it equals a fresh drawing is checked for every verb and audience by the fixture
`what_is_kept_is_what_would_be_drawn`, in the tests of the room; here, that it is kept at all.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.utils import translation

from ecm.meetings.models import Guest
from live import drawn, render
from live.audience import Audience
from live.lines import ItemLine
from tests.cast import Council

LINE = ItemLine(
    id=7,
    number="I.1",
    title="Projet de loi",
    kind="Projet de loi",
    ministry="Santé",
    state="planned",
    word="",
    sign="",
    is_current=False,
)


@dataclass
class Meeting:
    pk: int = 3


class Room:
    """As much of a room as the row of an agenda reads."""

    def __init__(self, pk: int = 3) -> None:
        self.meeting = Meeting(pk)


@pytest.fixture(autouse=True)
def drawings(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The templates that are really drawn, from an empty memory."""
    real, made = drawn.render_to_string, []

    def noted(template: str, context: dict[str, Any]) -> str:
        made.append(template)
        return real(template, context)

    drawn.forget()
    monkeypatch.setattr(drawn, "render_to_string", noted)
    monkeypatch.setattr(render, "draw", drawn.draw)
    yield made
    drawn.forget()


def row(line: ItemLine = LINE, room: object = None) -> str:
    return drawn.draw("live/_row.html", {"room": room or Room(), "item": line})


def test_the_same_values_are_drawn_once_for_all_rooms(drawings: list[str]) -> None:
    first = row()

    assert row(replace(LINE)) == first
    assert len(drawings) == 1


@pytest.mark.parametrize(
    "other",
    [
        {"id": 8},
        {"number": "I.2"},
        {"title": "Projet de loi de finances"},
        {"state": "decided"},
        {"word": "En cours"},
        {"is_current": True},
        {"is_restricted": True},
        {"is_stub": True},
    ],
)
def test_another_value_is_drawn_anew(
    drawings: list[str], other: dict[str, Any]
) -> None:
    first, second = row(), row(replace(LINE, **other))

    assert len(drawings) == 2
    assert (first, second) == (row(), row(replace(LINE, **other)))
    assert len(drawings) == 2
    assert first != second


def test_a_value_within_an_object_counts(drawings: list[str]) -> None:
    here, there = row(room=Room(3)), row(room=Room(4))

    assert 'href="/seances/3/' in here
    assert 'href="/seances/4/' in there


def test_another_language_is_another_drawing(drawings: list[str]) -> None:
    restricted = replace(LINE, is_restricted=True)
    said = {}
    for language in ("fr", "en"):
        with translation.override(language):
            said[language] = row(restricted)

    assert len(set(said.values())) == len(drawings) == 2


def test_an_audience_that_may_read_less_is_given_nothing_of_another(
    deliberating: Council,
    audience: Callable[..., Audience],
    drawings: list[str],
) -> None:
    deliberating.call("secret")
    title = deliberating.secret.title
    inside, outside = (audience(deliberating, who) for who in ("president", "rival"))

    seen = [render.snapshot(deliberating.pk, a).html for a in (inside, outside)]
    render._snapshots.clear()
    count = len(drawings)
    again = [render.snapshot(deliberating.pk, a).html for a in (outside, inside)]

    assert len(drawings) == count
    assert again == seen[::-1]
    assert [title in html for html in seen] == [True, False]


def test_a_call_to_and_fro_is_drawn_from_memory(
    deliberating: Council, audience: Callable[..., Audience], drawings: list[str]
) -> None:
    people = {audience(deliberating, who) for who in ("president", "rival", "minister")}
    for name in ("bill", "decree", "bill", "decree"):
        count, before = len(drawings), deliberating.refresh().seq
        deliberating.call(name)
        render.changes(deliberating.pk, before, people)

    assert len(drawings) - count <= 2


def test_rows_of_the_database_are_compared_by_what_is_read_of_them() -> None:
    """Two states of one row are equal to Django, and never to us."""

    @dataclass
    class Table:
        guests: list[Guest]

    trace = [
        drawn.Trace({"room": Table([Guest(pk=1, name=name)])})
        for name in ("Awa", "Issa", "Awa")
    ]
    for one in trace:
        (guest,) = one.read(0, "room")["guests"]
        assert guest["name"] in ("Awa", "Issa")

    assert trace[0].readings != trace[1].readings
    assert trace[0].readings == trace[2].readings
    assert all(one.is_sound for one in trace)


def test_a_number_is_not_the_word_yes() -> None:
    found = [drawn._lead(value, []) for value in (1, True, 1.0, "1", None, 0, False)]

    assert len(set(found)) == len(found)


def test_what_is_more_than_read_is_not_kept() -> None:
    trace = drawn.Trace({"room": Room(), "names": {"a": 1}})

    assert trace.read(0, "room")["meeting"] == trace.read(0, "room")["meeting"]
    assert not trace.is_sound


def test_memory_is_bounded(
    monkeypatch: pytest.MonkeyPatch, drawings: list[str]
) -> None:
    monkeypatch.setattr(drawn, "KEPT", 2_000)

    for number in range(50):
        row(replace(LINE, id=number))

    assert drawn._length <= 2_000 + drawn.LONGEST
    assert len(drawings) == 50
