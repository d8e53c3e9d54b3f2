"""The same council on stock Channels: our views and templates, its consumer and its groups.

A group for each audience, the frame rendered once for it after the commit and sent by
`group_send`; at the door the usual authentication, and the present state from a cache.
Served by `uvicorn benchmarks.peers.room_app:application`.
"""

import os
from typing import Any
from urllib.parse import parse_qs

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecm.settings")

from django.conf import settings

settings.CHANNEL_LAYERS = {
    "default": {
        "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
        "CONFIG": {"hosts": [os.environ["ROOM_REDIS"]]},
    }
}

from django.core.asgi import get_asgi_application

http = get_asgi_application()

from asgiref.sync import async_to_sync
from channels.auth import AuthMiddlewareStack
from channels.db import database_sync_to_async
from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.urls import path

from ecm.meetings.models import Meeting
from ecm.meetings.turn import turned
from ecm.people.models import User
from live import render
from live.audience import Audience, audiences_now

groups: dict[Audience, str] = {}
states: dict[tuple[Audience, int], str] = {}


def enter(meeting_id: int, user: User, hall: bool) -> tuple[Audience, int]:
    """Return the audience of whoever comes in, and the meeting's number."""
    meeting = Meeting.objects.get(pk=meeting_id)
    (audience,) = audiences_now(meeting, [(user, hall, "fr")])
    assert audience is not None
    groups.setdefault(audience, f"audience.{len(groups)}")
    return audience, meeting.seq


def state(meeting_id: int, audience: Audience, seq: int) -> str:
    """Return the whole page of an audience, rendered once for each number."""
    if (audience, seq) not in states:
        states[audience, seq] = render.snapshot(meeting_id, audience).html
    return states[audience, seq]


class Tablet(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.accept()
        query = parse_qs(self.scope["query_string"].decode())
        meeting_id = self.scope["url_route"]["kwargs"]["meeting_id"]
        hall, user = query["vue"] == ["hall"], self.scope["user"]
        audience, seq = await database_sync_to_async(enter)(meeting_id, user, hall)
        self.group = groups[audience]
        await self.channel_layer.group_add(self.group, self.channel_name)
        if int(query["curseur"][0]) < seq:
            html = states.get((audience, seq))
            html = html or await database_sync_to_async(state)(
                meeting_id, audience, seq
            )
            await self.send(text_data=html)

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard(self.group, self.channel_name)

    async def frame(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["html"])


def announce(sender: Any, *, meeting_id: int, after_seq: int, **_: Any) -> None:
    """Render for each audience and send to its group, in the request that committed."""
    found = render.changes(meeting_id, after_seq, list(groups))
    for audience, html in found.frames.items():
        event = {"type": "frame", "html": html}
        async_to_sync(get_channel_layer().group_send)(groups[audience], event)


turned.disconnect(dispatch_uid="live")
turned.connect(announce, dispatch_uid="stock")
tablets = URLRouter([path("ws/seances/<int:meeting_id>/", Tablet.as_asgi())])
application = ProtocolTypeRouter(
    {"http": http, "websocket": AuthMiddlewareStack(tablets)}
)
