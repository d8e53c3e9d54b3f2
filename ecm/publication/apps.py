"""From decisions to documents."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PublicationConfig(AppConfig):
    name = "ecm.publication"
    label = "publication"
    verbose_name = _("Publication")

    def ready(self) -> None:
        from ecm.publication import checks  # noqa: F401  (registers on import)
