"""The press list, and each mail that a version made for it."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ecm.domain.communique.languages import LANGUAGES
from ecm.publication.models.communique import CommuniqueVersion


class Recipient(models.Model):
    """A newspaper, a radio or a person who is sent each communiqué of one language."""

    name = models.CharField(_("nom"), max_length=200)
    email = models.EmailField(_("courriel"), unique=True)
    language = models.CharField(_("langue"), max_length=3, default="fr")
    is_active = models.BooleanField(_("reçoit les comptes rendus"), default=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    added_at = models.DateTimeField()
    unsubscribed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("destinataire de la presse")
        verbose_name_plural = _("destinataires de la presse")
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    @property
    def language_name(self) -> str:
        return str(_(LANGUAGES[self.language].name))


class DeliveryState(models.TextChoices):
    WAITING = "waiting", _("en attente")
    SENDING = "sending", _("en cours d'envoi")
    SENT = "sent", _("envoyé")
    FAILED = "failed", _("échoué")
    DROPPED = "dropped", _("abandonné")


class Delivery(models.Model):
    """One mail: a version for a recipient, once; `claimed_by` is the task that sends it."""

    version = models.ForeignKey(
        CommuniqueVersion, on_delete=models.PROTECT, related_name="deliveries"
    )
    recipient = models.ForeignKey(
        Recipient, on_delete=models.CASCADE, related_name="deliveries"
    )
    state = models.CharField(
        max_length=8, choices=DeliveryState.choices, default=DeliveryState.WAITING
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(default=timezone.now)
    claimed_by = models.UUIDField(null=True)
    answer = models.CharField(max_length=200, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("envoi à la presse")
        verbose_name_plural = _("envois à la presse")
        constraints = [
            models.UniqueConstraint(
                fields=["version", "recipient"], name="version_is_sent_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=models.Q(state="waiting"),
                name="delivery_is_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} → {self.recipient_id}"
