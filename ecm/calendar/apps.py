"""The week of the council as settings: days, recesses, exceptions and deadlines."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CalendarConfig(AppConfig):
    name = "ecm.calendar"
    label = "calendar"
    verbose_name = _("Calendrier du Conseil")
