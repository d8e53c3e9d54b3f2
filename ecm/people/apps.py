"""People and institutions: who is who, in which post, under which name of the day."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PeopleConfig(AppConfig):
    name = "ecm.people"
    label = "people"
    verbose_name = _("Personnes et institutions")
