"""A dossier: what a ministry lays before a council; no meeting is known here."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecm.domain.circuit import STATE_WORDS, DossierState
from ecm.domain.kinds import WORDS, ItemKind
from ecm.dossiers.models.kinds import DossierKind
from ecm.journal.models import GENESIS
from ecm.people.models import Ministry, Person


class Register(models.Model):
    """The secretariat's entry book of one year; its row is locked to give a number."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("registre d'entrée")

    def __str__(self) -> str:
        return str(self.year)


class Dossier(models.Model):
    """What a ministry submits; its stream in the journal is « dossier/<id> ».

    Every change of state goes through `ecm.dossiers.held.held`.
    """

    kind = models.ForeignKey(
        DossierKind,
        verbose_name=_("nature"),
        on_delete=models.PROTECT,
        related_name="dossiers",
    )
    title = models.CharField(_("intitulé"), max_length=500)
    subject = models.TextField(
        _("objet"),
        blank=True,
        help_text=_("Ce qui suit « relatif à » ou « portant » dans le compte rendu."),
    )
    paragraph = models.TextField(_("projet de paragraphe du compte rendu"), blank=True)
    ministry = models.ForeignKey(
        Ministry,
        verbose_name=_("ministère porteur"),
        on_delete=models.PROTECT,
        related_name="dossiers",
    )
    associated = models.ManyToManyField(
        Ministry,
        verbose_name=_("en liaison avec"),
        blank=True,
        related_name="associated_dossiers",
    )
    on_behalf_of = models.ForeignKey(
        Ministry,
        verbose_name=_("pour le compte de"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
    )
    theme = models.CharField(_("thème"), max_length=200, blank=True)
    revised_text = models.CharField(
        _("texte relu"),
        max_length=300,
        blank=True,
        help_text=_("« décret n°2013-404/PRES/PM/MFPTSS du 23 mai 2013 portant … »"),
    )
    revises = models.ForeignKey(
        "self",
        verbose_name=_("dossier relu"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="revised_by",
    )
    comes_back_from = models.ForeignKey(
        "self",
        verbose_name=_("revient du dossier"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="came_back_as",
    )
    related = models.ManyToManyField(
        "self", verbose_name=_("dossiers liés"), blank=True
    )
    entries = models.JSONField(_("renseignements"), default=dict, blank=True)
    planned_minutes = models.PositiveSmallIntegerField(
        _("durée prévue"), null=True, blank=True
    )
    state = models.CharField(max_length=12, default=DossierState.DRAFT)
    council_day = models.DateField(_("conseil visé"), null=True, blank=True)
    register_year = models.PositiveSmallIntegerField(null=True, editable=False)
    register_serial = models.PositiveIntegerField(null=True, editable=False)
    officer = models.ForeignKey(
        Person,
        verbose_name=_("pris en charge par"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="files_in_charge",
    )
    is_confidential = models.BooleanField(
        _("confidentiel"),
        default=False,
        help_text=_("Au SGG, seuls les lecteurs désignés le connaissent."),
    )
    readers = models.ManyToManyField(
        Person,
        verbose_name=_("lecteurs désignés"),
        blank=True,
        related_name="confidential_dossiers",
    )
    levels_passed = models.PositiveSmallIntegerField(default=0, editable=False)
    is_late = models.BooleanField(_("hors délai"), default=False, editable=False)
    returns = models.PositiveSmallIntegerField(default=0, editable=False)
    outcome = models.CharField(_("issue"), max_length=30, blank=True, editable=False)
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+", editable=False
    )
    lodged_digest = models.CharField(max_length=64, blank=True, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
    )
    created_at = models.DateTimeField(null=True, editable=False)
    changed_at = models.DateTimeField(null=True, editable=False)
    signed_at = models.DateTimeField(null=True, editable=False)
    lodged_at = models.DateTimeField(null=True, editable=False)
    registered_at = models.DateTimeField(null=True, editable=False)
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    head = models.CharField(max_length=64, default=GENESIS, editable=False)

    class Meta:
        verbose_name = _("dossier")
        ordering = ["-changed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["register_year", "register_serial"],
                name="register_number_is_used_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DossierState]),
                name="dossier_state_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "council_day"]),
            models.Index(fields=["council_day", "state"]),
            models.Index(fields=["ministry", "state"]),
            models.Index(fields=["-changed_at"]),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("dossiers:dossier", args=[self.pk])

    @property
    def stream(self) -> str:
        return f"dossier/{self.pk}"

    @property
    def number(self) -> str:
        """The number of the entry book, « SGG-2026-00451 »; empty until registered."""
        if self.register_serial is None:
            return ""
        return f"SGG-{self.register_year}-{self.register_serial:05d}"

    @property
    def reference(self) -> str:
        """What names the dossier when it is spoken of: its number, or « projet 12 »."""
        return self.number or gettext("projet %(id)s") % {"id": self.pk}

    @property
    def state_word(self) -> str:
        return gettext(STATE_WORDS[DossierState(self.state)])


class DraftText(models.Model):
    """One of the draft texts that a dossier carries."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="drafts"
    )
    position = models.PositiveSmallIntegerField(_("rang"), default=1)
    nature = models.CharField(
        _("nature"),
        max_length=30,
        choices=[(kind.value, WORDS[kind].label) for kind in ItemKind],
        default=ItemKind.DECREE.value,
    )
    title = models.CharField(_("intitulé"), max_length=500)

    class Meta:
        verbose_name = _("projet de texte")
        verbose_name_plural = _("projets de texte")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return self.title


class ProposedAppointment(models.Model):
    """One person whom a dossier proposes to appoint, or whose function it ends.

    `original` is the row of the spreadsheet as it was received.
    """

    dossier = models.ForeignKey(
        Dossier, on_delete=models.CASCADE, related_name="proposed_appointments"
    )
    position = models.PositiveSmallIntegerField(default=1)
    civility = models.CharField(_("civilité"), max_length=10)
    given_names = models.CharField(_("prénoms"), max_length=120)
    surname = models.CharField(_("nom"), max_length=120)
    staff_number = models.CharField(_("matricule"), max_length=30, blank=True)
    rank = models.CharField(_("corps et grade"), max_length=200, blank=True)
    post = models.CharField(_("fonction"), max_length=300)
    ministry = models.ForeignKey(
        Ministry, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    is_board = models.BooleanField(_("conseil d'administration"), default=False)
    ends_function = models.BooleanField(_("fin de fonction"), default=False)
    original = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name = _("nomination proposée")
        verbose_name_plural = _("nominations proposées")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.given_names} {self.surname}, {self.post}"
