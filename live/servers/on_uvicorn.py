"""uvicorn, which takes ready frames: `uvicorn --ws live.servers.on_uvicorn:RoomProtocol`."""

import asyncio
import signal
import sys
from contextlib import suppress
from socket import socket
from typing import Any

import uvicorn
from django.conf import settings
from uvicorn.config import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.protocols.websockets.websockets_sansio_impl import (
    WebSocketsSansIOProtocol,
)
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.http11 import Request
from websockets.protocol import State
from websockets.server import ServerProtocol

from live.servers import limits
from live.wire import EXTENSION, bound

OPEN = State.OPEN
NOTHING_WAITS = asyncio.Event()
NOTHING_WAITS.set()  # for good: a line that fills up gets an event of its own
# Without a context that goes on from message to message, one compressed frame serves all.
AGREEMENT = {
    "server_no_context_takeover": True,
    "client_no_context_takeover": True,
    "server_max_window_bits": 12,
    "client_max_window_bits": 12,
    "compress_settings": {"memLevel": 5},
}


def listen(host: str, port: int, door: socket | None = None) -> None:
    """Serve until SIGTERM or SIGINT; the tablets are told that the server restarts.

    `door` is a socket that listens already, instead of the address.
    """
    # uvicorn raises the signal again once it has closed: what surrounds it closes too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    config = Config(
        "ecm.asgi:application",
        host=host,
        port=port,
        http="live.servers.on_uvicorn:DoorProtocol",
        ws="live.servers.on_uvicorn:RoomProtocol",
        lifespan="off",
        backlog=limits.BACKLOG,
        ws_max_size=limits.LARGEST,
        ws_ping_interval=limits.PING_EVERY,
        ws_ping_timeout=limits.PING_PATIENCE,
        timeout_keep_alive=limits.KEEP_ALIVE,
        timeout_graceful_shutdown=limits.GOING_DOWN,
        proxy_headers=settings.PRODUCTION,
        forwarded_allow_ips=settings.PROXIES,
        server_header=False,
        access_log=False,
        log_config=None,
    )
    with suppress(KeyboardInterrupt):
        uvicorn.Server(config).run(sockets=[door] if door else None)


class DoorProtocol(HttpToolsProtocol):
    """The server's own protocol; it goes once the line is a WebSocket."""

    def handle_websocket_upgrade(self) -> None:
        super().handle_websocket_upgrade()
        # It and its parser hold each other: they would stay until a full collection.
        self.parser = None  # type: ignore[assignment]  # as the server does at the end


class Inbox:
    """What a tablet said and the room has not taken yet, for one reader.

    An `asyncio.Queue` would do; it holds two and a half kilobytes, empty, for each tablet.
    """

    __slots__ = ("_reader", "_said")

    def __init__(self) -> None:
        self._said: list[Any] = []
        self._reader: asyncio.Future[None] | None = None

    def put_nowait(self, message: Any) -> None:
        self._said.append(message)
        if self._reader is not None and not self._reader.done():
            self._reader.set_result(None)

    def empty(self) -> bool:
        return not self._said

    async def get(self) -> Any:
        while not self._said:
            self._reader = asyncio.get_running_loop().create_future()
            try:
                await self._reader
            finally:
                self._reader = None
        return self._said.pop(0)


class RoomProtocol(WebSocketsSansIOProtocol):
    """The server's own protocol, and the extension `ecm.wire` in its scope.

    It keeps for a tablet that is merely there as little as the server can do without.
    """

    conn: ServerProtocol

    def __init__(self, config: Config, *arguments: Any, **named: Any) -> None:
        super().__init__(config, *arguments, **named)
        self.queue = Inbox()  # type: ignore[assignment]  # all of a queue that is used
        self.writable = NOTHING_WAITS
        if settings.COMPRESS_FRAMES:
            factory = ServerPerMessageDeflateFactory(**AGREEMENT)  # type: ignore[arg-type]  # a dictionary of options
            self.conn.available_extensions = [factory]

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        bound(transport.get_extra_info("socket"))

    def pause_writing(self) -> None:
        self.writable = asyncio.Event()

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            offered: dict[str, Any] = self.scope["extensions"]
            offered[EXTENSION] = UvicornWire(self)

    async def send(self, message: Any) -> None:
        await super().send(message)
        if message["type"] == "websocket.accept":
            del self.request, self.response  # the handshake is over


class UvicornWire:
    """Writes through uvloop, which goes to the kernel at once while nothing waits.

    Nor does it let another thread run meanwhile, as os.write() does: a room of 1,000 would
    then be told between the turns of whatever thread is busy.
    """

    __slots__ = ("_conn", "_transport", "packs")

    def __init__(self, protocol: RoomProtocol) -> None:
        self._conn, self._transport = protocol.conn, protocol.transport
        self.packs = bool(protocol.conn.extensions)

    def write(self, frame: bytes) -> int:
        transport = self._transport
        if self._conn.state is not OPEN or transport.is_closing():
            return 0
        transport.write(frame)
        return transport.get_write_buffer_size()

    @property
    def waiting(self) -> int:
        transport = self._transport
        return 0 if transport.is_closing() else transport.get_write_buffer_size()

    def abort(self) -> None:
        self._transport.abort()
