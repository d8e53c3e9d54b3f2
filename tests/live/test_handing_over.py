"""One process takes over from another on a socket that stays open: nobody is refused."""

import asyncio
import os
import shutil
import socket
from collections import Counter
from collections.abc import Iterator

import httpx
import pytest
from django.core.management.base import CommandError

from ecm.listening import handed
from tests.servers import HOST, wait_until
from tests.stack import Stack, Stacks, WebProcess, ecm

SWAPS, VISITORS = 5, 8


@pytest.fixture
def door() -> Iterator[socket.socket]:
    with socket.create_server((HOST, 0), backlog=4096) as opened:
        yield opened


class Handed(WebProcess):
    """A web process that is handed its socket."""

    def __init__(self, stack: Stack, door: socket.socket, server: str) -> None:
        super().__init__(stack.folder, stack.environment | {"ECM_SERVER": server})
        self.door = door
        self.port = door.getsockname()[1]
        self.base_url = f"http://{HOST}:{self.port}"
        self.account = {"pass_fds": [door.fileno()]}

    def command(self) -> list[str]:
        return ecm("serve", "--fd", str(self.door.fileno()))


@pytest.fixture(scope="module")
def stack(stacks: Stacks) -> Stack:
    """A database that has what the pages ask for; its processes are the tests' own."""
    return stacks.filled("sqlite")


class Visitors:
    """People who come all the time, each on a new connection, and what befalls them."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.met: Counter[str] = Counter()
        self.are_gone = False

    async def come(self) -> None:
        while not self.are_gone:
            async with httpx.AsyncClient(timeout=90) as visitor:
                try:
                    answer = await visitor.get(self.address)
                    self.met[str(answer.status_code)] += 1
                except httpx.ConnectError:
                    self.met["refused"] += 1
                except httpx.TransportError:
                    self.met["cut"] += 1  # he was inside when the process ended
            await asyncio.sleep(0.02)

    async def have_been_served(self, more: int) -> None:
        enough = self.met["200"] + more
        await asyncio.to_thread(
            wait_until,
            lambda: self.met["200"] >= enough,
            seconds=90,
            what="the visitors are served",
        )


@pytest.mark.parametrize("server", ["uvicorn", "daphne"])
async def test_nobody_is_refused_while_processes_replace_each_other(
    stack: Stack, door: socket.socket, server: str
) -> None:
    present = Handed(stack, door, server)
    await asyncio.to_thread(present.start)
    visitors = Visitors(f"{present.base_url}/sante/")
    try:
        async with asyncio.TaskGroup() as crowd:
            for _ in range(VISITORS):
                crowd.create_task(visitors.come())
            for _ in range(SWAPS):
                await visitors.have_been_served(VISITORS)
                await asyncio.to_thread(present.stop)
                present = Handed(stack, door, server)
                present.launch()
            await visitors.have_been_served(VISITORS)
            visitors.are_gone = True
    finally:
        present.stop()

    assert set(visitors.met) <= {"200", "cut"}
    # A visitor who was being answered comes again; most never notice.
    assert visitors.met["cut"] <= SWAPS * VISITORS


class Activated(WebProcess):
    """A web process that starts with its first visitor, as systemd's socket unit does it."""

    def command(self) -> list[str]:
        known = [f"--setenv={name}" for name in self.environment]
        listening = ["systemd-socket-activate", "-l", f"{HOST}:{self.port}", *known]
        return [*listening, *ecm("serve")]


@pytest.mark.skipif(
    not shutil.which("systemd-socket-activate"), reason="Debian's package systemd"
)
@pytest.mark.parametrize("server", ["uvicorn", "daphne"])
def test_the_socket_unit_of_systemd_starts_the_process_with_its_first_visitor(
    stack: Stack, server: str
) -> None:
    web = Activated(stack.folder, stack.environment | {"ECM_SERVER": server})
    try:
        web.start()

        assert httpx.get(f"{web.base_url}/sante/", timeout=60).status_code == 200
    finally:
        web.stop()


def test_a_process_takes_the_socket_that_systemd_hands(
    door: socket.socket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ecm.listening.FIRST_HANDED", os.dup(door.fileno()))
    monkeypatch.setattr("ecm.listening.LISTEN_PID", str(os.getpid()))

    found = handed(None)

    assert found
    with found:
        assert found.getsockname() == door.getsockname()


def test_what_is_no_listening_socket_is_said_in_words() -> None:
    reading, writing = os.pipe()
    try:
        with pytest.raises(CommandError, match="n'est pas un socket à l'écoute"):
            handed(reading)
    finally:
        os.close(reading)
        os.close(writing)
    with pytest.raises(CommandError, match="n'est pas un socket à l'écoute"):
        handed(reading)


def test_without_a_socket_the_address_is_opened(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        "ecm.listening.LISTEN_PID", "1"
    )  # another process's, which started this one

    assert handed(None) is None
