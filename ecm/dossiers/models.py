"""Dossiers, their documents and the immutable versions of each; no meeting is known here."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecm.journal.chain import GENESIS
from ecm.people.models import Ministry


class DocumentKind(models.TextChoices):
    TRANSMITTAL = "transmittal", _("Bordereau de transmission")
    PRESENTATION_REPORT = "presentation_report", _("Rapport de présentation")
    EXPLANATORY_MEMORANDUM = "explanatory_memorandum", _("Exposé des motifs")
    DRAFT_TEXT = "draft_text", _("Projet de texte")
    OPINION = "opinion", _("Avis")
    NOTE = "note", _("Note de communication")
    LIST = "list", _("Liste")
    OTHER = "other", _("Autre pièce")


class Dossier(models.Model):
    """What a ministry submits; its stream in the journal is « dossier/<id> »."""

    title = models.CharField(_("intitulé"), max_length=500)
    ministry = models.ForeignKey(
        Ministry,
        verbose_name=_("ministère porteur"),
        on_delete=models.PROTECT,
        related_name="dossiers",
    )
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    head = models.CharField(max_length=64, default=GENESIS, editable=False)

    class Meta:
        verbose_name = _("dossier")

    def __str__(self) -> str:
        return self.title

    @property
    def stream(self) -> str:
        return f"dossier/{self.pk}"


class Document(models.Model):
    """A piece of a dossier."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.CharField(
        _("nature"),
        max_length=30,
        choices=DocumentKind.choices,
        default=DocumentKind.OTHER,
    )
    title = models.CharField(_("intitulé"), max_length=250)
    position = models.PositiveSmallIntegerField(default=1)

    class Meta:
        verbose_name = _("pièce")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """An immutable file: name, bytes and SHA-256 never change once stored.

    `path` is relative to MEDIA_ROOT and says nothing of the content.
    """

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text=_("octets"))
    pages = models.PositiveSmallIntegerField()
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("version")
        ordering = ["document", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["document", "number"], name="version_number_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document} v{self.number}"
