"""A disk that is full: acts are refused in words, pages are read, and it heals by itself."""

import asyncio
import errno
import os
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest
from django.db import OperationalError

from ecm.errors import DISK_FULL, is_disk_full
from tests.faults.crowd import crowded
from tests.record import held, refuse_broken_chain
from tests.stack import COUNCIL, Stack, Stacks
from tests.tablet import Command, Tablet

ROOM = 8_000_000  # octets that are left beside what the demonstration takes
NO_ROOM_LEFT = 507
LONG = "Le Conseil a entendu une communication. " * 450


@pytest.fixture
def small(stacks: Stacks) -> Iterator[Stack]:
    """The application on SQLite, with its folder on a small disk of its own."""
    stack = stacks.open("sqlite", COUNCIL)
    stack.stop()
    data = stack.folder / "data"
    kept = data.rename(stack.folder / "kept")
    data.mkdir()
    size = ROOM + sum(f.stat().st_size for f in kept.rglob("*") if f.is_file())
    with mounted(data, size):
        shutil.copytree(kept, data, dirs_exist_ok=True)
        stack.start()
        yield stack
        stack.stop()


@contextmanager
def mounted(folder: Path, size: int) -> Iterator[None]:
    as_root = [] if os.getuid() == 0 else ["sudo", "-n"]
    options = ["-t", "tmpfs", "-o", f"size={size},mode=777", "tmpfs"]
    mount = [*as_root, "mount", *options, str(folder)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk is not allowed here")
    yield
    subprocess.run([*as_root, "umount", str(folder)], check=True)


async def test_a_full_disk_refuses_acts_in_words_and_heals_by_itself(
    small: Stack,
) -> None:
    ballast = small.folder / "data" / "ballast"
    async with crowded(small, size=4) as crowd:
        await crowd.president.command(f"{crowd.path}ouvrir/")
        before = [tablet.connections for tablet in crowd.all]
        fill(ballast)

        refusal = await write_until_refused(crowd.secretary, crowd.path)
        page = await crowd.president.http.get(crowd.path)
        waits = asyncio.create_task(write(crowd.secretary, crowd.path))
        await asyncio.sleep(1)

        assert (refusal, page.status_code, waits.done()) == (DISK_FULL, 200, False)
        ballast.unlink()
        await waits
        seq = await crowd.are_level()
        assert {tablet.cursor for tablet in crowd.all} == {seq}
        assert [tablet.connections for tablet in crowd.all] == before

    after = held(small)
    refuse_broken_chain(small, after)
    confirmed = [done.key for done in crowd.secretary.ledger]
    recorded = {entry["key"] for entry in after["entries"]}
    assert [key for key in confirmed if key not in recorded] == []
    assert len(after["blocks"]) == len(confirmed)


def fill(ballast: Path) -> None:
    with ballast.open("wb", buffering=0) as file:
        try:
            while file.write(b"x" * 4096):
                pass
        except OSError:
            return


async def write(secretary: Tablet, path: str) -> None:
    await secretary.command(f"{path}proces-verbal/", paragraph())


def paragraph() -> dict[str, str]:
    uid = str(uuid.uuid4())
    return {"uid": uid, "base": "0", "text": f"{LONG}{uid}", "position": "1"}


async def write_until_refused(secretary: Tablet, path: str) -> str:
    """Write paragraphs until the disk takes no more; return what is said then."""
    for _ in range(500):
        key, fields = str(uuid.uuid4()), paragraph()
        answer = await secretary._post(f"{path}proces-verbal/", fields, key)
        assert answer is not None
        if answer.status_code == NO_ROOM_LEFT:
            return answer.text
        assert answer.status_code == 200, answer.text
        secretary.ledger.append(Command("proces-verbal/", fields, key, 200, 1))
    raise AssertionError("the disk was never full")


def test_a_full_disk_is_told_from_a_base_that_does_not_answer() -> None:
    on_postgresql = OperationalError("could not extend file")
    on_postgresql.__cause__ = psycopg.errors.DiskFull()

    assert is_disk_full(on_postgresql)
    assert is_disk_full(OSError(errno.ENOSPC, "no space left on device"))
    assert not is_disk_full(OperationalError("the connection was closed"))
    assert not is_disk_full(OSError(errno.EPIPE, "broken pipe"))
