"""The lines between tablets and processes, as an operator knows them: who, never what.

`live` keeps the lines and is above us: it says here, once it is loaded, who answers.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol


@dataclass(frozen=True)
class Line:
    """One tablet; `since` is a POSIX time, `late` the entries that it lacks."""

    uid: str
    meeting: int
    user: int
    screen: str
    since: float
    late: int
    browser: str


@dataclass(frozen=True)
class Fault:
    """An error without its words: when, where in the program, of which kind."""

    at: float
    level: str
    logger: str
    event: str
    kind: str = ""
    place: str = ""


@dataclass(frozen=True)
class Process:
    """A web process as it describes itself."""

    uid: str
    name: str
    version: str
    server: str
    started: float
    lines: Sequence[Line] = ()
    faults: Sequence[Fault] = ()


@dataclass(frozen=True)
class Announcement:
    """Words of the operator to every tablet, until a POSIX time."""

    text: str
    until: float


class Room(Protocol):
    """Who keeps the lines of every process."""

    def here(self) -> Process:
        """Return this process as it is now."""

    def processes(self) -> list[Process]:
        """Return this process, then those heard of lately; and ask the others again."""

    def close(self, uid: str) -> None:
        """Close one line, in whichever process it ends."""

    def announce(self, announcement: Announcement | None) -> None:
        """Show words to every tablet of every process; None takes them back."""

    @property
    def announcement(self) -> Announcement | None:
        """What is being shown."""


@dataclass
class Traffic:
    """What left this process for its tablets; written by one thread, read by any."""

    frames: int = 0
    octets: int = 0
    dropped: int = 0


TRAFFIC = Traffic()


@dataclass
class _Kept:
    rooms: list[Room] = field(default_factory=list)


_kept = _Kept()


def answered_by(room: Room) -> None:
    """Have `room` answer for the lines from now on."""
    _kept.rooms[:] = [room]


def room() -> Room | None:
    """Return who keeps the lines, if this process keeps any."""
    return _kept.rooms[0] if _kept.rooms else None
