"""The list of items that nobody objects to, shown to all and adopted at one stroke."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecm.meetings.models.meeting import Meeting


class ConsentList(models.Model):
    """One showing of the list: what stands on it are the items on the consent track.

    Any member takes an item out until the chair adopts the rest.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="consent_lists"
    )
    number = models.PositiveSmallIntegerField()
    shown_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)
    is_adopted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("liste sans débat")
        verbose_name_plural = _("listes sans débat")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="consent_number_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(closed_at=None),
                name="one_consent_list_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(is_adopted=False) | Q(closed_at__isnull=False),
                name="adopted_consent_list_is_closed",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.number})"
