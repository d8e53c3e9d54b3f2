"""Rounds of marks on an item, and the mark of each seat."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecm.domain.policy import MarkValue
from ecm.meetings.models.agenda import AgendaItem
from ecm.meetings.models.meeting import Seat
from ecm.people.models import Person


class MarkRound(models.Model):
    """One request for marks on an item, from its opening to its closing."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="rounds"
    )
    number = models.PositiveSmallIntegerField()
    text = models.TextField(
        _("texte soumis"), blank=True, help_text=_("Le texte amendé, s'il y en a un.")
    )
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("demande de marques")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="round_number_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(closed_at=None),
                name="one_round_open_per_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.number})"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Mark(models.Model):
    """The position of one seat in one round: recorded once, changeable until it closes."""

    round = models.ForeignKey(MarkRound, on_delete=models.PROTECT, related_name="marks")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="marks")
    value = models.CharField(
        max_length=20, choices=[(m.value, m.value) for m in MarkValue]
    )
    comment = models.CharField(max_length=500, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("marque")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "seat"], name="one_mark_per_seat_and_round"
            ),
            models.CheckConstraint(
                condition=Q(value__in=[m.value for m in MarkValue]),
                name="mark_value_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.value}"
