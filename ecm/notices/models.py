"""A notice to a person, and what of it goes out of the application: an outbox."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecm.notices.kinds import KINDS
from ecm.people.models import Person


class Channel(models.TextChoices):
    EMAIL = "email", _("Courriel")
    SMS = "sms", _("SMS")


class State(models.TextChoices):
    """Where a delivery is; `doubtful` may have arrived and is not sent again."""

    WAITING = "waiting", _("en attente")
    SENDING = "sending", _("en cours d'envoi")
    SENT = "sent", _("envoyé")
    FAILED = "failed", _("non envoyé")
    DOUBTFUL = "doubtful", _("peut-être reçu")


class Notice(models.Model):
    """A sentence without content that a person finds in the application, once by key."""

    recipient = models.ForeignKey(
        Person,
        verbose_name=_("destinataire"),
        on_delete=models.CASCADE,
        related_name="notices",
    )
    kind = models.CharField(_("espèce"), max_length=40)
    key = models.CharField(_("clé"), max_length=120)
    words = models.JSONField(_("mots"), default=dict, blank=True)
    url = models.CharField(_("adresse"), max_length=200, blank=True)
    created_at = models.DateTimeField(_("le"))
    read_at = models.DateTimeField(_("lu le"), null=True, blank=True)

    class Meta:
        verbose_name = _("avis")
        verbose_name_plural = _("avis")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["recipient", "kind", "key"], name="a_person_is_told_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["recipient"], condition=Q(read_at=None), name="unread_notices"
            ),
        ]

    def __str__(self) -> str:
        return self.sentence

    @property
    def sentence(self) -> str:
        """The sentence in the reader's language."""
        return KINDS[self.kind].said(self.words)

    @property
    def is_read(self) -> bool:
        return self.read_at is not None


class Delivery(models.Model):
    """A notice on its way by e-mail or SMS; the address itself is not kept here."""

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    notice = models.ForeignKey(
        Notice, on_delete=models.CASCADE, related_name="deliveries"
    )
    channel = models.CharField(_("voie"), max_length=5, choices=Channel.choices)
    state = models.CharField(
        _("état"), max_length=8, choices=State.choices, default=State.WAITING
    )
    address_digest = models.CharField(_("empreinte de l'adresse"), max_length=64)
    attempts = models.PositiveSmallIntegerField(_("essais"), default=0)
    # The machine's time, like everything of the worker; the notice has the council's.
    next_try_at = models.DateTimeField(_("prochain essai"), default=timezone.now)
    claimed_by = models.UUIDField(_("tâche"), null=True, blank=True)
    sent_at = models.DateTimeField(_("envoyé le"), null=True, blank=True)
    answer = models.CharField(_("réponse"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("envoi")
        constraints = [
            models.UniqueConstraint(
                fields=["notice", "channel"], name="a_notice_goes_once_by_each_channel"
            ),
            models.CheckConstraint(
                condition=(
                    Q(state="sent", sent_at__isnull=False)
                    | (~Q(state="sent") & Q(sent_at=None))
                ),
                name="what_is_sent_has_its_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(state="waiting"),
                name="waiting_deliveries",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.uid} : {self.state}"
