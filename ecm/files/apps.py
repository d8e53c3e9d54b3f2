"""The application of files: no table but that of what is being brought."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "ecm.files"
    label = "files"
    verbose_name = _("Fichiers")
