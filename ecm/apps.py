"""The project itself as an application: its checks and commands."""

from django.apps import AppConfig


class EcmConfig(AppConfig):
    name = "ecm"
    label = "ecm"
    default = True

    def ready(self) -> None:
        from ecm import checks  # noqa: F401  (registers on import)
