"""The way in for HTTP: a process that no tablet joined must tell the others all the same."""

from collections.abc import Awaitable, Callable
from typing import Any

from live.hub import hub

Application = Callable[[Any, Any, Any], Awaitable[Any]]


def with_hub(application: Application) -> Application:
    """Bind the hub to the process's loop before a request may commit or sign out."""

    async def entrance(scope: Any, receive: Any, send: Any) -> None:
        hub.start()
        await application(scope, receive, send)

    return entrance
