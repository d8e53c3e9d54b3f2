"""What happens to a dossier: reviews, returns, late lodging, opinions, observations, notes."""

from typing import cast

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecm.dossiers.models.dossiers import Dossier
from ecm.dossiers.models.kinds import ReturnReason
from ecm.dossiers.models.pieces import Document, Version
from ecm.people.models import Body, Ministry, Person


class ReviewLevel(models.Model):
    """One level of a ministry's internal review, before the minister signs."""

    ministry = models.ForeignKey(
        Ministry, on_delete=models.CASCADE, related_name="review_levels"
    )
    position = models.PositiveSmallIntegerField(_("rang"))
    title = models.CharField(_("niveau"), max_length=120)
    reviewers = models.ManyToManyField(
        Person, verbose_name=_("relecteurs"), related_name="review_levels"
    )

    class Meta:
        verbose_name = _("niveau de relecture")
        verbose_name_plural = _("niveaux de relecture")
        ordering = ["ministry", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["ministry", "position"], name="review_level_position_once"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Review(models.Model):
    """What one level of review answered."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="reviews"
    )
    level_title = models.CharField(max_length=120)
    approved = models.BooleanField()
    comment = models.TextField(_("commentaire"), blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("relecture")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.dossier} : {self.level_title}"


class Return(models.Model):
    """A dossier sent back to its ministry, with the reasons that are counted."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="returned"
    )
    reasons = models.ManyToManyField(ReturnReason, verbose_name=_("motifs"))
    comment = models.TextField(_("précisions"), blank=True)
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("retour")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.dossier} : {self.at:%d/%m/%Y}"


class LateRequest(models.Model):
    """A request to have a dossier examined although it came after the deadline.

    `granted` is None until the secretariat has answered.
    """

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="late_requests"
    )
    council_day = models.DateField(_("conseil visé"))
    reason = models.TextField(_("raison"))
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    granted = models.BooleanField(null=True)
    answer = models.TextField(_("réponse"), blank=True)
    answered_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("demande hors délai")
        verbose_name_plural = _("demandes hors délai")
        ordering = ["asked_at"]

    def __str__(self) -> str:
        return f"{self.dossier} : {self.council_day:%d/%m/%Y}"


class Verdict(models.TextChoices):
    AGREE = "agree", _("favorable")
    COMMENT = "comment", _("favorable avec observations")
    OBJECT = "object", _("défavorable")


class Opinion(models.Model):
    """An opinion asked of a ministry or a body, on the versions that `about` seals.

    A ministry consults before it lodges; the secretariat asks while it studies
    (`by_secretariat`). No answer at the term is silence, never agreement.
    """

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="opinions"
    )
    by_secretariat = models.BooleanField(default=False)
    ministry = models.ForeignKey(
        Ministry,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="opinions",
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, blank=True, related_name="opinions"
    )
    question = models.TextField(_("question"), blank=True)
    about = models.CharField(max_length=64)
    versions = models.ManyToManyField(Version, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(_("terme"))
    verdict = models.CharField(
        _("sens"), max_length=8, choices=Verdict.choices, blank=True
    )
    text = models.TextField(_("avis"), blank=True)
    report = models.ForeignKey(
        Document, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    given_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    given_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    invalidated_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)
    renews = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="renewed_by"
    )

    class Meta:
        verbose_name = _("avis")
        verbose_name_plural = _("avis")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ministry=None, body__isnull=False)
                | Q(ministry__isnull=False, body=None),
                name="opinion_is_of_a_ministry_or_a_body",
            ),
        ]
        indexes = [
            models.Index(fields=["ministry", "given_at"]),
            models.Index(fields=["body", "given_at"]),
            models.Index(fields=["due_at"]),
        ]

    def __str__(self) -> str:
        return f"{self.asked} : {self.dossier_id}"

    @property
    def asked(self) -> Ministry | Body:
        if self.ministry is not None:
            return self.ministry
        return cast(Body, self.body)  # opinion_is_of_a_ministry_or_a_body

    @property
    def is_open(self) -> bool:
        """Whether an answer is still awaited, or still taken after the term."""
        return self.given_at is None and self.cancelled_at is None

    @property
    def is_valid(self) -> bool:
        """Whether it was given, on the versions that are still the dossier's."""
        return self.given_at is not None and self.invalidated_at is None


class Observation(models.Model):
    """A contribution to the discussion of a dossier, on one version; it may be quoted."""

    dossier = models.ForeignKey(
        Dossier, on_delete=models.PROTECT, related_name="observations"
    )
    opinion = models.ForeignKey(
        Opinion, on_delete=models.PROTECT, null=True, related_name="observations"
    )
    version = models.ForeignKey(
        Version, on_delete=models.PROTECT, null=True, related_name="observations"
    )
    replies_to = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="replies"
    )
    passage = models.TextField(_("passage cité"), blank=True)
    text = models.TextField(_("observation"))
    ministry = models.ForeignKey(
        Ministry, on_delete=models.PROTECT, null=True, related_name="+"
    )
    body = models.ForeignKey(
        Body, on_delete=models.PROTECT, null=True, related_name="+"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("observation")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return self.text[:60]


class Note(models.Model):
    """The officer's note to the chair: one row per version of its text.

    For the secretariat, the Prime Minister and the President alone (story 9).
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="notes")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("note"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("note à la présidence de séance")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "number"], name="note_number_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id} ({self.number})"
