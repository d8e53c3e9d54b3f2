"""How many tablets are up to date: counted from heartbeats, here and elsewhere."""

import pytest

from live import presence
from live.presence import Presence, State


def test_a_count_says_how_many_have_the_present_state() -> None:
    state = State(((57, 28), (55, 2)), seq=57)

    assert (state.present, state.up_to_date) == (30, 28)
    assert state.histogram == "57:28 55:2"


def test_a_tablet_beyond_the_number_is_up_to_date() -> None:
    # Its heartbeat came between two looks at the meeting.
    assert State(((58, 1),), seq=57).up_to_date == 1


def test_the_cursors_of_all_processes_are_counted() -> None:
    tablets = Presence()
    tablets.own(3, [57, 55, 57])
    tablets.heard("other", 3, [57])
    tablets.heard("other", 4, [12])

    assert tablets.state(3, 57) == State(((57, 3), (55, 1)), 57)
    assert tablets.state(9, 1) == State((), 1)


def test_what_another_process_says_takes_the_place_of_what_it_said() -> None:
    tablets = Presence()
    tablets.heard("other", 3, [56, 56])
    tablets.heard("other", 3, [57])

    assert tablets.state(3, 57).cursors == ((57, 1),)


def test_a_process_that_is_silent_is_forgotten(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tablets = Presence()
    tablets.heard("other", 3, [57])

    monkeypatch.setattr(presence, "STALE_AFTER", -1.0)

    assert tablets.state(3, 57).present == 0


def test_an_unchanged_count_is_not_told_again_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    tablets = Presence()

    assert tablets.own(3, [57, 55])
    assert not tablets.own(3, [55, 57])
    assert tablets.own(3, [57, 57])
    monkeypatch.setattr(presence, "SPEAK_EVERY", 0.0)
    assert tablets.own(3, [57, 57])


def test_a_frame_is_shown_once_to_each_tablet() -> None:
    class Line:
        pass

    tablets, first, second = Presence(), Line(), Line()

    assert [
        tablets.is_new(line, frame)
        for line, frame in [(first, "1"), (first, "1"), (second, "1"), (first, "2")]
    ] == [True, False, True, True]
