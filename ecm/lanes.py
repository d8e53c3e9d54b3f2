"""The threads in which requests run: kept from one to the next, each with its connection.

Django gives every request a thread of its own, and a thread is a new connection to the
database: opened, set up and closed again for one command of the chair.
"""

import asyncio
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from asgiref.sync import ThreadSensitiveContext, sync_to_async
from django.core.handlers.asgi import ASGIHandler
from django.db import connections

KEPT = 32  # threads that may rest; more are made while more requests run at once


class RequestHandler(ASGIHandler):
    """Django's handler, in threads that are used again, and entered once per request.

    All our middlewares and views are synchronous. Django would go back to the loop
    wherever one of another library could be asynchronous, and before each view: each time
    the answer waits for whatever the loop and the other threads are doing.
    """

    def __init__(self) -> None:
        super().__init__()
        self._resting: list[ThreadPoolExecutor] = []

    def load_middleware(self, is_async: bool = False) -> None:
        super().load_middleware(is_async=False)
        chain: Any = self._middleware_chain  # type: ignore[has-type]  # Django sets it above
        self._middleware_chain = sync_to_async(chain)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        lane = self._resting.pop() if self._resting else _new()
        try:
            async with ThreadSensitiveContext(executor=lane):
                await self.handle(scope, receive, send)
        finally:
            self._give_back(lane)

    def _give_back(self, lane: ThreadPoolExecutor) -> None:
        """Let a thread rest once it has ended what a tablet that left has begun."""
        loop = asyncio.get_running_loop()

        def rests(_: Future[None]) -> None:
            if not loop.is_closed():
                loop.call_soon_threadsafe(self._rest, lane)

        lane.submit(_nothing).add_done_callback(rests)

    def _rest(self, lane: ThreadPoolExecutor) -> None:
        if len(self._resting) < KEPT:
            self._resting.append(lane)
        else:
            lane.submit(_close)
            lane.shutdown(wait=False)


def _new() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, thread_name_prefix="request")


def _nothing() -> None:
    return


def _close() -> None:
    connections.close_all()
