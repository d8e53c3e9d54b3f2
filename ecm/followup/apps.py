"""From a decision to the Journal officiel."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FollowupConfig(AppConfig):
    name = "ecm.followup"
    label = "followup"
    verbose_name = _("Suites du Conseil")
