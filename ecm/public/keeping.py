"""Keeps the answers of the public site as they were sent, until the next publication.

It stands before Django in a process of its own, and knows no more than a proxy would: an
answer is kept for one host, scheme and address, and given back byte for byte. On the
evening of a council everybody asks for the same page at once: one is drawn, the others
wait for it.
"""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from http import HTTPStatus
from typing import Any

from ecm.public.opened import state
from ecm.public.shelf import Shelf

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
TELLING = (b"host", b"x-forwarded-proto")  # what makes another answer of a request
OF_THE_BODY = (b"content-type", b"content-length", b"content-encoding")


class Turn(asyncio.Event):
    """One answer being drawn; `is_unkept` once it is no answer to keep."""

    is_unkept = False


def keeping(application: Application) -> Application:
    """Return an application that answers for `application` what it answered before."""
    kept: Shelf[list[Message]] = Shelf()
    turns: dict[tuple[object, ...], Turn] = {}

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        asked = dict(scope.get("headers", ()))
        if not _is_plain(scope, asked):
            await application(scope, receive, send)
            return
        packs = b"gzip" in asked.get(b"accept-encoding", b"")
        key = (state(), scope["path"], packs, *map(asked.get, TELLING))
        while (found := kept.get(key)) is None:
            turn = turns.get(key)
            if turn is None:
                await draw(key, scope, receive, send)
                return
            await turn.wait()
            if turn.is_unkept:
                await application(scope, receive, send)
                return
        for message in _as_known(found, asked.get(b"if-none-match")):
            await send(message)

    async def draw(
        key: tuple[object, ...], scope: Scope, receive: Receive, send: Send
    ) -> None:
        turn = turns[key] = Turn()
        try:
            sent = await _passed_on(application, scope, receive, send)
            is_kept = sent[0]["status"] == HTTPStatus.OK
            is_kept = is_kept and kept.put(key, sent, _weight(sent))
            turn.is_unkept = not is_kept
        finally:  # who drew may have gone away: another takes his turn
            del turns[key]
            turn.set()

    return answer


def _weight(sent: list[Message]) -> int:
    return sum(len(message.get("body", b"")) for message in sent)


def _is_plain(scope: Scope, asked: dict[bytes, bytes]) -> bool:
    """Tell whether the answer depends on the address alone."""
    return (
        scope["type"] == "http"
        and scope["method"] == "GET"
        and not scope["query_string"]
        and b"if-modified-since" not in asked
    )


async def _passed_on(
    application: Application, scope: Scope, receive: Receive, send: Send
) -> list[Message]:
    """Let the application answer, and return what it sent."""
    sent: list[Message] = []

    async def send_and_keep(message: Message) -> None:
        sent.append(message)
        await send(message)

    await application(scope, receive, send_and_keep)
    return sent or [{"status": None}]


def _as_known(sent: list[Message], known: bytes | None) -> list[Message]:
    """Return an answer for who may have it already, under the tag that he tells."""
    start = sent[0]
    tag = {n.lower(): v for n, v in start["headers"]}.get(b"etag")
    if known is None or tag is None or tag not in known:
        return sent
    headers = [pair for pair in start["headers"] if pair[0].lower() not in OF_THE_BODY]
    unchanged = {**start, "status": HTTPStatus.NOT_MODIFIED.value, "headers": headers}
    return [unchanged, {"type": "http.response.body", "body": b""}]
