"""What tells people that something waits for them; never what it is about."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NoticesConfig(AppConfig):
    name = "ecm.notices"
    label = "notices"
    verbose_name = _("Avis")

    def ready(self) -> None:
        from ecm.notices import checks  # noqa: F401  (registers on import)
