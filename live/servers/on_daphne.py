"""daphne, which takes ready frames; what the kernel takes at once needs no turn of Twisted."""

from contextlib import suppress
from socket import socket
from typing import Any

from autobahn.websocket.protocol import WebSocketProtocol as Autobahn
from daphne.cli import CommandLineInterface
from daphne.server import Server
from django.conf import settings
from twisted.internet.tcp import Connection

from live.servers import limits
from live.wire import EXTENSION, bound

OPTIONS = {
    "--ping-interval": limits.PING_EVERY,
    "--ping-timeout": limits.PING_PATIENCE,
    "--websocket-max-message-size": limits.LARGEST,
    "--websocket-max-frame-size": limits.LARGEST,
    "--application-close-timeout": limits.GOING_DOWN,
}


def listen(host: str, port: int, door: socket | None = None) -> None:
    """Serve until SIGTERM or SIGINT; `door` listens already, instead of the address."""
    interface = host.replace(":", r"\:")
    endpoint = f"tcp:port={port}:interface={interface}:backlog={limits.BACKLOG}"
    if door:
        endpoint = f"fd:fileno={door.detach()}"
    options = [word for name, value in OPTIONS.items() for word in (name, str(value))]
    # Production stands behind a proxy that speaks TLS: without what it says, everybody
    # would sign in from one address, and be locked out together.
    proxy = ["--proxy-headers"] if settings.PRODUCTION else []
    around = ["-v", "0", "-e", endpoint, *options, *proxy, "--no-server-name"]
    RoomCommandLine().run([*around, "ecm.asgi:application"])


class RoomServer(Server):  # type: ignore[misc]  # daphne is untyped
    """The server itself, and the extension `ecm.wire` in the scope of a WebSocket."""

    def create_application(self, protocol: Any, scope: dict[str, Any]) -> Any:
        if scope["type"] == "websocket" and _is_bare(protocol.transport):
            scope.setdefault("extensions", {})[EXTENSION] = DaphneWire(protocol)
        return super().create_application(protocol, scope)


def _is_bare(transport: Any) -> bool:
    """Whether what is written goes to the kernel as it is, without TLS between."""
    return isinstance(transport, Connection) and not transport.TLS


class RoomCommandLine(CommandLineInterface):  # type: ignore[misc]  # neither
    server_class = RoomServer


class DaphneWire:
    __slots__ = ("_protocol",)
    packs = False  # daphne agrees to no compression

    def __init__(self, protocol: Any) -> None:
        self._protocol = protocol
        bound(protocol.transport.getHandle())

    def write(self, frame: bytes) -> int:
        protocol = self._protocol
        if protocol.state != Autobahn.STATE_OPEN:
            return 0
        sent = 0
        if not self.waiting:
            # A broken line is Twisted's to notice, when it writes the rest.
            with suppress(OSError):
                sent = protocol.transport.getHandle().send(frame)
        if sent == len(frame):
            return 0
        protocol.transport.write(frame[sent:])
        return self.waiting

    @property
    def waiting(self) -> int:
        transport = self._protocol.transport
        unread = len(transport.dataBuffer) - transport.offset
        return int(unread + transport._tempDataLen)

    def abort(self) -> None:
        self._protocol.transport.abortConnection()
