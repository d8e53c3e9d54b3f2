"""The relevé de décisions and the procès-verbal."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RecordsConfig(AppConfig):
    name = "ecm.records"
    label = "records"
    verbose_name = _("Relevés et procès-verbaux")
