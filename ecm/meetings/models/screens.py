"""What the table shows to all: announcements, and a passage of a paper pointed out."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecm.dossiers.models import Version
from ecm.meetings.models.agenda import AgendaItem
from ecm.meetings.models.meeting import Meeting, Seat


class ShownTo(models.TextChoices):
    """The screens that carry an announcement."""

    EVERYWHERE = "everywhere", _("partout")
    TABLETS = "tablets", _("les tablettes")
    ROOM = "room", _("la salle")
    ANTEROOM = "anteroom", _("la salle d'attente")


class Announcement(models.Model):
    """A few words of the chair or the secretariat; the newest of each screen is shown."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="announcements"
    )
    text = models.CharField(_("annonce"), max_length=300)
    shown_to = models.CharField(
        _("montrée"),
        max_length=10,
        choices=ShownTo.choices,
        default=ShownTo.EVERYWHERE,
    )
    made_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("annonce")
        ordering = ["made_at", "pk"]

    def __str__(self) -> str:
        return self.text


class PointedPassage(models.Model):
    """A passage of a paper that its rapporteur points out while it is examined."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="passages"
    )
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    page = models.PositiveSmallIntegerField(_("page"))
    quote = models.CharField(_("passage"), max_length=500, blank=True)
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    pointed_at = models.DateTimeField()
    released_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("passage montré")
        verbose_name_plural = _("passages montrés")
        ordering = ["pointed_at", "pk"]

    def __str__(self) -> str:
        return f"{self.version} p. {self.page}"
