"""What a dossier may be and what it must carry: data that the secretariat edits."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ecm.domain.kinds import WORDS, ItemKind


class Part(models.TextChoices):
    """The parts of the agenda, in the order of the communiqué."""

    DELIBERATIONS = "deliberations", _("Délibérations")
    ORAL_COMMUNICATIONS = "oral_communications", _("Communications orales")
    APPOINTMENTS = "appointments", _("Nominations")
    MEASURES = "measures", _("Révocations, sanctions et fins de fonction")
    MISSIONS = "missions", _("Missions à l'étranger")


class Supplier(models.TextChoices):
    """Who puts a piece into a dossier."""

    MINISTRY = "ministry", _("le ministère")
    SECRETARIAT = "secretariat", _("le SGG")


class PieceKind(models.Model):
    """A nature of piece: « rapport de présentation », « exposé des motifs »…"""

    code = models.SlugField(_("code"), max_length=30, unique=True)
    label = models.CharField(_("libellé"), max_length=120)
    why = models.CharField(
        _("à quoi elle sert"),
        max_length=300,
        blank=True,
        help_text=_("Montré au ministère quand la pièce manque."),
    )
    supplier = models.CharField(
        _("fournie par"),
        max_length=12,
        choices=Supplier.choices,
        default=Supplier.MINISTRY,
    )
    takes_many = models.BooleanField(_("plusieurs exemplaires"), default=False)
    position = models.PositiveSmallIntegerField(_("rang"), default=100)

    class Meta:
        verbose_name = _("nature de pièce")
        verbose_name_plural = _("natures de pièce")
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label


class DossierKind(models.Model):
    """A kind of dossier: its pieces, its fields, its formulas, its part, its deadline.

    `fields` is a list of {"code", "label", "type": text|long|number|date|amount|choice,
    "required", "choices", "help"}; `formulas` are the sentences a decision may use.
    """

    code = models.SlugField(_("code"), max_length=30, unique=True)
    label = models.CharField(_("libellé"), max_length=120)
    help = models.CharField(_("ce que c'est"), max_length=300, blank=True)
    item_kind = models.CharField(
        _("nature à l'ordre du jour"),
        max_length=30,
        choices=[(kind.value, WORDS[kind].label) for kind in ItemKind],
    )
    part = models.CharField(
        _("partie"),
        max_length=20,
        choices=Part.choices,
        default=Part.DELIBERATIONS,
    )
    deadline = models.CharField(
        _("échéance"),
        max_length=30,
        default="lodging",
        help_text=_("Le code d'une étape du calendrier."),
    )
    fields = models.JSONField(_("renseignements"), default=list, blank=True)
    formulas = models.JSONField(_("formules"), default=list, blank=True)
    takes_drafts = models.BooleanField(_("porte des projets de texte"), default=False)
    takes_appointments = models.BooleanField(_("porte des nominations"), default=False)
    planned_minutes = models.PositiveSmallIntegerField(_("durée prévue"), default=10)
    is_active = models.BooleanField(_("proposé aux ministères"), default=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=100)
    pieces = models.ManyToManyField(
        PieceKind, through="Requirement", related_name="kinds"
    )

    class Meta:
        verbose_name = _("nature de dossier")
        verbose_name_plural = _("natures de dossier")
        ordering = ["position", "label"]

    def __str__(self) -> str:
        return self.label


class Need(models.TextChoices):
    REQUIRED = "required", _("obligatoire")
    IF_APPLICABLE = "if_applicable", _("s'il y a lieu")


class Requirement(models.Model):
    """A piece that a kind of dossier carries; a piece without a row is not asked."""

    kind = models.ForeignKey(
        DossierKind, on_delete=models.CASCADE, related_name="requirements"
    )
    piece = models.ForeignKey(
        PieceKind, on_delete=models.PROTECT, related_name="requirements"
    )
    need = models.CharField(
        _("exigence"), max_length=14, choices=Need.choices, default=Need.REQUIRED
    )
    why = models.CharField(_("pourquoi"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("pièce demandée")
        verbose_name_plural = _("pièces demandées")
        ordering = ["piece__position"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "piece"], name="piece_is_asked_once_of_a_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} : {self.piece} ({self.get_need_display()})"


class Nature(models.TextChoices):
    FORM = "form", _("forme")
    SUBSTANCE = "substance", _("fond")


class ReturnReason(models.Model):
    """A reason for returning a dossier, counted in the yearly statistics."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("motif"), max_length=200)
    nature = models.CharField(
        _("nature"), max_length=10, choices=Nature.choices, default=Nature.FORM
    )
    is_active = models.BooleanField(_("proposé"), default=True)
    position = models.PositiveSmallIntegerField(_("rang"), default=100)

    class Meta:
        verbose_name = _("motif de retour")
        verbose_name_plural = _("motifs de retour")
        ordering = ["nature", "position", "label"]

    def __str__(self) -> str:
        return self.label
