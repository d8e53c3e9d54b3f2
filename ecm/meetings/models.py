"""A body's numbered meeting and all that happens in it; no rule lives here."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.domain.workflow import Attendance, ItemState, MeetingState
from ecm.dossiers.models import Dossier
from ecm.journal.chain import GENESIS
from ecm.meetings.words import MEETING_WORDS
from ecm.people.models import Body, Capacity, Ministry, Person


class MeetingKind(models.TextChoices):
    ORDINARY = "ordinary", _("ordinaire")
    EXTRAORDINARY = "extraordinary", _("extraordinaire")


class Meeting(models.Model):
    """One numbered council with one agenda; its stream in the journal is « meeting/<id> ».

    Every change goes through `ecm.meetings.turn.turn`.
    """

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    year = models.PositiveSmallIntegerField(_("année"))
    number = models.PositiveSmallIntegerField(_("numéro"))
    kind = models.CharField(
        _("nature"),
        max_length=15,
        choices=MeetingKind.choices,
        default=MeetingKind.ORDINARY,
    )
    state = models.CharField(max_length=12, default=MeetingState.DRAFT)
    day = models.DateField(_("jour prévu"))
    starts_at = models.TimeField(_("heure prévue"), null=True, blank=True)
    place = models.CharField(_("lieu"), max_length=120, blank=True)
    presided_by = models.CharField(
        _("sous la présidence de"),
        max_length=300,
        blank=True,
        help_text=_("« Capitaine Prénom NOM, Président du Faso, … »"),
    )
    spokesperson = models.CharField(_("porte-parole"), max_length=200, blank=True)
    mark_display = models.CharField(
        _("marques montrées aux membres"),
        max_length=10,
        choices=[(m.value, m.value) for m in MarkDisplay],
        default=MarkDisplay.SUMMARY,
    )
    current_item = models.ForeignKey(
        "AgendaItem", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    announced_acts = models.JSONField(
        default=list,
        blank=True,
        help_text=_("Les actes du préambule d'un compte rendu importé."),
    )
    source = models.CharField(max_length=300, blank=True)
    seq = models.PositiveBigIntegerField(default=0, editable=False)
    head = models.CharField(max_length=64, default=GENESIS, editable=False)

    class Meta:
        verbose_name = _("séance")
        ordering = ["-year", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "year", "number"], name="meeting_number_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in MeetingState]),
                name="meeting_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        return reverse("live:room", args=[self.pk])

    @property
    def stream(self) -> str:
        return f"meeting/{self.pk}"

    @property
    def reference(self) -> str:
        """The reference printed on every paper: « CM/2026/24 »."""
        return f"{self.body.code}/{self.year}/{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == MeetingState.OPEN

    @property
    def state_word(self) -> str:
        return _(MEETING_WORDS[MeetingState(self.state)])


class Sitting(models.Model):
    """One continuous period of a meeting: a morning, the next day."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="sittings"
    )
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(_("ouverture"))
    ends_at = models.DateTimeField(_("fin"), null=True)

    class Meta:
        verbose_name = _("période de séance")
        verbose_name_plural = _("périodes de séance")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "number"], name="sitting_number_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(ends_at=None),
                name="one_sitting_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")),
                name="sitting_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.number})"


class Seat(models.Model):
    """A place at one meeting, in a capacity, with a voice; `acting` sits for the holder."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="seats")
    capacity = models.CharField(max_length=12, choices=Capacity.choices)
    is_deliberative = models.BooleanField(_("voix délibérative"), default=True)
    holder = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="seats"
    )
    screen = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="screens",
    )
    acting = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="acting_seats",
    )
    title = models.CharField(_("titre"), max_length=250, blank=True)
    ministry = models.ForeignKey(
        Ministry, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    precedence = models.PositiveSmallIntegerField(default=999)
    attendance = models.CharField(max_length=12, default=Attendance.EXPECTED)
    noted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("siège")
        ordering = ["precedence", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "holder"], name="person_holds_one_seat"
            ),
            models.UniqueConstraint(
                fields=["meeting"],
                condition=Q(capacity="presiding", withdrawn_at=None),
                name="one_chair_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(holder=None, screen__isnull=False)
                | Q(holder__isnull=False, screen=None),
                name="seat_is_a_person_or_a_screen",
            ),
            models.CheckConstraint(
                condition=Q(attendance__in=[a.value for a in Attendance]),
                name="attendance_is_known",
            ),
            models.CheckConstraint(
                condition=Q(acting=None) | Q(attendance="represented"),
                name="acting_only_for_the_represented",
            ),
        ]

    def __str__(self) -> str:
        return self.title or str(self.holder or self.screen)

    @property
    def occupant(self) -> Person | None:
        """Who sits here now: the acting person, or the holder."""
        return self.acting or self.holder


class Part(models.TextChoices):
    """The parts of the agenda, in the order of the communiqué."""

    DELIBERATIONS = "deliberations", _("Délibérations")
    ORAL_COMMUNICATIONS = "oral_communications", _("Communications orales")
    APPOINTMENTS = "appointments", _("Nominations")
    MEASURES = "measures", _("Révocations, sanctions et fins de fonction")
    MISSIONS = "missions", _("Missions à l'étranger")


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
    presenter = models.CharField(_("rapporteur"), max_length=250, blank=True)
    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, null=True, blank=True, related_name="items"
    )
    state = models.CharField(max_length=12, default=ItemState.PLANNED)
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
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def reference(self) -> str:
        """The stable reference of the item: « CM/2026/24/I.2.1 »."""
        return f"{self.meeting.reference}/{self.number}"

    @property
    def is_undecided(self) -> bool:
        return self.state in (ItemState.PLANNED, ItemState.CALLED, ItemState.PRESENTED)


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

    class Meta:
        verbose_name = _("nomination")
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return f"{self.given_names} {self.surname}, {self.post}"


class MarkRound(models.Model):
    """One request for marks on an item, from its opening to its closing."""

    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, related_name="rounds"
    )
    number = models.PositiveSmallIntegerField()
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("demande de marques")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(
                fields=["item", "number"], name="round_number_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["item"],
                condition=Q(closed_at=None),
                name="one_round_open_per_item",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.item} ({self.number})"

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class Mark(models.Model):
    """The position of one seat in one round: recorded once, changeable until it closes."""

    round = models.ForeignKey(MarkRound, on_delete=models.PROTECT, related_name="marks")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="marks")
    value = models.CharField(
        max_length=20, choices=[(m.value, m.value) for m in MarkValue]
    )
    comment = models.CharField(max_length=500, blank=True)
    given_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        verbose_name = _("marque")
        constraints = [
            models.UniqueConstraint(
                fields=["round", "seat"], name="one_mark_per_seat_and_round"
            ),
            models.CheckConstraint(
                condition=Q(value__in=[m.value for m in MarkValue]),
                name="mark_value_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.value}"


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

    class Meta:
        verbose_name = _("décision")

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


class Zone(models.TextChoices):
    """Running minutes are read by all; private notes never leave the secretariat."""

    RUNNING = "running", _("Procès-verbal en cours")
    PRIVATE = "private", _("Notes privées du secrétariat")


class MinuteBlock(models.Model):
    """One paragraph of the minutes; `item` is None for the meeting as a whole.

    `uid` is given by the secretary's tablet, so that a block written while the link is
    down has its identity before the server knows it.
    """

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="blocks"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="blocks"
    )
    uid = models.UUIDField()
    zone = models.CharField(max_length=8, choices=Zone.choices, default=Zone.RUNNING)
    position = models.FloatField()
    text = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)
    seq = models.PositiveBigIntegerField(default=0)
    is_removed = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("paragraphe du procès-verbal")
        verbose_name_plural = _("paragraphes du procès-verbal")
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "uid"], name="block_uid_is_used_once"
            ),
            models.CheckConstraint(
                condition=Q(zone__in=["running", "private"]), name="block_zone_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} § {self.pk}"


class BlockRevision(models.Model):
    """Every text a block ever had, with its author: nobody's words are overwritten."""

    block = models.ForeignKey(
        MinuteBlock, on_delete=models.PROTECT, related_name="revisions"
    )
    version = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()

    class Meta:
        verbose_name = _("état d'un paragraphe")
        ordering = ["version"]
        constraints = [
            models.UniqueConstraint(
                fields=["block", "version"], name="block_version_is_written_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.block} v{self.version}"


class MinuteProposal(models.Model):
    """The later of two texts written on the same base, kept beside the first."""

    block = models.ForeignKey(
        MinuteBlock, on_delete=models.PROTECT, related_name="proposals"
    )
    base = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("texte concurrent")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.block} / {self.base}"
