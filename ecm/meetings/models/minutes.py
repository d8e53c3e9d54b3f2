"""The running minutes: paragraphs, every text each ever had, and competing texts."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecm.meetings.models.agenda import AgendaItem
from ecm.meetings.models.meeting import Meeting


class Zone(models.TextChoices):
    """Running minutes are read by all; private notes never leave the secretariat."""

    RUNNING = "running", _("Procès-verbal en cours")
    PRIVATE = "private", _("Notes privées du secrétariat")


class MinuteBlock(models.Model):
    """One paragraph of the minutes; `item` is None for the meeting as a whole.

    `uid` is given by the secretary's tablet, so that a block written while the link is
    down has its identity before the server knows it.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="blocks"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="blocks"
    )
    uid = models.UUIDField()
    zone = models.CharField(max_length=8, choices=Zone.choices, default=Zone.RUNNING)
    position = models.FloatField()
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    seq = models.PositiveBigIntegerField(default=0)
    is_removed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("paragraphe du procès-verbal")
        verbose_name_plural = _("paragraphes du procès-verbal")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "uid"], name="block_uid_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(zone__in=["running", "private"]), name="block_zone_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} § {self.pk}"


class BlockRevision(models.Model):
    """Every text a block ever had, with its author: nobody's words are overwritten."""

    block = models.ForeignKey(
        MinuteBlock, on_delete=models.PROTECT, related_name="revisions"
    )
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("état d'un paragraphe")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["block", "version"], name="block_version_is_written_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block} v{self.version}"


class MinuteProposal(models.Model):
    """The later of two texts written on the same base, kept beside the first."""

    block = models.ForeignKey(
        MinuteBlock, on_delete=models.PROTECT, related_name="proposals"
    )
    base = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("texte concurrent")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.block} / {self.base}"
