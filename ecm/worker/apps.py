"""The background worker: tasks that survive its death, and what is done each minute."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class WorkerConfig(AppConfig):
    name = "ecm.worker"
    label = "worker"
    verbose_name = _("Tâches de fond")
