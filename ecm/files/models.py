"""What is being brought: a file that arrives by pieces and belongs to who brings it."""

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class Upload(models.Model):
    """A file on its way; its bytes are in ECM_DATA/uploads until it is taken."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="uploads"
    )
    filename = models.CharField(_("nom du fichier"), max_length=200)
    length = models.PositiveBigIntegerField(help_text=_("octets"))
    offset = models.PositiveBigIntegerField(default=0, help_text=_("octets arrivés"))
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("envoi")
        ordering = ["created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(offset__lte=F("length")), name="upload_stays_in_its_length"
            ),
            models.CheckConstraint(
                condition=Q(finished_at=None) | Q(offset=F("length")),
                name="upload_is_finished_when_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.filename

    @property
    def path(self) -> Path:
        """Where its bytes are; the name given by a person is no part of it."""
        return folder() / str(self.pk)

    @property
    def is_finished(self) -> bool:
        return self.finished_at is not None


def folder() -> Path:
    """Return the folder of all that is on its way."""
    return Path(settings.DATA) / "uploads"
