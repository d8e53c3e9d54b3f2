"""The settings of the council's week, changed on screens; nothing of a meeting is here."""

from datetime import time

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from ecm.domain.calendar import COUNCIL

FURTHEST = 60  # days before or after a council


class Weekday(models.IntegerChoices):
    """ISO 8601."""

    MONDAY = 1, _("lundi")
    TUESDAY = 2, _("mardi")
    WEDNESDAY = 3, _("mercredi")
    THURSDAY = 4, _("jeudi")
    FRIDAY = 5, _("vendredi")
    SATURDAY = 6, _("samedi")
    SUNDAY = 7, _("dimanche")


class Week(models.Model):
    """The usual day and hour of the council; one row."""

    weekday = models.PositiveSmallIntegerField(
        _("jour du Conseil"), choices=Weekday.choices, default=Weekday.THURSDAY
    )
    hour = models.TimeField(_("heure du Conseil"), default=time(9))

    class Meta:
        verbose_name = _("semaine du Conseil")
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="there_is_one_week"),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7)), name="a_week_has_seven_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {self.hour:%H:%M}"


class Milestone(models.Model):
    """Something due some days before a council, or after it; never removed, put out of use."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    label = models.CharField(_("libellé"), max_length=120)
    days_before = models.SmallIntegerField(
        _("jours avant le Conseil"),
        validators=[MinValueValidator(-FURTHEST), MaxValueValidator(FURTHEST)],
        help_text=_("0 : le jour même ; -1 : le lendemain."),
    )
    at = models.TimeField(
        _("heure"), null=True, blank=True, help_text=_("Vide : à l'heure du Conseil.")
    )
    is_active = models.BooleanField(_("en usage"), default=True)

    class Meta:
        verbose_name = _("échéance")
        ordering = ["-days_before", F("at").asc(nulls_first=True), "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(days_before__range=(-FURTHEST, FURTHEST)),
                name="a_milestone_is_near_its_council",
            ),
        ]

    def __str__(self) -> str:
        return self.words

    @property
    def words(self) -> str:
        """The label; those we ship are translated until somebody changes them."""
        return gettext(self.label) if self.label else ""

    @property
    def is_council(self) -> bool:
        return self.code == COUNCIL

    @property
    def when(self) -> str:
        """How far from the council, in words."""
        count = abs(self.days_before)
        if not count:
            return gettext("le jour même")
        if self.days_before > 0:
            words = ngettext("%(count)s jour avant", "%(count)s jours avant", count)
        else:
            words = ngettext("%(count)s jour après", "%(count)s jours après", count)
        return words % {"count": count}

    def weekday_in(self, week: Week) -> str:
        """Return the day of the week on which it falls in an ordinary week."""
        return str(Weekday((week.weekday - self.days_before - 1) % 7 + 1).label)


class Recess(models.Model):
    """Days on which no council is held, both ends included."""

    first = models.DateField(_("premier jour"))
    last = models.DateField(_("dernier jour"))
    reason = models.CharField(_("motif"), max_length=120)

    class Meta:
        verbose_name = _("vacance du Conseil")
        verbose_name_plural = _("vacances du Conseil")
        ordering = ["first"]
        constraints = [
            models.CheckConstraint(
                condition=Q(last__gte=F("first")), name="a_recess_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.reason} : {self.first} – {self.last}"


class CouncilException(models.Model):
    """A council that is not held as usual: moved, cancelled, or added on an unusual day."""

    day = models.DateField(
        _("jour"), unique=True, help_text=_("Le jour habituel, ou celui qui s'ajoute.")
    )
    moved_to = models.DateField(
        _("tenu le"),
        null=True,
        blank=True,
        help_text=_(
            "Vide : le Conseil est annulé. Le même jour : il est tenu malgré les "
            "vacances, ou s'ajoute."
        ),
    )
    reason = models.CharField(_("motif"), max_length=120)

    class Meta:
        verbose_name = _("exception")
        ordering = ["day"]

    def __str__(self) -> str:
        return f"{self.day} → {self.moved_to or '–'}"
