"""The items of an agenda, whom they appoint, and what was decided of each."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecm.domain.workflow import ItemState
from ecm.dossiers.models import Dossier, Part
from ecm.meetings.models.meeting import Meeting
from ecm.people.models import Ministry, Person
from ecm.prepared import Prepared


class Track(models.TextChoices):
    """With or without debate: items nobody objects to are adopted together."""

    DEBATE = "debate", _("avec débat")
    CONSENT = "consent", _("sans débat")


class StubDisplay(models.TextChoices):
    """What those outside a restricted item's audience see in its place."""

    NEUTRAL = "neutral", _("une ligne neutre")
    NOTHING = "nothing", _("rien")


class AgendaItem(models.Model):
    """One item of the agenda; `number` (« I.2.1 ») follows from part, group and position."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="items")
    part = models.CharField(_("partie"), max_length=20, choices=Part.choices)
    position = models.PositiveSmallIntegerField(_("rang"))
    number = models.CharField(_("numéro"), max_length=16, blank=True)
    kind = models.CharField(_("nature"), max_length=30)
    title = models.CharField(_("intitulé"), max_length=600)
    subject = models.TextField(
        _("objet"),
        blank=True,
        help_text=_("Ce qui suit « relatif à » ou « portant » dans le compte rendu."),
    )
    context = models.TextField(_("paragraphes du compte rendu"), blank=True)
    count = models.PositiveSmallIntegerField(_("nombre d'actes"), default=1)
    ministry = models.ForeignKey(
        Ministry, on_delete=models.PROTECT, related_name="agenda_items"
    )
    ministry_name = models.CharField(_("nom du jour"), max_length=250)
    precedence = models.PositiveSmallIntegerField(default=999)
    theme = models.CharField(_("thème"), max_length=200, blank=True)
    on_behalf_of = models.CharField(_("pour le compte de"), max_length=250, blank=True)
    associated = models.TextField(_("en liaison avec"), blank=True)
    presenter = models.CharField(_("rapporteur"), max_length=250, blank=True)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    state = models.CharField(max_length=16, default=ItemState.PLANNED)
    called_at = models.DateTimeField(null=True)
    settled_at = models.DateTimeField(null=True)
    is_publishable = models.BooleanField(_("publiable"), default=True)
    is_restricted = models.BooleanField(_("à accès restreint"), default=False)
    stub_display = models.CharField(
        max_length=8, choices=StubDisplay.choices, default=StubDisplay.NEUTRAL
    )
    readers = models.ManyToManyField(
        Person, related_name="restricted_items", blank=True
    )
    planned_minutes = models.PositiveSmallIntegerField(_("durée prévue"), default=10)
    track = models.CharField(
        _("débat"), max_length=8, choices=Track.choices, default=Track.DEBATE
    )
    is_supplementary = models.BooleanField(_("liste supplémentaire"), default=False)
    calling_rank = models.PositiveSmallIntegerField(
        _("rang d'appel"),
        null=True,
        help_text=_("Vide sur tous les points : ils sont appelés dans leur ordre."),
    )
    is_aside = models.BooleanField(_("mis de côté"), default=False)
    is_tabled = models.BooleanField(_("inscrit sur table"), default=False)
    papers_due_on = models.DateField(_("pièces attendues le"), null=True, blank=True)
    joined_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="joined"
    )
    split_from = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="split_into"
    )
    awaits_approval = models.BooleanField(
        _("ajouté depuis l'approbation"),
        default=False,
        help_text=_("Les membres ne le voient qu'une fois approuvé."),
    )

    class Meta:
        verbose_name = _("point de l'ordre du jour")
        verbose_name_plural = _("points de l'ordre du jour")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "position"], name="item_position_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ItemState]),
                name="item_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(state="joined", joined_to__isnull=False)
                | (~Q(state="joined") & Q(joined_to=None)),
                name="joined_item_names_the_other",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    def refresh_from_db(
        self, using: Any = None, fields: Any = None, from_queryset: Any = None
    ) -> None:
        """Read the row again: what every act on an item does first, under the lock."""
        if using or fields or from_queryset is not None:
            super().refresh_from_db(using, fields, from_queryset)
            return
        found = next(iter(AGAIN(self.pk)), None)
        if found is None:
            raise AgendaItem.DoesNotExist
        self.__dict__ = found.__dict__

    @property
    def reference(self) -> str:
        """The stable reference of the item: « CM/2026/24/I.2.1 »."""
        return f"{self.meeting.reference}/{self.number}"

    @property
    def is_undecided(self) -> bool:
        return self.state in (ItemState.PLANNED, ItemState.CALLED, ItemState.PRESENTED)


AGAIN = Prepared(lambda pk: AgendaItem.objects.filter(pk=pk))


class Appointment(models.Model):
    """One person appointed by an item of the part « Nominations »."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="appointments"
    )
    position = models.PositiveSmallIntegerField(default=1)
    civility = models.CharField(max_length=10)
    given_names = models.CharField(max_length=120)
    surname = models.CharField(max_length=120)
    staff_number = models.CharField(_("matricule"), max_length=30, blank=True)
    rank = models.CharField(_("corps et grade"), max_length=200, blank=True)
    post = models.CharField(_("fonction"), max_length=300)
    is_board = models.BooleanField(_("conseil d'administration"), default=False)
    ministry = models.ForeignKey(
        Ministry,
        verbose_name=_("ministère"),
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Vide : celui du point."),
    )

    class Meta:
        verbose_name = _("nomination")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.given_names} {self.surname}, {self.post}"


class Decision(models.Model):
    """What the council decided on one item: one decision, one text."""

    item = models.OneToOneField(
        AgendaItem, on_delete=models.PROTECT, related_name="decision"
    )
    outcome = models.CharField(_("issue"), max_length=30)
    text = models.TextField(_("texte"))
    amendments = models.TextField(_("amendements"), blank=True)
    deferred_to = models.DateField(_("ajourné au"), null=True, blank=True)
    decided_at = models.DateTimeField()
    is_transcribed = models.BooleanField(_("saisie a posteriori"), default=False)

    class Meta:
        verbose_name = _("décision")

    def __str__(self) -> str:
        return f"{self.item}: {self.outcome}"


class UndoneDecision(models.Model):
    """A decision that the chair took back: its words stay, beside the later ones."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="undone_decisions"
    )
    outcome = models.CharField(_("issue"), max_length=30)
    text = models.TextField(_("texte"))
    amendments = models.TextField(_("amendements"), blank=True)
    instruction = models.TextField(_("instruction"), blank=True)
    decided_at = models.DateTimeField()
    undone_at = models.DateTimeField()

    class Meta:
        verbose_name = _("décision annulée")
        verbose_name_plural = _("décisions annulées")
        ordering = ["undone_at"]

    def __str__(self) -> str:
        return f"{self.item}: {self.outcome}"


class Directive(models.Model):
    """An instruction given with a decision: who must do what, by when."""

    decision = models.ForeignKey(
        Decision, on_delete=models.PROTECT, related_name="directives"
    )
    text = models.TextField(_("instruction"))
    responsible = models.ForeignKey(
        Ministry, on_delete=models.PROTECT, related_name="directives"
    )
    due_on = models.DateField(_("échéance"), null=True, blank=True)

    class Meta:
        verbose_name = _("instruction")

    def __str__(self) -> str:
        return self.text
