"""Runs a rehearsal: its server in a process and a database of its own, and its members."""

import asyncio
import logging
import os
import signal
import subprocess
import sys
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from pathlib import Path

from ecm.addresses import EVERYWHERE
from ecm.meetings.models import Meeting
from ecm.rehearsal.players import play
from ecm.rehearsal.seating import Part

logger = logging.getLogger(__name__)
USUAL_HOUR = time(9)
EARLY = timedelta(minutes=5)
# What the copy keeps of the installation's settings; where it sends and stores it never has.
KEPT = ("ECM_STATE_", "ECM_TIME_ZONE", "ECM_LOG_LEVEL")
LEFT = ("ECM_", "DATABASE_URL", "REDIS_URL", "EMAIL_URL", "SECRET_KEY", "DJANGO_")
STARTS_WITHIN = 300.0  # seconds, the migrations included
STOPS_WITHIN = 3.0  # what it would still write is erased anyway
ENDINGS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


@dataclass(frozen=True)
class Stage:
    """Where a rehearsal is served, by whom it is played, at which rhythm."""

    host: str
    port: int
    meeting: int
    parts: Sequence[Part]
    seed: int
    pace: float

    @property
    def base_url(self) -> str:
        """The address by which this machine reaches it."""
        host = "127.0.0.1" if self.host in EVERYWHERE else self.host
        return (
            f"http://[{host}]:{self.port}"
            if ":" in host
            else f"http://{host}:{self.port}"
        )

    @property
    def local_url(self) -> str:
        return self.base_url.replace("//127.0.0.1", "//localhost")


class NotServed(Exception):
    """The copy's server did not start, or ended by itself."""


def environment(folder: Path, meeting: Meeting) -> dict[str, str]:
    """Return the environment of the copy's server: nothing of it leads to the real one."""
    hour = datetime.combine(meeting.day, meeting.starts_at or USUAL_HOUR) - EARLY
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(LEFT) or name.startswith(KEPT)
    }
    return kept | {
        "DJANGO_SETTINGS_MODULE": "ecm.settings",
        "ECM_DATA": str(folder),
        "ECM_DEMO": "1",
        "ECM_REHEARSAL": "1",
        "ECM_CLOCK": hour.isoformat(timespec="minutes"),
    }


@contextmanager
def served(
    variables: dict[str, str], stage: Stage
) -> Iterator[subprocess.Popen[bytes]]:
    """Serve the copy while inside. Its standard input ends with this process: so it does."""
    words = ["repetition", "--host", stage.host, "--port", str(stage.port)]
    process = subprocess.Popen(  # noqa: S603  (our own command)
        [sys.executable, "-m", "ecm", *words], env=variables, stdin=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOPS_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def run(
    process: subprocess.Popen[bytes], stage: Stage, announce: Callable[[], None]
) -> None:
    """Announce the rehearsal once it answers, and play it until a signal or its end.

    Raises NotServed when its server ends by itself.
    """
    asyncio.run(_run(process, stage, announce))


async def _run(
    process: subprocess.Popen[bytes], stage: Stage, announce: Callable[[], None]
) -> None:
    stop = asyncio.Event()
    for ending in ENDINGS:
        asyncio.get_running_loop().add_signal_handler(ending, stop.set)
    playing = asyncio.create_task(_play(process, stage, announce))
    waiting = asyncio.create_task(stop.wait())
    done, _ = await asyncio.wait(
        {playing, waiting}, return_when=asyncio.FIRST_COMPLETED
    )
    for task in (playing, waiting):
        task.cancel()
    with suppress(asyncio.CancelledError):
        await playing
    if playing in done and (error := playing.exception()):
        raise error


async def _play(
    process: subprocess.Popen[bytes], stage: Stage, announce: Callable[[], None]
) -> None:
    await _started(process, stage.base_url)
    announce()
    members = asyncio.create_task(
        play(
            stage.base_url,
            stage.meeting,
            stage.parts,
            seed=stage.seed,
            pace=stage.pace,
        )
    )
    try:
        while True:
            _refuse_ended(process)
            await asyncio.sleep(0.5)
    finally:
        members.cancel()
        (ended,) = await asyncio.gather(members, return_exceptions=True)
        if isinstance(ended, Exception):
            logger.error("the simulated members had stopped", exc_info=ended)


async def _started(process: subprocess.Popen[bytes], base_url: str) -> None:
    try:
        async with asyncio.timeout(STARTS_WITHIN):
            while not await asyncio.to_thread(_answers, base_url):
                _refuse_ended(process)
                await asyncio.sleep(0.2)
    except TimeoutError as error:
        raise NotServed(base_url) from error


def _answers(base_url: str) -> bool:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(f"{base_url}/sante/", timeout=2):
            return True
    except urllib.error.HTTPError:
        return True
    except OSError:
        return False


def _refuse_ended(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is not None:
        raise NotServed(str(process.returncode))


def end_with_parent() -> None:
    """Stop this process when the one that started it is gone, even killed."""

    def wait() -> None:
        while os.read(sys.stdin.fileno(), 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()
