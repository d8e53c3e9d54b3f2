"""The extension by which a server of ours takes frames that are ready to be written.

A server offers it in the scope of a WebSocket: `scope["extensions"]["ecm.wire"]` is then a
`Wire`. Where it is missing, `websocket.send` does the same work, tablet by tablet.
"""

import socket
from typing import Any, Protocol

EXTENSION = "ecm.wire"
# Bytes that the kernel may hold unsent for one tablet: what waits then waits with us, where
# it is counted, and a line of 64 kbit/s shows every second that it still moves.
UNSENT = 16 * 1024


class Wire(Protocol):
    """One open connection, written to without a task, a queue or a second framing."""

    packs: bool  # whether the tablet agreed to compressed messages

    def write(self, frame: bytes) -> int:
        """Write whole frames (RFC 6455); return what `waiting` is afterwards.

        Nothing happens on a closed line, where nothing waits.
        """

    @property
    def waiting(self) -> int:
        """Bytes that the tablet has not taken yet, less what the kernel holds."""

    def abort(self) -> None:
        """Drop the line at once, whatever waits."""


def wire_of(scope: dict[str, Any]) -> Wire | None:
    extensions = scope.get("extensions") or {}
    found: Wire | None = extensions.get(EXTENSION)
    return found


def bound(handle: Any) -> None:
    """Keep the kernel from holding more than `UNSENT` bytes for a socket."""
    option = getattr(socket, "TCP_NOTSENT_LOWAT", None)
    if option is not None and handle is not None:
        handle.setsockopt(socket.IPPROTO_TCP, option, UNSENT)
