"""A numbered meeting, its sittings and its seats; no rule lives here."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecm.domain.policy import MarkDisplay
from ecm.domain.workflow import Attendance, MeetingState
from ecm.journal.models import GENESIS
from ecm.meetings.words import MEETING_WORDS
from ecm.people.models import Body, Capacity, Ministry, Person


class MeetingKind(models.TextChoices):
    ORDINARY = "ordinary", _("ordinaire")
    EXTRAORDINARY = "extraordinary", _("extraordinaire")


class Grouping(models.TextChoices):
    """How the deliberations are grouped (in 2018 they were by theme)."""

    MINISTRY = "ministry", _("par ministère, dans l'ordre protocolaire")
    THEME = "theme", _("par thème")


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
    is_delegated = models.BooleanField(
        _("présidée par délégation"),
        default=False,
        help_text=_("Le Premier ministre, pour un ordre du jour déterminé (art. 64)."),
    )
    grouping = models.CharField(
        _("groupement"),
        max_length=10,
        choices=Grouping.choices,
        default=Grouping.MINISTRY,
    )
    positions_close_at = models.DateTimeField(
        _("clôture des positions"), null=True, blank=True
    )
    moved_at = models.DateTimeField(null=True, editable=False)
    cancellation = models.CharField(_("motif d'annulation"), max_length=500, blank=True)
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
    wheel = models.ForeignKey(
        "Seat",
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        help_text=_("Le siège qui conduit la séance ; vide : celui qui la préside."),
    )
    epoch = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text=_("Avance quand la conduite change de main."),
    )
    floor_is_closed = models.BooleanField(_("liste de parole close"), default=False)
    messages_are_on = models.BooleanField(_("messages permis"), default=False)
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
        """The reference printed on every paper: « CM/2026/24 »; a rehearsal's says so."""
        mark = "REPETITION-" if settings.REHEARSAL else ""
        return f"{mark}{self.body.code}/{self.year}/{self.number}"

    @property
    def is_open(self) -> bool:
        return self.state == MeetingState.OPEN

    @property
    def state_word(self) -> str:
        return gettext(MEETING_WORDS[MeetingState(self.state)])


class Sitting(models.Model):
    """One continuous period of a meeting: a morning, the next day."""

    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="sittings"
    )
    number = models.PositiveSmallIntegerField()
    starts_at = models.DateTimeField(_("ouverture"))
    ends_at = models.DateTimeField(_("fin"), null=True)
    is_transcribed = models.BooleanField(
        _("saisie a posteriori"),
        default=False,
        help_text=_("Tenue sur papier, puis entrée ici."),
    )

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
    post = models.CharField(_("fonction"), max_length=30, blank=True)
    excuse = models.CharField(_("motif d'excuse"), max_length=300, blank=True)
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
