"""Channels as its documentation shows it: a consumer, a group, the layer on Redis.

Served by `uvicorn benchmarks.peers.channels_app:application`, or by daphne.
"""

import os
from typing import Any

import django
from django.conf import settings

settings.configure(
    SECRET_KEY="a benchmark keeps no secret",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    INSTALLED_APPS=["channels"],
    CHANNEL_LAYERS={
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [os.environ["REDIS_URL"]]},
        }
    },
)
django.setup()

from channels.generic.websocket import AsyncWebsocketConsumer
from channels.layers import get_channel_layer
from channels.routing import ProtocolTypeRouter, URLRouter
from django.core.asgi import get_asgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

PADDING = os.environ["PADDING"]
sent = 0


class Tablet(AsyncWebsocketConsumer):
    async def connect(self) -> None:
        await self.channel_layer.group_add("room", self.channel_name)
        await self.accept()

    async def disconnect(self, code: int) -> None:
        await self.channel_layer.group_discard("room", self.channel_name)

    async def frame(self, event: dict[str, Any]) -> None:
        await self.send(text_data=event["html"])


async def publish(request: HttpRequest) -> HttpResponse:
    global sent
    sent += 1
    cursor = f'<i id="cursor" hidden data-from="{sent - 1}" data-seq="{sent}"></i>'
    event = {"type": "frame", "html": f"{cursor}<p>{PADDING}</p>"}
    await get_channel_layer().group_send("room", event)
    return HttpResponse(status=204)


urlpatterns = [path("publish", publish)]
application = ProtocolTypeRouter(
    {
        "http": get_asgi_application(),
        "websocket": URLRouter([path("ws/", Tablet.as_asgi())]),
    }
)
