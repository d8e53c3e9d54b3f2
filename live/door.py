"""The door of the room: all who wait there are looked up together."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from live import seated
from live.seated import Admission, Caller


class Host(Protocol):
    def spawn(self, work: Coroutine[Any, Any, None]) -> None: ...
    async def in_thread(self, function: Callable[..., Any], *arguments: Any) -> Any: ...


class Door:
    def __init__(self, host: Host) -> None:
        self._host = host
        self._waiting: list[tuple[Caller, asyncio.Future[Admission | int]]] = []
        self._is_open = False

    async def admit(self, caller: Caller) -> Admission | int:
        """Return who a caller is in his meeting, or the code that closes his line."""
        answer = asyncio.get_running_loop().create_future()
        self._waiting.append((caller, answer))
        if not self._is_open:
            self._is_open = True
            self._host.spawn(self._let_in())
        found: Admission | int = await answer
        return found

    async def _let_in(self) -> None:
        while self._waiting:
            some, self._waiting = self._waiting, []
            answers = [answer for _, answer in some if not answer.done()]
            callers = [caller for caller, answer in some if not answer.done()]
            try:
                found = await self._host.in_thread(seated.admit, callers)
            except Exception as error:
                found = [error] * len(callers)
            for answer, verdict in zip(answers, found, strict=True):
                _tell(answer, verdict)
        self._is_open = False


def _tell(
    answer: asyncio.Future[Admission | int], verdict: Admission | int | Exception
) -> None:
    if answer.done():
        return
    if isinstance(verdict, Exception):
        answer.set_exception(verdict)
    else:
        answer.set_result(verdict)
