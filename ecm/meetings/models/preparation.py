"""Before the meeting: versions of its agenda, convocations, positions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecm.domain.policy import MarkValue
from ecm.meetings.models.agenda import AgendaItem
from ecm.meetings.models.meeting import Meeting, Seat
from ecm.people.models import Person


class AgendaStep(models.TextChoices):
    """What a version of the agenda is: each is kept as it stood."""

    PROPOSED = "proposed", _("proposé par le SGG")
    AMENDED = "amended", _("amendé")
    APPROVED = "approved", _("approuvé")


class AgendaVersion(models.Model):
    """An agenda as it stood: `lines` are its items, with number, title, ministry, track.

    A version approved after the first approved one is an « ordre du jour modificatif ».
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="agendas"
    )
    number = models.PositiveSmallIntegerField()
    step = models.CharField(max_length=10, choices=AgendaStep.choices)
    is_modifying = models.BooleanField(_("ordre du jour modificatif"), default=False)
    lines = models.JSONField(default=list)
    digest = models.CharField(max_length=64)
    comment = models.TextField(_("observations"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("version de l'ordre du jour")
        verbose_name_plural = _("versions de l'ordre du jour")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="agenda_number_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.number})"


class Convocation(models.Model):
    """A notice of meeting; a later one has the next `sequence` (RFC 5545).

    The last one may say that the meeting is not held.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="convocations"
    )
    agenda = models.ForeignKey(
        AgendaVersion, on_delete=models.PROTECT, null=True, related_name="convocations"
    )
    sequence = models.PositiveSmallIntegerField(default=0)
    is_cancelling = models.BooleanField(_("annulation"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = _("convocation")
        ordering = ["sequence"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "sequence"], name="convocation_sequence_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.sequence})"


class Receipt(models.Model):
    """A seat that read a convocation, and when."""

    convocation = models.ForeignKey(
        Convocation, on_delete=models.CASCADE, related_name="receipts"
    )
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="receipts")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    read_at = models.DateTimeField()

    class Meta:
        verbose_name = _("accusé de lecture")
        verbose_name_plural = _("accusés de lecture")
        constraints = [
            models.UniqueConstraint(
                fields=["convocation", "seat"], name="convocation_is_read_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.convocation} : {self.seat}"


class Position(models.Model):
    """The position of a seat on an item before the meeting; changeable until they close."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, related_name="positions"
    )
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="positions")
    value = models.CharField(
        max_length=20, choices=[(m.value, m.value) for m in MarkValue]
    )
    comment = models.CharField(max_length=500, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("position")
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat"], name="seat_has_one_position_on_an_item"
            ),
            models.CheckConstraint(
                condition=Q(value__in=[m.value for m in MarkValue]),
                name="position_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} : {self.value}"
