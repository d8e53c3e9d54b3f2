"""The WebSocket of one tablet: who it is, then one integer each way."""

import time
from typing import Any
from urllib.parse import parse_qs

from channels.exceptions import StopConsumer
from channels.generic.websocket import AsyncWebsocketConsumer
from django.conf import settings

from live import gauges, operating, release, render
from live.cursor import is_cursor
from live.frames import Frame
from live.hub import hub
from live.seated import Caller
from live.socket import Socket
from live.wire import wire_of

BAD_CLIENT, TOO_FAST = 4400, 4429
RATE, BURST = 20.0, 60.0  # messages a second, and in one go


class RoomConsumer(AsyncWebsocketConsumer):
    """Read-only: commands go by HTTP; here the client says « my cursor is 57 »."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        # Without a layer per socket, and a thread hop and two tasks per message, which is
        # where stock Channels spends 90 % of its time; the hub fans out.
        self.scope, self.base_send, self.channel_layer = scope, send, None
        self.socket: Socket | None = None
        self.allowance, self.checked = BURST, time.monotonic()
        hub.start()
        try:
            while True:
                await self.dispatch(await receive())
        except StopConsumer:
            return
        finally:
            self._leave()

    async def dispatch(self, message: dict[str, Any]) -> None:
        handlers = {
            "websocket.connect": self.websocket_connect,
            "websocket.receive": self.websocket_receive,
            "websocket.disconnect": self.websocket_disconnect,
        }
        await handlers[message["type"]](message)

    async def websocket_connect(self, message: dict[str, Any]) -> None:
        # Closing before accepting gives a bare HTTP 403: the page could not say why.
        await self.accept()
        query = parse_qs(self.scope["query_string"].decode("latin1"))
        cursor = query.get("curseur", ["0"])[0]
        if not is_cursor(cursor):
            await self.close(BAD_CLIENT)
            return
        hall = query.get("vue", ["room"])[0] == "hall"
        language = query.get("langue", ["fr"])[0]
        role = query.get("role", [""])[0]
        is_of_another = release.is_of_another(query.get("version", [""])[0])
        if is_of_another and (hall or role == "anteroom"):
            await self.close(BAD_CLIENT)  # nobody writes on a screen: it reloads itself
            return
        await self._join(int(cursor), hall, language, role)
        if is_of_another and self.socket:
            self.socket.offer(release.please_reload(self.socket.audience.language))
        # All that they say is known: two kilobytes for a tablet that is merely there.
        self.scope["headers"].clear()

    async def _join(self, cursor: int, hall: bool, language: str, role: str) -> None:
        key = self.scope["cookies"].get(settings.SESSION_COOKIE_NAME, "")
        caller = Caller(self.meeting_id, key, hall, language)
        found = await hub.door.admit(caller)
        if isinstance(found, int):
            await self.close(found)
            return
        if role and role != found.audience.view:
            cursor = 0  # it is another page that he must have: a snapshot says so
        self.socket = Socket(
            user_id=found.user_id,
            session_key=key,
            audience=found.audience,
            hall=hall,
            cursor=cursor,
            send=self._send_text,
            close=self.close,
            wire=wire_of(self.scope),
        )
        operating.enter(self.socket, self.scope)
        await hub.join(self.meeting_id, found.seq, self.socket)
        operating.greet(self.socket)

    @property
    def meeting_id(self) -> int:
        return int(self.scope["url_route"]["kwargs"]["meeting_id"])

    async def close(self, code: int | None = None, reason: str | None = None) -> None:
        gauges.closed(code)
        await super().close(code, reason)

    async def _send_text(self, frame: str) -> None:
        await self.send(text_data=frame)

    async def websocket_receive(self, message: dict[str, Any]) -> None:
        text = message.get("text") or ""
        if not is_cursor(text):
            await self.close(BAD_CLIENT)
            return
        if not self._within_rate():
            await self.close(TOO_FAST)
            return
        await self._heartbeat(int(text))

    def _within_rate(self) -> bool:
        now = time.monotonic()
        self.allowance = min(BURST, self.allowance + (now - self.checked) * RATE) - 1
        self.checked = now
        return self.allowance >= 0

    async def _heartbeat(self, cursor: int) -> None:
        socket, room = self.socket, hub.rooms.get(self.meeting_id)
        if socket is None or room is None:
            return
        socket.cursor = cursor
        socket.offer(Frame(render.pulse()))
        if cursor < room.seq and not socket.awaits(cursor):
            hub.help_up(room, socket)

    async def websocket_disconnect(self, message: dict[str, Any]) -> None:
        raise StopConsumer

    def _leave(self) -> None:
        if self.socket is not None:
            hub.leave(self.meeting_id, self.socket)
            self.socket = None
