"""Refuse sockets opened by foreign pages (cross-site WebSocket hijacking)."""

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import urlsplit

from channels.security.websocket import WebsocketDenier
from django.conf import settings

Application = Callable[[dict[str, Any], Any, Any], Awaitable[Any]]


class SameOrigin:
    """Let a socket in when its Origin is the page's own, or one that is configured.

    Channels' own validator accepts any port and scheme of an allowed host.
    """

    def __init__(self, application: Application) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> Any:
        inner = self.application if _is_our_own(scope) else WebsocketDenier()
        return await inner(scope, receive, send)


def _is_our_own(scope: dict[str, Any]) -> bool:
    # Apart: what it looks at would stay in memory as long as the socket.
    headers = dict(scope["headers"])
    origin = headers.get(b"origin", b"").decode("latin1")
    host = headers.get(b"host", b"").decode("latin1")
    return is_trusted(origin, host)


def is_trusted(origin: str, host: str) -> bool:
    """Tell whether a page of `origin` may open a socket at `host`.

    With ECM_ORIGINS the origin must be one of these; without (never in production) it
    must have the host and port that the browser asked for.
    """
    if settings.ORIGINS:
        return origin in settings.ORIGINS
    parts = urlsplit(origin)
    return parts.scheme in ("http", "https") and bool(host) and parts.netloc == host
