"""Which address opens which socket."""

from django.urls import path

from live.consumer import RoomConsumer

websocket_urlpatterns = [
    path("ws/seances/<int:meeting_id>/", RoomConsumer.as_asgi()),
]
