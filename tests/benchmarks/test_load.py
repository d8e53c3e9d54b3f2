"""The generator against the C loop, small: that it counts right and sees what is wrong."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks.load import building
from benchmarks.load.building import NoCompiler, Programs, build
from benchmarks.load.generator import Act, Generator, Seat
from benchmarks.subject import Limit
from tests.servers import free_port


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Programs:
    try:
        return build(tmp_path_factory.mktemp("load"))
    except NoCompiler as missing:
        pytest.skip(str(missing))


@contextmanager
def room(
    programs: Programs, folder: Path, count: int, *options: str, state: int = 0
) -> Iterator[Generator]:
    """Put a generator of so many tablets before a C loop of its own."""
    limit = Limit(folder, programs.cserve, frame=2000, state=state)
    limit.has_state = bool(state)
    limit.start()
    try:
        with Generator(
            *(programs.wsload, folder),
            port=limit.port,
            seats=limit.seats(count),
            options=options,
        ) as crowd:
            yield crowd
    finally:
        limit.stop()


def test_every_frame_to_every_tablet_is_counted(
    programs: Programs, tmp_path: Path
) -> None:
    with room(programs, tmp_path, 30) as crowd:
        opened = crowd.open(30)
        crowd.load([Act("/publish")] * 5)
        told = crowd.fire(5)

    assert (opened["open"], opened["refused"]) == (30, 0)
    assert (told["acts"], told["messages"], told["bytes"]) == (5, 150, 150 * 2000)
    assert (told["bad"], told["gaps"], told["closed"], told["failed"]) == (0, 0, 0, 0)


def test_an_act_lasts_until_the_last_tablet_has_it(
    programs: Programs, tmp_path: Path
) -> None:
    with room(programs, tmp_path, 30) as crowd:
        crowd.open(30)
        crowd.load([Act("/publish")] * 4)
        told = crowd.fire(4)

    assert len(told["lasts_ms"]) == 4
    for first, last in zip(told["firsts_ms"], told["lasts_ms"], strict=True):
        assert 0 < first <= last < 30_000
    assert 0 < told["work_ms"] <= told["wall_ms"]


def test_a_load_that_never_sleeps_counts_the_same_and_tells_what_it_worked(
    programs: Programs, tmp_path: Path
) -> None:
    with room(programs, tmp_path, 30, "--spins") as crowd:
        opened = crowd.open(30)
        crowd.load([Act("/publish")] * 5)
        told, idle = crowd.fire(5), crowd.rest(300)
        gives_way = os.sched_getscheduler(crowd.pid) == os.SCHED_IDLE

    assert gives_way
    assert (opened["open"], told["acts"], told["messages"]) == (30, 5, 150)
    assert (told["bad"], told["gaps"], told["failed"]) == (0, 0, 0)
    assert told["work_ms"] > 0
    assert idle["work_ms"] < idle["wall_ms"] / 2


def test_more_tablets_join_those_that_are_there(
    programs: Programs, tmp_path: Path
) -> None:
    with room(programs, tmp_path, 12) as crowd:
        first, then = crowd.open(4), crowd.open(12)

    assert (first["open"], then["open"]) == (4, 12)


def test_a_tablet_is_waited_for_until_it_has_its_state(
    programs: Programs, tmp_path: Path
) -> None:
    with room(programs, tmp_path, 20, state=20_000) as crowd:
        told = crowd.open(20, until=1)

    assert (told["level"], told["snapshots"], told["bytes"]) == (20, 20, 20 * 20_000)


def test_one_that_stalls_is_not_waited_for_and_has_all_once_it_reads(
    programs: Programs, tmp_path: Path
) -> None:
    with room(programs, tmp_path, 10) as crowd:
        crowd.open(10)
        crowd.load([Act("/publish")] * 5)
        crowd.order("stall", 3)
        told = crowd.fire(5)
        woken = crowd.order("wake")

    assert (told["acts"], told["messages"]) == (5, 5 * 7)
    assert (woken["level"], woken["messages"], woken["bad"]) == (10, 5 * 3, 0)


def test_it_sends_what_it_was_given_and_no_more(
    programs: Programs, tmp_path: Path
) -> None:
    with room(programs, tmp_path, 2) as crowd:
        crowd.open(2)
        crowd.load([Act("/publish"), Act("/publish")])
        told = crowd.fire(5)

    assert told["acts"] == 2


def test_tablets_before_a_closed_door_are_refused(
    programs: Programs, tmp_path: Path
) -> None:
    seats, port = [Seat(0, "/ws/")] * 3, free_port()

    with Generator(programs.wsload, tmp_path, port=port, seats=seats) as crowd:
        told = crowd.open(3)

    assert (told["open"], told["refused"]) == (0, 3)


def test_without_a_compiler_its_operator_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(building.shutil, "which", lambda name: None)

    with pytest.raises(NoCompiler, match=r"(?s)compilateur C.*apt-get install gcc"):
        build(tmp_path)
