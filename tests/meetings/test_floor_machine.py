"""Whatever is done with the floor and in whatever order, one speaks and the list is whole."""

from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta

import time_machine
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecm import clock
from ecm.domain.errors import Refusal
from ecm.domain.floor import Speech, total_of
from ecm.meetings.actions import floor
from ecm.meetings.actions.conduct import set_aside
from ecm.meetings.actions.sittings import resume, suspend
from ecm.meetings.models import FloorRequest
from tests.cast import Council, journal

NAMES = ("president", "minister", "rival", "deputy")
ITEMS = ("report", "bill", "secret")
CHAIR = "president"


def of_seat(action: Callable) -> Callable:
    def act(council: Council, name: str, other: str) -> None:
        action(council.actor(name), council.pk, council.seat(other).pk)

    return act


def of_list(action: Callable) -> Callable:
    return lambda council, name, other: action(council.actor(name), council.pk)


def request_of(council: Council, name: str) -> FloorRequest | None:
    return council.seat(name).floor_requests.order_by("pk").last()


def give(council: Council, name: str, other: str) -> None:
    request = request_of(council, other)
    if request:
        floor.give_floor(council.actor(CHAIR), request)


def move(council: Council, name: str, other: str) -> None:
    request, after = request_of(council, other), request_of(council, name)
    if request:
        president = council.actor(CHAIR)
        floor.move_request(president, request, after=after.pk if after else None)


ACTS: dict[str, Callable] = {
    "ask": lambda council, name, other: of_seat(floor.request_floor)(
        council, other, other
    ),
    "ask for another": of_seat(floor.request_floor),
    "leave": of_seat(floor.leave_floor),
    "end": of_seat(floor.end_speech),
    "close": of_list(floor.close_floor),
    "reopen": of_list(floor.reopen_floor),
    "give": give,
    "move": move,
    "call": lambda council, name, other: council.call(
        ITEMS[NAMES.index(name) % len(ITEMS)]
    ),
    "set aside": lambda council, name, other: set_aside(
        council.actor(CHAIR), council.items[ITEMS[NAMES.index(name) % len(ITEMS)]]
    ),
    "suspend": lambda c, name, other: suspend(c.actor(CHAIR), c.pk),
    "resume": lambda c, name, other: resume(c.actor(CHAIR), c.pk),
}
# Asking and giving come more often, so that there is something to order and to end.
NAMED = [*ACTS, "ask", "ask", "ask", "give", "give", "move"]
STEPS = st.tuples(
    st.sampled_from(NAMED),
    st.sampled_from(NAMES),
    st.sampled_from(NAMES),
    st.integers(-30, 90),  # seconds: clocks are set back too
)


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(new_first=st.booleans(), steps=st.lists(STEPS, min_size=3, max_size=25))
def test_whatever_happens_one_speaks_and_the_list_has_no_hole(
    deliberating: Council,
    new_first: bool,
    steps: list[tuple[str, str, str, int]],
) -> None:
    with transaction.atomic():
        body = deliberating.meeting.body
        body.new_speakers_first = new_first
        body.save()
        start = deliberating.refresh().seq
        now = clock.now()
        for act, name, other, seconds in steps:
            now += timedelta(seconds=seconds)
            with (
                time_machine.travel(now, tick=False),
                suppress(Refusal),
                transaction.atomic(),
            ):
                ACTS[act](deliberating, name, other)
            is_whole(deliberating)
        is_told_by_the_journal(deliberating, start)
        transaction.set_rollback(True)
    for item in deliberating.items.values():
        item.refresh_from_db()
    deliberating.refresh()


def is_whole(council: Council) -> None:
    rows = list(FloorRequest.objects.filter(meeting=council.meeting))
    waiting = sorted(r.position for r in rows if r.is_waiting)
    assert sum(r.is_speaking for r in rows) <= 1
    assert waiting == list(range(1, len(waiting) + 1))
    assert len({r.seat_id for r in rows if r.is_waiting}) == len(waiting)
    current = council.refresh().current_item_id
    assert all(r.item_id == current for r in rows if r.is_waiting or r.is_speaking)
    assert all(r.ended_at >= r.started_at for r in rows if r.ended_at)
    speeches = [
        Speech(r.seat_id, r.started_at, r.ended_at) for r in rows if r.started_at
    ]
    now = clock.now()
    whole = sum((s.lasted(now) for s in speeches), timedelta())
    assert sum(total_of(speeches, now).values(), timedelta()) == whole


def is_told_by_the_journal(council: Council, start: int) -> None:
    """The entries alone tell who speaks and who waits."""
    waiting: set[int] = set()
    speaking: set[int] = set()
    for verb, facts in journal(council.meeting, start):
        request = facts.get("request")
        if verb == "floor.requested":
            waiting.add(request)
        elif verb == "floor.left":
            waiting.remove(request)
        elif verb == "floor.given":
            waiting.remove(request)
            speaking.add(request)
        elif verb == "floor.ended":
            speaking.remove(request)
        assert len(speaking) <= 1
    rows = FloorRequest.objects.filter(meeting=council.meeting)
    assert {r.pk for r in rows if r.is_waiting} == waiting
    assert {r.pk for r in rows if r.is_speaking} == speaking
