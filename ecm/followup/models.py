"""What decisions leave to be done: acts, their texts and signatories; instructions."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecm.domain.act_numbers import Form
from ecm.domain.followup import ACT, DIRECTIVE, ActState, DirectiveState
from ecm.domain.kinds import WORDS, ItemKind
from ecm.dossiers.models import DraftText
from ecm.journal.models import Stream
from ecm.meetings.models import AgendaItem, Directive, Meeting
from ecm.people.models import Body, Mandate, Ministry, Person, Post


class KeptFile(models.Model):
    """An immutable file that was brought; `served` is the clean PDF made of it.

    Paths are relative to MEDIA_ROOT. `fault` says in French why it cannot be shown.
    """

    path = models.CharField(max_length=120)
    filename = models.CharField(_("nom du fichier"), max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(help_text=_("octets"))
    served = models.CharField(max_length=120, blank=True)
    text = models.TextField(blank=True)
    fault = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(null=True)
    stored_at = models.DateTimeField()
    stored_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("fichier")

    def __str__(self) -> str:
        return self.filename


class Act(Stream):
    """A text that the council adopted, on its way to the Journal officiel."""

    PREFIX = "act"

    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="acts")
    position = models.PositiveSmallIntegerField(default=1)
    draft = models.ForeignKey(
        DraftText, on_delete=models.SET_NULL, null=True, related_name="+"
    )
    kind = models.CharField(max_length=30)
    form = models.CharField(max_length=12, choices=[(f.value, f.value) for f in Form])
    title = models.CharField(_("intitulé"), max_length=600)
    ministry = models.ForeignKey(
        Ministry, on_delete=models.PROTECT, related_name="acts"
    )
    state = models.CharField(max_length=12, default=ActState.AWAITED)
    decided_on = models.DateField()
    due_on = models.DateField(_("texte attendu le"))
    opened_at = models.DateTimeField()
    certified_at = models.DateTimeField(null=True)
    certified_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    certified_digest = models.CharField(max_length=64, blank=True)
    signed_on = models.DateField(null=True)
    number = models.CharField(_("numéro"), max_length=120, blank=True)
    number_year = models.PositiveSmallIntegerField(null=True)
    number_serial = models.PositiveIntegerField(null=True)
    gazette_issue = models.CharField(
        _("Journal officiel n°"), max_length=30, blank=True
    )
    gazette_page = models.PositiveIntegerField(null=True)
    gazetted_on = models.DateField(null=True)
    transmitted_on = models.DateField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("acte")
        ordering = ["decided_on", "item__position", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "position"], name="act_is_opened_once"
            ),
            models.UniqueConstraint(
                fields=["form", "number_year", "number_serial"],
                name="act_number_is_given_once",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in ActState]),
                name="act_state_is_known",
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"])]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("followup:act", args=[self.pk])

    @property
    def reference(self) -> str:
        """« CM/2026/24/I.2.1 », with its rank where one decision adopted several texts."""
        rank = f" ({self.position})" if self.position > 1 else ""
        return f"{self.item.reference}{rank}"

    @property
    def kind_word(self) -> str:
        return gettext(WORDS[ItemKind(self.kind)].label)

    @property
    def state_word(self) -> str:
        return gettext(ACT.words[ActState(self.state)])

    @property
    def is_law(self) -> bool:
        return self.form == Form.LAW


class ActText(models.Model):
    """One version of the text that the ministry deposited."""

    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField()
    file = models.OneToOneField(KeptFile, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("texte déposé")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "number"], name="act_text_number_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} v{self.number}"


class Signatory(models.Model):
    """A place in the chain of an act, in the order of signing; the last one signs the act.

    `post` alone names the head of State or of the government, `ministry` a minister.
    `sigle` is empty to take that of the day. `mandate` is who signed.
    """

    act = models.ForeignKey(Act, on_delete=models.CASCADE, related_name="signatories")
    rank = models.PositiveSmallIntegerField()
    post = models.CharField(max_length=30, choices=Post.choices)
    ministry = models.ForeignKey(
        Ministry, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sigle = models.CharField(_("sigle"), max_length=30, blank=True)
    mandate = models.ForeignKey(
        Mandate, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("signataire")
        ordering = ["rank"]
        constraints = [
            models.UniqueConstraint(
                fields=["act", "rank"], name="signatory_rank_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.act} {self.rank}"

    @property
    def signs_the_act(self) -> bool:
        return self.post == Post.PRESIDENT


class NumberRegister(models.Model):
    """The numbers of one form in one year; its row is locked to give the next."""

    form = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("registre des numéros")
        verbose_name_plural = _("registres des numéros")
        constraints = [
            models.UniqueConstraint(
                fields=["form", "year"], name="number_register_is_one_a_year"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form} {self.year}"


class Sigle(models.Model):
    """What a ministry, or the head of State or of the government, is called in numbers."""

    post = models.CharField(
        _("fonction"), max_length=30, choices=Post.choices, blank=True
    )
    ministry = models.ForeignKey(
        Ministry, on_delete=models.CASCADE, null=True, blank=True, related_name="sigles"
    )
    sigle = models.CharField(
        _("sigle"), max_length=30, help_text=_("« MEF », « PRES/TRANS »")
    )
    valid_from = models.DateField(_("à partir du"))

    class Meta:
        verbose_name = _("sigle")
        ordering = ["-valid_from"]

    def __str__(self) -> str:
        return self.sigle


class FinalisationTerm(models.Model):
    """How many days a ministry has to deposit the text, by body and kind where given."""

    body = models.ForeignKey(
        Body, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    kind = models.CharField(
        _("nature"),
        max_length=30,
        blank=True,
        choices=[(kind.value, WORDS[kind].label) for kind in ItemKind],
    )
    days = models.PositiveSmallIntegerField(_("jours après le Conseil"))

    class Meta:
        verbose_name = _("délai de finalisation")
        verbose_name_plural = _("délais de finalisation")
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind"], name="finalisation_term_is_said_once"
            ),
            models.UniqueConstraint(
                fields=["kind"],
                condition=Q(body=None),
                name="finalisation_term_for_all_is_said_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind or '*'} {self.days}"


class DirectiveFollowUp(Stream):
    """An instruction of the council, until the secretariat closes it."""

    PREFIX = "directive"

    directive = models.OneToOneField(
        Directive, on_delete=models.PROTECT, related_name="follow_up"
    )
    state = models.CharField(max_length=12, default=DirectiveState.OPEN)
    due_on = models.DateField(_("échéance"), null=True)
    percent = models.PositiveSmallIntegerField(_("avancement"), default=0)
    opened_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("suivi d'une instruction")
        verbose_name_plural = _("suivis d'instructions")
        ordering = ["due_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in DirectiveState]),
                name="directive_state_is_known",
            ),
            models.CheckConstraint(
                condition=Q(percent__lte=100), name="directive_percent_is_one"
            ),
        ]
        indexes = [models.Index(fields=["state", "due_on"])]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("followup:directive", args=[self.pk])

    @property
    def item(self) -> AgendaItem:
        return self.directive.decision.item

    @property
    def reference(self) -> str:
        return self.item.reference

    @property
    def state_word(self) -> str:
        return gettext(DIRECTIVE.words[DirectiveState(self.state)])


class ProgressReport(models.Model):
    """What the ministry says it has done, with its proof."""

    follow_up = models.ForeignKey(
        DirectiveFollowUp, on_delete=models.PROTECT, related_name="reports"
    )
    percent = models.PositiveSmallIntegerField(_("avancement"))
    text = models.TextField(_("ce qui a été fait"))
    file = models.OneToOneField(
        KeptFile, on_delete=models.PROTECT, null=True, related_name="+"
    )
    is_completion = models.BooleanField(default=False)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("compte rendu d'exécution")
        verbose_name_plural = _("comptes rendus d'exécution")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.follow_up} {self.percent} %"


class Reason(models.Model):
    """Why the secretariat returned, extended or closed; the chain holds its digest."""

    act = models.ForeignKey(
        Act, on_delete=models.PROTECT, null=True, related_name="reasons"
    )
    follow_up = models.ForeignKey(
        DirectiveFollowUp, on_delete=models.PROTECT, null=True, related_name="reasons"
    )
    entry = models.PositiveBigIntegerField(help_text=_("numéro dans le journal"))
    text = models.TextField(_("motif"))

    class Meta:
        verbose_name = _("motif")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act=None) ^ Q(follow_up=None), name="reason_is_of_one_paper"
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Offered(models.Model):
    """A late instruction that is shown to a council among its former decisions."""

    follow_up = models.ForeignKey(
        DirectiveFollowUp, on_delete=models.CASCADE, related_name="offered"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.CASCADE, related_name="former_decisions"
    )

    class Meta:
        verbose_name = _("instruction proposée au Conseil")
        verbose_name_plural = _("instructions proposées au Conseil")
        constraints = [
            models.UniqueConstraint(
                fields=["follow_up", "meeting"], name="directive_is_offered_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.follow_up} ⇢ {self.meeting}"
