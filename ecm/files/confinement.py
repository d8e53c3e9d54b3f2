"""Having a stranger's file opened by a process of its own, which can do no harm."""

import json
import logging
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from django.conf import settings

ROOT = Path(__file__).resolve().parents[2]
MIB = 1024 * 1024
# Two at a time: a council's server has two cores and little memory to spare.
CELLS = BoundedSemaphore(2)
LONGEST_ANSWER = 16 * MIB
HIDDEN = ("/etc/ecm", "/home", "/root", "/tmp", "/var/tmp", "/var/backups")  # noqa: S108  (hidden, not used)

logger = logging.getLogger(__name__)


class Unreadable(Exception):
    """The file cannot be accepted: `reason` is the cell's word for why."""

    def __init__(self, reason: str, values: dict[str, Any] | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values or {}


@dataclass(frozen=True)
class Walls:
    """What a job may use: address space in octets, processor and clock time in seconds."""

    memory: int = 1536 * MIB
    seconds: int = 30
    patience: int = 45  # less than a proxy's, who would say it without our words


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder for one job, gone after it."""
    folder = settings.DATA / "scratch"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(dir=folder) as name:
        yield Path(name)


def confined(
    job: str, source: Path, folder: Path, walls: Walls | None = None, **options: Any
) -> Any:
    """Have `source` opened in a cell that works in `folder`; return the job's result.

    Raises Unreadable with the job's reason, or « slow » and « crashed ».
    """
    walls = walls or Walls()
    with CELLS, source.open("rb") as file:
        order = {
            "job": job,
            # The same file, whatever folder is hidden from the cell.
            "source": f"/proc/self/fd/{file.fileno()}",
            "options": options,
            "walls": {
                "memory": walls.memory,
                "seconds": walls.seconds,
                "largest": 2 * settings.LARGEST_FILE,
                "hidden": [str(settings.DATA), str(settings.MEDIA_ROOT), *HIDDEN],
            },
        }
        _run(order, folder, walls.patience, file.fileno())
    return _answer(job, folder / "answer.json")


def _run(order: dict[str, Any], folder: Path, patience: int, source: int) -> None:
    environment = {
        # Nothing of ours: neither keys nor the address of the database.
        "PATH": os.environ.get("PATH", os.defpath),
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }
    cell = subprocess.Popen(
        [sys.executable, "-s", "-P", "-m", "ecm.files.cell"],
        cwd=folder,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        pass_fds=[source],
        start_new_session=True,
        text=True,
    )
    try:
        cell.communicate(json.dumps(order), timeout=patience)
    except subprocess.TimeoutExpired:
        os.killpg(cell.pid, signal.SIGKILL)  # with all that it started
        cell.communicate()
        raise Unreadable("slow") from None


def _answer(job: str, path: Path) -> Any:
    try:
        answer = json.loads(made(path, most=LONGEST_ANSWER).read_bytes())
    except (FileNotFoundError, ValueError):
        logger.info("a file could not be opened: no answer from %s", job)
        raise Unreadable("crashed") from None
    if "unfit" in answer:
        raise Unreadable(answer["unfit"], answer["values"])
    return answer["result"]


def made(path: Path, *, most: int) -> Path:
    """Return a file that a cell has made; a link that it left leads nowhere.

    Raises FileNotFoundError also for more than `most` octets.
    """
    if path.is_symlink() or not path.is_file() or path.stat().st_size > most:
        raise FileNotFoundError(path.name)
    return path
