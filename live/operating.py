"""What an operator sees and does of the lines of every process: who is there, never what.

Each process tells the others of its own lines when an operator looks; account numbers
travel, no name, and nothing of what a meeting is about.
"""

import os
import platform
import socket as machine
import time
import uuid
from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import metadata
from typing import Any
from weakref import WeakKeyDictionary

from django.template.loader import render_to_string
from django.utils import translation

from ecm.watching.lines import Announcement, Fault, Line, Process
from ecm.watching.ring import RING
from live.frames import Frame
from live.hub import Hub, Room, hub
from live.socket import Socket

CLOSED_BY_OPERATOR = 4408  # the page connects again by itself
FRESH = 12.0  # seconds after which a process that said nothing is no longer shown
TOLD_FAULTS = 10
STARTED = time.time()
BROWSERS = (
    # The first that is named wins: Edge says that it is Chrome, Chrome that it is Safari.
    *(("Edg", "Edge"), ("OPR", "Opera"), ("SamsungBrowser", "Samsung Internet")),
    *(("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome")),
    *(("Chrome", "Chrome"), ("Safari", "Safari")),
)
DEVICES = ("iPad", "iPhone", "Android", "Windows", "Macintosh", "Linux")


@dataclass(frozen=True, slots=True)
class Arrival:
    uid: str
    since: float
    browser: str


_arrivals: WeakKeyDictionary[Socket, Arrival] = WeakKeyDictionary()


def enter(socket: Socket, scope: dict[str, Any]) -> None:
    """Note when a tablet came, and with which kind of browser."""
    agent = dict(scope.get("headers", ())).get(b"user-agent", b"").decode("latin1")
    _arrivals[socket] = Arrival(uuid.uuid4().hex, time.time(), browser_of(agent))


def browser_of(agent: str) -> str:
    """Return « Chrome, Android » for what a browser says of itself; never its own words."""
    name = next((name for mark, name in BROWSERS if f"{mark}/" in agent), "?")
    device = next((device for device in DEVICES if device in agent), "")
    return f"{name}, {device}" if device else name


def greet(socket: Socket) -> None:
    """Show a tablet that comes what the operator says now."""
    said = operating.announcement
    if said:
        socket.offer(_banner(said, socket.audience.language))


def _banner(said: Announcement | None, language: str) -> Frame:
    left = max(1, round(said.until - time.time())) if said else 0
    context = {"said": said, "seconds": left}
    with translation.override(language):
        return Frame(render_to_string("live/_operator.html", context))


class Operating:
    """The lines of this process, and what the other processes told of theirs."""

    def __init__(self, kept_by: Hub) -> None:
        self.hub = kept_by
        self._others: dict[str, tuple[Process, float]] = {}
        self._said: Announcement | None = None
        kept_by.hearers.append(self.hear)

    @property
    def announcement(self) -> Announcement | None:
        said = self._said
        return said if said and said.until > time.time() else None

    def here(self) -> Process:
        # Lists of the loop's sets and dicts, made in one step: any thread may ask.
        rooms = list(self.hub.rooms.values())
        return Process(
            uid=self.hub.process,
            name=f"{machine.gethostname()}:{os.getpid()}",
            version=metadata.version("ecm"),
            server=f"Python {platform.python_version()}",
            started=STARTED,
            lines=[_line(room, s) for room in rooms for s in list(room.sockets)],
            faults=RING.last(TOLD_FAULTS),
        )

    def processes(self) -> list[Process]:
        self.hub.everywhere(_nothing, {"type": "roll_call"})
        horizon = time.monotonic() - FRESH
        told = list(self._others.values())
        others = [process for process, heard in told if heard > horizon]
        return [self.here(), *sorted(others, key=lambda p: p.name)]

    def close(self, uid: str) -> None:
        self.hub.everywhere(lambda: self._close(uid), {"type": "close", "line": uid})

    def _close(self, uid: str) -> None:
        for room in list(self.hub.rooms.values()):
            for socket in list(room.sockets):
                arrival = _arrivals.get(socket)
                if arrival and arrival.uid == uid:
                    self.hub.leave(room.meeting_id, socket)
                    socket.expel(CLOSED_BY_OPERATOR)

    def announce(self, announcement: Announcement | None) -> None:
        message = {"type": "said", "said": announcement and asdict(announcement)}
        self.hub.everywhere(lambda: self._show(announcement), message)

    def _show(self, announcement: Announcement | None) -> None:
        self._said = announcement
        now, frames = self.announcement, dict[str, Frame]()
        for room in list(self.hub.rooms.values()):
            for socket in list(room.sockets):
                language = socket.audience.language
                if language not in frames:
                    frames[language] = _banner(now, language)
                socket.offer(frames[language])

    def hear(self, message: dict[str, Any]) -> None:
        """Take what another process says; called by the loop."""
        answers: dict[str, Callable[[dict[str, Any]], None]] = {
            "roll_call": self._answer,
            "roll": self._note,
            "close": lambda m: self._close(m["line"]),
            "said": lambda m: self._show(_announcement(m["said"])),
        }
        answer = answers.get(message.get("type", ""))
        if answer:
            answer(message)

    def _answer(self, _message: dict[str, Any]) -> None:
        said = self.announcement
        message = {"type": "roll", "roll": asdict(self.here())}
        self.hub.everywhere(_nothing, {**message, "said": said and asdict(said)})

    def _note(self, message: dict[str, Any]) -> None:
        process = _process(message["roll"])
        horizon = time.monotonic() - FRESH
        self._others = {u: p for u, p in self._others.items() if p[1] > horizon}
        self._others[process.uid] = process, time.monotonic()
        said = _announcement(message["said"])
        if said and self._said is None:
            self._show(said)  # said before this process started


def _nothing() -> None:
    """Only the others have something to do."""


def _line(room: Room, socket: Socket) -> Line:
    arrival = _arrivals.get(socket) or Arrival("", STARTED, "?")
    return Line(
        uid=arrival.uid,
        meeting=room.meeting_id,
        user=socket.user_id,
        screen=socket.audience.view.value,
        since=arrival.since,
        late=max(0, room.seq - socket.cursor),
        browser=arrival.browser,
    )


def _process(told: dict[str, Any]) -> Process:
    lines = [Line(**line) for line in told["lines"]]
    faults = [Fault(**fault) for fault in told["faults"]]
    return Process(**{**told, "lines": lines, "faults": faults})


def _announcement(told: dict[str, Any] | None) -> Announcement | None:
    return Announcement(**told) if told else None


operating = Operating(hub)
