"""The meeting in real time: transport and projection, no tables and no rules."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    name = "live"

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_out

        from ecm.meetings.turn import turned
        from ecm.watching import lines
        from live import publish
        from live.operating import operating

        lines.answered_by(operating)
        turned.connect(publish.announce, dispatch_uid="live")
        user_logged_out.connect(publish.sign_out, dispatch_uid="live")
