"""uvicorn, which takes ready frames: `uvicorn --ws live.servers.on_uvicorn:RoomProtocol`."""

import os
import signal
import sys
from contextlib import suppress
from typing import Any

import uvicorn
from django.conf import settings
from uvicorn.config import Config
from uvicorn.protocols.websockets.websockets_sansio_impl import (
    WebSocketsSansIOProtocol,
)
from websockets.extensions.permessage_deflate import ServerPerMessageDeflateFactory
from websockets.http11 import Request
from websockets.protocol import State
from websockets.server import ServerProtocol

from live.servers import limits
from live.wire import EXTENSION, bound

# Without a context that goes on from message to message, one compressed frame serves all.
AGREEMENT = {
    "server_no_context_takeover": True,
    "client_no_context_takeover": True,
    "server_max_window_bits": 12,
    "client_max_window_bits": 12,
    "compress_settings": {"memLevel": 5},
}


def listen(host: str, port: int) -> None:
    """Serve until SIGTERM or SIGINT; the tablets are told that the server restarts."""
    # uvicorn raises the signal again once it has closed: what surrounds it closes too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    config = Config(
        "ecm.asgi:application",
        host=host,
        port=port,
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
        uvicorn.Server(config).run()


class RoomProtocol(WebSocketsSansIOProtocol):
    """The server's own protocol, and the extension `ecm.wire` in its scope."""

    conn: ServerProtocol

    def __init__(self, config: Config, *arguments: Any, **named: Any) -> None:
        super().__init__(config, *arguments, **named)
        if settings.COMPRESS_FRAMES:
            factory = ServerPerMessageDeflateFactory(**AGREEMENT)  # type: ignore[arg-type]  # a dictionary of options
            self.conn.available_extensions = [factory]

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        bound(transport.get_extra_info("socket"))

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            offered: dict[str, Any] = self.scope["extensions"]
            offered[EXTENSION] = UvicornWire(self)


class UvicornWire:
    """Goes to the kernel at once while nothing waits; the transport keeps what is left."""

    def __init__(self, protocol: RoomProtocol) -> None:
        self._conn, self._transport = protocol.conn, protocol.transport
        self.packs = bool(protocol.conn.extensions)
        self._handle = _bare_handle(protocol.transport)

    def write(self, frame: bytes) -> bool:
        transport = self._transport
        # Once a transport is closing, its number may be another connection's.
        if self._conn.state is not State.OPEN or transport.is_closing():
            return True
        sent = 0
        if self._handle is not None and not transport.get_write_buffer_size():
            try:
                sent = os.write(self._handle, frame)
            except OSError:  # it would wait, or the line is broken
                sent = 0
        if sent == len(frame):
            return True
        transport.write(frame[sent:])
        return False

    @property
    def waiting(self) -> int:
        transport = self._transport
        return 0 if transport.is_closing() else transport.get_write_buffer_size()

    def abort(self) -> None:
        self._transport.abort()


def _bare_handle(transport: Any) -> int | None:
    """Return the number of a socket to which bytes go as they are, without TLS between."""
    handle = transport.get_extra_info("socket")
    if handle is None or transport.get_extra_info("ssl_object") is not None:
        return None
    return int(handle.fileno())
