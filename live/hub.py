"""The hub of one web process: its sockets, and how each meeting reaches them.

What travels between processes says only « meeting 3 is at 57 »: every process renders for
its own audiences from the database, so nothing secret passes through Redis and a message
that is lost costs a second, never a screen.
"""

import asyncio
import logging
import time
import uuid
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.conf import settings

from ecm.journal.chain import digest
from ecm.meetings.standing import WALLS
from live import gauges, letters, render, seated
from live.door import Door
from live.frames import Frame
from live.presence import Presence
from live.relays import Relays
from live.seated import Admission, Caller
from live.socket import Socket

log = logging.getLogger(__name__)

WATCH_EVERY = 1.0  # seconds between two looks at the database
RECHECK_EVERY = 15.0  # seconds between two looks at who is still signed in
PRESENCE_EVERY = 1.0
LOOK_EVERY = 1.0  # seconds between two looks at what tablets take
OWN_MARKS_CHANGED = Frame(render.own_marks_changed())
MESSAGES_CHANGED = Frame(letters.changed())
T = TypeVar("T")


class Room:
    """The sockets that one meeting has in this process, and how far they were told."""

    def __init__(self, meeting_id: int, seq: int) -> None:
        self.meeting_id = meeting_id
        self.seq = seq
        self.letter = 0  # the last message of which its ends were told
        self.sockets: set[Socket] = set()
        self.is_wanted = False
        self.is_running = False
        self.behind: set[Socket] = set()  # who waits for a snapshot
        self.in_hand: set[Socket] = set()  # whose snapshot is being made
        self.is_helping = False


class Hub:
    def __init__(self) -> None:
        self.process = uuid.uuid4().hex
        self.rooms: dict[int, Room] = {}
        self.presence = Presence()
        self.loop: asyncio.AbstractEventLoop | None = None
        # Who else listens to what the other processes say.
        self.hearers: list[Callable[[dict[str, Any]], None]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self.door = Door(self)
        self.relays = Relays(self._hear)
        # One thread, one database connection: frames of a meeting are made in order.
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="render")

    def start(self) -> None:
        """Bind to the running loop; called by each connection, acts on the first."""
        loop = asyncio.get_running_loop()
        if self.loop is loop:
            return
        self.loop = loop
        self.spawn(self._watch())
        self.spawn(self._look_after())
        self.spawn(self._tell_presence())
        self.relays.hold(self.spawn)

    def spawn(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)  # the loop keeps weak references only
        task.add_done_callback(self._tasks.discard)

    async def in_thread(self, function: Callable[..., T], *arguments: Any) -> T:
        loop = asyncio.get_running_loop()
        work = render.with_connection
        return await loop.run_in_executor(self._thread, work, function, *arguments)

    # Sockets

    async def join(self, meeting_id: int, seq: int, socket: Socket) -> None:
        """Let a socket in that was admitted at `seq`, and bring it to the present state."""
        is_new = meeting_id not in self.rooms
        room = self.rooms.setdefault(meeting_id, Room(meeting_id, seq))
        room.sockets.add(socket)
        if is_new or seq > room.seq:
            # The meeting may have moved between the reading of `seq` and now.
            self.wake(meeting_id)
        if seq < room.seq:
            # The meeting moved on at the door: so may have what he may see.
            await self.recheck(room, [socket])
        if socket.cursor < max(seq, room.seq):
            self.help_up(room, socket)

    def leave(self, meeting_id: int, socket: Socket) -> None:
        room = self.rooms.get(meeting_id)
        socket.stop()
        if room is None:
            return
        room.sockets.discard(socket)
        if not room.sockets:
            del self.rooms[meeting_id]

    def help_up(self, room: Room, *sockets: Socket) -> None:
        """Have snapshots sent: the one answer to whatever a tablet has missed."""
        for socket in sockets:
            socket.is_behind = True
        room.behind.update(s for s in sockets if s not in room.in_hand)
        if room.behind and not room.is_helping:
            room.is_helping = True
            self.spawn(self._help(room))

    async def _help(self, room: Room) -> None:
        try:
            while room.behind:
                room.in_hand, room.behind = room.behind & room.sockets, set()
                await self._catch_up(room, list(room.in_hand))
        except Exception:
            log.warning("no snapshot could be made; the next look will try again")
        finally:
            room.is_helping, room.in_hand = False, set()

    async def _catch_up(self, room: Room, sockets: list[Socket]) -> None:
        audiences = {socket.audience for socket in sockets}
        found = await self.in_thread(render.snapshots, room.meeting_id, audiences)
        if found.seq > room.seq:
            # They show turns that this process has not looked at: one of them may have
            # changed what somebody may see.
            await self.recheck(room, sockets)
        frames = {audience: Frame(html) for audience, html in found.frames.items()}
        for socket in sockets:
            frame = frames.get(socket.audience)
            if frame is None or found.seq < room.seq:
                room.behind.add(socket)  # he was moved, or the meeting moved on
            else:
                socket.is_behind = False
                socket.offer(frame)

    # A meeting moved on

    def announce(self, meeting_id: int) -> None:
        """Called from any thread after a commit; never waits, never fails the caller."""
        if self.loop is None or self.loop.is_closed():
            return
        gauges.committed(self.rooms.get(meeting_id))
        self.loop.call_soon_threadsafe(self.wake, meeting_id)
        if settings.REDIS_URL:
            message = {"type": "moved", "meeting": meeting_id}
            self.loop.call_soon_threadsafe(self._tell_soon, message)

    def wake(self, meeting_id: int) -> None:
        room = self.rooms.get(meeting_id)
        if room is None:
            return
        room.is_wanted = True
        if not room.is_running:
            room.is_running = True
            self.spawn(self._advance(room))

    async def _advance(self, room: Room) -> None:
        """Deliver everything since `room.seq`; turns that come meanwhile share a frame."""
        try:
            while room.is_wanted:
                room.is_wanted = False
                await self._deliver(room)
        except Exception:
            log.exception("a frame could not be made; the next look will try again")
        finally:
            room.is_running = False

    async def _deliver(self, room: Room) -> None:
        audiences = frozenset(s.audience for s in room.sockets)
        since = gauges.begun(room)
        change = await self.in_thread(
            render.changes, room.meeting_id, room.seq, audiences
        )
        has_moved = change.seq > room.seq
        if change.moves_audiences:
            await self.recheck(room)
        # Where everybody has to ask for his own marks, the frame says so itself.
        sign = OWN_MARKS_CHANGED.text if change.markers is None else ""
        frames = {
            audience: Frame(f"{html}{sign}") for audience, html in change.frames.items()
        }
        markers, now = change.markers or (), time.monotonic()
        for socket in list(room.sockets):
            frame = frames.get(socket.audience)
            if socket.is_behind or (frame is None and has_moved):
                self.help_up(room, socket)
            elif frame is not None and has_moved:
                socket.tell(frame, room.seq, now)
                if socket.user_id in markers:
                    socket.offer(OWN_MARKS_CHANGED)
        gauges.offered(since)
        room.seq = max(room.seq, change.seq)
        if change.has_messages:
            await self._tell_of_letters(room, everybody=change.moves_audiences)

    async def _tell_of_letters(self, room: Room, *, everybody: bool) -> None:
        """Have those whom new messages concern ask for them; all when seats change hands."""
        post = await self.in_thread(letters.since, room.meeting_id, room.letter)
        for socket in list(room.sockets):
            is_wall = socket.audience.view in WALLS
            if not is_wall and (everybody or socket.user_id in post.users):
                socket.offer(MESSAGES_CHANGED)
        room.letter = max(room.letter, post.last)

    async def _look_after(self) -> None:
        """Drop the tablets that take nothing, help up those that take again."""
        while True:
            await asyncio.sleep(LOOK_EVERY)
            try:
                for room in list(self.rooms.values()):
                    self.help_up(room, *[s for s in room.sockets if s.look()])
            except Exception:
                log.exception("a tablet could not be looked at; looking again")

    # Who may still be here

    async def _recheck_and_heal(self, room: Room) -> None:
        await self.recheck(room)
        self.help_up(room, *[s for s in room.sockets if s.is_behind])

    async def recheck(self, room: Room, some: list[Socket] | None = None) -> None:
        """Close the sockets of the signed-out and the unseated; move the others' audience.

        Those moved are left behind, for the caller to send them a snapshot.
        """
        sockets = list(room.sockets) if some is None else some
        callers = [
            Caller(room.meeting_id, s.session_key, s.hall, s.audience.language)
            for s in sockets
        ]
        found = await self.in_thread(seated.admit, callers)
        for socket, verdict in zip(sockets, found, strict=True):
            if isinstance(verdict, Admission) and verdict.user_id != socket.user_id:
                verdict = seated.SIGN_IN_AGAIN
            if isinstance(verdict, int):
                self.leave(room.meeting_id, socket)
                socket.expel(verdict)
            elif verdict.audience != socket.audience:
                socket.audience, socket.is_behind = verdict.audience, True

    def sign_out(self, session_key: str) -> None:
        """Called from any thread when somebody signs out: his sockets close everywhere."""
        if self.loop is None or self.loop.is_closed() or not session_key:
            return
        # The key itself must not travel: only whoever holds it may sign in with it.
        mark = digest(session_key)
        self.loop.call_soon_threadsafe(self._close_signed_out, mark)
        if settings.REDIS_URL:
            message = {"type": "signed_out", "mark": mark}
            self.loop.call_soon_threadsafe(self._tell_soon, message)

    def _close_signed_out(self, mark: str) -> None:
        for room in list(self.rooms.values()):
            for socket in [s for s in room.sockets if digest(s.session_key) == mark]:
                self.leave(room.meeting_id, socket)
                socket.expel(seated.SIGN_IN_AGAIN)

    # Between processes

    def everywhere(self, act: Callable[[], None], message: dict[str, Any]) -> None:
        """Called from any thread: act on the loop here, and have the others told."""
        if self.loop is None or self.loop.is_closed():
            return
        self.loop.call_soon_threadsafe(act)
        if settings.REDIS_URL:
            self.loop.call_soon_threadsafe(self._tell_soon, message)

    def _tell_soon(self, message: dict[str, Any]) -> None:
        self.spawn(self.relays.tell({**message, "process": self.process}))

    def _hear(self, message: dict[str, Any]) -> None:
        if message.get("process") == self.process:
            return
        kind = message.get("type")
        if kind == "moved":
            self.wake(message["meeting"])
        elif kind == "signed_out":
            self._close_signed_out(message["mark"])
        elif kind == "presence":
            self.presence.heard(
                message["process"], message["meeting"], message["cursors"]
            )
        for hear in self.hearers:
            hear(message)

    async def _watch(self) -> None:
        """Look at the database: what no message told is seen within a second."""
        checked = time.monotonic()
        while True:
            await asyncio.sleep(WATCH_EVERY)
            try:
                seqs = await self.in_thread(render.seqs_of, list(self.rooms))
                last = await self.in_thread(letters.newest, list(self.rooms))
                for meeting_id, seq in seqs.items():
                    room = self.rooms.get(meeting_id)
                    if room is None:
                        continue
                    if seq > room.seq or last.get(meeting_id, 0) > room.letter:
                        self.wake(meeting_id)
                if time.monotonic() - checked > RECHECK_EVERY:
                    checked = time.monotonic()
                    for room in list(self.rooms.values()):
                        await self._recheck_and_heal(room)
            except Exception:
                log.warning("the database did not answer; looking again")

    async def _tell_presence(self) -> None:
        """Show those who preside and write how many tablets have the present state."""
        while True:
            await asyncio.sleep(PRESENCE_EVERY)
            try:
                for room in list(self.rooms.values()):
                    await self._tell_presence_of(room)
            except Exception:
                log.exception("the presence could not be shown; trying again")

    async def _tell_presence_of(self, room: Room) -> None:
        cursors = [s.cursor for s in room.sockets]
        message = {"type": "presence", "meeting": room.meeting_id, "cursors": cursors}
        if self.presence.own(room.meeting_id, cursors) and settings.REDIS_URL:
            await self.relays.tell({**message, "process": self.process})
        self._show_presence(room)

    def _show_presence(self, room: Room) -> None:
        frames: dict[str, Frame] = {}
        state = self.presence.state(room.meeting_id, room.seq)
        for socket in room.sockets:
            if socket.audience.view not in render.PRESENCE_VIEWS:
                continue
            language = socket.audience.language
            if language not in frames:
                frames[language] = Frame(render.presence(state, language))
            if self.presence.is_new(socket, frames[language].text):
                socket.offer(frames[language])


hub = Hub()
