"""Who came, left, acted for another, was let in for one item, or stood aside from it."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecm.domain.workflow import Attendance
from ecm.meetings.models.agenda import AgendaItem
from ecm.meetings.models.meeting import Meeting, Seat
from ecm.people.models import Person


class AttendanceMove(models.Model):
    """One change of a seat's attendance, and the item that was under deliberation.

    `at` may be corrected, with its trace in the journal.
    """

    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="moves")
    attendance = models.CharField(max_length=12)
    acting = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="moves"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("mouvement de présence")
        verbose_name_plural = _("mouvements de présence")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(attendance__in=[a.value for a in Attendance]),
                name="move_attendance_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.attendance}"


class Guest(models.Model):
    """Somebody who is no member, let in for one item: a rapporteur, an expert."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="guests"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="guests"
    )
    name = models.CharField(_("nom"), max_length=200)
    title = models.CharField(_("qualité"), max_length=250, blank=True)
    admitted_at = models.DateTimeField(_("admis à"))
    left_at = models.DateTimeField(_("sorti à"), null=True)

    class Meta:
        verbose_name = _("personne admise pour un point")
        verbose_name_plural = _("personnes admises pour un point")
        ordering = ["admitted_at", "pk"]

    def __str__(self) -> str:
        return self.name


class Recusal(models.Model):
    """A member who stands aside from an item: while it lasts it is closed to him."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="recusals"
    )
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="recusals")
    since = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("récusation")
        ordering = ["since"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "seat"],
                condition=Q(lifted_at=None),
                name="one_recusal_per_seat_and_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} / {self.item}"
