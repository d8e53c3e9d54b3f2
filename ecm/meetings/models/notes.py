"""What is private to one member: his notes, sealed on his tablet, and his messages."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecm.meetings.models.agenda import AgendaItem
from ecm.meetings.models.meeting import Meeting, Seat
from ecm.people.models import Person


class NoteLock(models.Model):
    """What a tablet needs to try a member's secret phrase: neither the phrase nor a key.

    `salt` and `iterations` are those of PBKDF2; `check` is a known word sealed with the
    key that they give. All are base64.
    """

    person = models.OneToOneField(
        Person, on_delete=models.CASCADE, related_name="note_lock"
    )
    salt = models.CharField(max_length=64)
    iterations = models.PositiveIntegerField()
    check_word = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        verbose_name = _("verrou des notes")
        verbose_name_plural = _("verrous des notes")

    def __str__(self) -> str:
        return str(self.person)


class PrivateNote(models.Model):
    """A member's note on an item, sealed before it left his tablet: the server cannot read.

    It is of the item, not of a version of its papers: it outlives them.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="notes")
    item = models.ForeignKey(AgendaItem, on_delete=models.CASCADE, related_name="+")
    sealed = models.TextField()
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("note privée")
        verbose_name_plural = _("notes privées")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "item"], name="one_note_per_person_and_item"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class Message(models.Model):
    """A word from one seat to another, or to the secretariat where `recipient` is None.

    It is of the meeting and dies with it: neither journal, nor minutes, nor archive.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="messages"
    )
    sender = models.ForeignKey(
        Seat, on_delete=models.CASCADE, related_name="sent_messages"
    )
    recipient = models.ForeignKey(
        Seat, on_delete=models.CASCADE, null=True, related_name="messages"
    )
    key = models.UUIDField(unique=True)
    text = models.CharField(_("message"), max_length=500)
    sent_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("message")
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"{self.pk}"
