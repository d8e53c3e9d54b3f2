"""What the tests of the room share: audiences as they are, and no snapshot of another test."""

from collections.abc import Callable, Iterator

import pytest

from ecm.meetings.models import Seat
from ecm.people.models import Capacity, User
from live import render
from live.audience import Audience, audiences_now
from tests.cast import Council


@pytest.fixture(autouse=True)
def no_snapshot_is_kept() -> Iterator[None]:
    """A rolled-back database gives its numbers again: what was kept would be another's."""
    render._snapshots.clear()
    yield
    render._snapshots.clear()


@pytest.fixture(autouse=True)
def nothing_kept_is_stale(request: pytest.FixtureRequest) -> None:
    # What leaks is looked for with the memory as it is, and in too many rooms to draw twice.
    if request.path.name != "test_leaks.py":
        request.getfixturevalue("what_is_kept_is_what_would_be_drawn")


@pytest.fixture
def audience() -> Callable[..., Audience]:
    """Returns the present audience of one of the cast."""

    def of(council: Council, name: str, *, hall: bool = False) -> Audience:
        people = [(council.cast[name], hall, "fr")]
        found = audiences_now(council.refresh(), people)[0]
        assert found is not None
        return found

    return of


@pytest.fixture
def waiting_room(council: Council) -> Audience:
    """The wall of the waiting room, which knows nothing of the agenda."""
    wall = User.objects.create(username="waiting")
    Seat.objects.create(
        meeting=council.meeting,
        capacity=Capacity.ANTEROOM,
        screen=wall,
        is_deliberative=False,
    )
    found = audiences_now(council.refresh(), [(wall, False, "fr")])[0]
    assert found is not None
    return found
