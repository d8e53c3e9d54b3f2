"""The pieces of a dossier: documents, their immutable versions and what is drawn from them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecm.dossiers.models.dossiers import Dossier, DraftText
from ecm.dossiers.models.kinds import PieceKind


class Document(models.Model):
    """A piece of a dossier; one that was removed stays, with its versions."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="documents"
    )
    kind = models.ForeignKey(
        PieceKind,
        verbose_name=_("nature"),
        on_delete=models.PROTECT,
        to_field="code",
        default="other",
        related_name="documents",
    )
    draft = models.ForeignKey(
        DraftText,
        verbose_name=_("projet de texte"),
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="documents",
    )
    title = models.CharField(_("intitulé"), max_length=250)
    position = models.PositiveSmallIntegerField(default=1)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("pièce")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """An immutable file: name, bytes and SHA-256 never change once stored.

    `path` is relative to MEDIA_ROOT and says nothing of the content; it is what was
    received. `pages` is None until a word-processor file has been made a PDF.
    """

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    path = models.CharField(max_length=120)
    filename = models.CharField(_("nom du fichier"), max_length=200, blank=True)
    media_type = models.CharField(max_length=100, default="application/pdf")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text=_("octets"))
    pages = models.PositiveSmallIntegerField(null=True)
    advice = models.JSONField(default=list, blank=True)
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

    @property
    def served_path(self) -> str:
        """The PDF that readers are given: the clean one, once it is made.

        Empty until then. What the application made itself has no file name: it is clean.
        """
        made = getattr(self, "rendition", None)
        if made is not None:
            return str(made.path)
        return "" if self.filename else self.path


class Rendition(models.Model):
    """What readers are served of a version: a clean PDF, its text, its first pages.

    Made in the background; `fault` says in French why it could not be made.
    """

    version = models.OneToOneField(
        Version, on_delete=models.CASCADE, related_name="rendition"
    )
    path = models.CharField(max_length=120, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    pages = models.PositiveSmallIntegerField(null=True)
    text = models.TextField(blank=True)
    previews = models.JSONField(default=list, blank=True)
    fault = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("présentation")

    def __str__(self) -> str:
        return str(self.version)


class Waiver(models.Model):
    """A piece that the ministry declares without object in this dossier, and why."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="waivers"
    )
    piece = models.ForeignKey(
        PieceKind, on_delete=models.PROTECT, to_field="code", related_name="+"
    )
    reason = models.CharField(_("raison"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("pièce sans objet")
        verbose_name_plural = _("pièces sans objet")
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "piece"], name="piece_is_waived_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier} : {self.piece_id}"
