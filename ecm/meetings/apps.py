"""The meeting: agenda, attendance, marks, decisions, minutes."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class MeetingsConfig(AppConfig):
    name = "ecm.meetings"
    label = "meetings"
    verbose_name = _("Séances")
