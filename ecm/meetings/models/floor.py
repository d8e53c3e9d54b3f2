"""Who asks for the floor, in which order, who has it and for how long."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ecm.meetings.models.agenda import AgendaItem
from ecm.meetings.models.meeting import Meeting, Seat


class FloorRequest(models.Model):
    """One request of a seat, from the raised hand to the end of the speech.

    It waits while `started_at` and `left_at` are None; `left_at` is set when it is given
    up, or when the council moves on to another item.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="floor_requests"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="floor_requests"
    )
    seat = models.ForeignKey(
        Seat, on_delete=models.PROTECT, related_name="floor_requests"
    )
    position = models.PositiveSmallIntegerField(
        help_text=_("Le rang parmi ceux qui attendent, sans trou.")
    )
    is_placed = models.BooleanField(
        default=False, help_text=_("Le président lui a donné son rang.")
    )
    requested_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("demande de parole")
        verbose_name_plural = _("demandes de parole")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(started_at__isnull=False, ended_at=None),
                name="one_speaker_at_a_time",
            ),
            models.UniqueConstraint(
                fields=["meeting", "seat"],
                condition=Q(started_at=None, left_at=None),
                name="one_waiting_request_per_seat",
            ),
            models.CheckConstraint(
                condition=Q(left_at=None) | Q(started_at=None),
                name="a_speech_is_not_left",
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None)
                | Q(started_at__isnull=False, ended_at__gte=F("started_at")),
                name="a_speech_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} ({self.requested_at:%H:%M})"

    @property
    def is_waiting(self) -> bool:
        return self.started_at is None and self.left_at is None

    @property
    def is_speaking(self) -> bool:
        return self.started_at is not None and self.ended_at is None
