"""The meeting in real time: transport and projection, no tables and no rules."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "live"

    def ready(self) -> None:
        from ecm.meetings.turn import turned
        from live import publish

        turned.connect(publish.announce, dispatch_uid="live")
