"""The record of decisions and its extracts; the minutes and their passages."""

from datetime import datetime
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecm import clock
from ecm.domain.records import MinutesState, RecordState
from ecm.journal.models import Stream
from ecm.meetings.models import AgendaItem, Meeting
from ecm.people.models import Ministry, Person


class PaperIsFinal(Exception):
    """Somebody tried to change or remove what was approved or sealed."""


def _by() -> "models.ForeignKey[Person | None, Person | None]":
    return models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )


class DecisionRecord(Stream):
    """The relevé de décisions of one council: a line for each item that it settled."""

    PREFIX = "record"

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="record"
    )
    state = models.CharField(max_length=12, default=RecordState.DRAFT)
    drawn_at = models.DateTimeField(default=clock.now)
    submitted_by = _by()
    submitted_at = models.DateTimeField(null=True)
    approved_by = _by()
    approved_at = models.DateTimeField(null=True)
    return_reason = models.TextField(_("motif du renvoi"), blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("relevé de décisions")
        verbose_name_plural = _("relevés de décisions")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in RecordState]),
                name="record_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.meeting.reference

    def get_absolute_url(self) -> str:
        return reverse("records:record", args=[self.meeting_id])

    @property
    def is_approved(self) -> bool:
        return self.state == RecordState.APPROVED

    @property
    def dated(self) -> datetime:
        """The date that the paper bears: when it was last approved, or drawn up."""
        return self.approved_at or self.submitted_at or self.drawn_at


class Finite(models.Model):
    """A row of a paper that becomes final: its save refuses what came too late."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.is_final:
            raise PaperIsFinal(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PaperIsFinal(str(self))

    @property
    def is_final(self) -> bool:
        raise NotImplementedError


class RecordLine(Finite):
    """What the council decided on one item: as it was pronounced, and as it is worded."""

    record = models.ForeignKey(
        DecisionRecord, on_delete=models.PROTECT, related_name="lines"
    )
    item = models.OneToOneField(AgendaItem, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    reference = models.CharField(max_length=60)
    number = models.CharField(max_length=16)
    title = models.CharField(max_length=600)
    ministry = models.ForeignKey(Ministry, on_delete=models.PROTECT, related_name="+")
    ministry_name = models.CharField(max_length=250)
    outcome = models.CharField(max_length=30)
    pronounced = models.TextField(_("texte prononcé"), blank=True)
    text = models.TextField(_("texte"), blank=True)
    amendments = models.TextField(_("amendements"), blank=True)
    deferred_to = models.DateField(null=True)
    is_restricted = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("ligne du relevé")
        verbose_name_plural = _("lignes du relevé")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "position"], name="record_position_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def is_final(self) -> bool:
        stored = DecisionRecord.objects.filter(pk=self.record_id)
        return stored.filter(state=RecordState.APPROVED).exists()

    @property
    def is_reworded(self) -> bool:
        return self.text != self.pronounced

    @property
    def adopted_corrections(self) -> "list[LineCorrection]":
        """What later councils corrected, the first first."""
        rows = [c for c in self.corrections.all() if c.state == CorrectionState.ADOPTED]
        return sorted(rows, key=lambda row: row.pk)

    @property
    def current(self) -> str:
        """The text that holds: as a later council corrected it, or as it was approved."""
        corrected = self.adopted_corrections
        return corrected[-1].after if corrected else self.text


class LineDirective(Finite):
    """An instruction given with a decision: to which ministry, by when."""

    line = models.ForeignKey(
        RecordLine, on_delete=models.PROTECT, related_name="directives"
    )
    position = models.PositiveSmallIntegerField()
    text = models.TextField()
    ministry = models.ForeignKey(Ministry, on_delete=models.PROTECT, related_name="+")
    ministry_name = models.CharField(max_length=250)
    due_on = models.DateField(null=True)

    class Meta:
        verbose_name = _("instruction du relevé")
        verbose_name_plural = _("instructions du relevé")
        ordering = ["position"]

    def __str__(self) -> str:
        return f"{self.line} ({self.position})"

    @property
    def is_final(self) -> bool:
        return self.line.is_final


class CorrectionState(models.TextChoices):
    PROPOSED = "proposed", _("proposée")
    ADOPTED = "adopted", _("adoptée")
    DROPPED = "dropped", _("écartée")


class LineCorrection(Finite):
    """Another text for a line of an approved record, put to a following council.

    `meeting` is that council; both texts stay, with the reason.
    """

    line = models.ForeignKey(
        RecordLine, on_delete=models.PROTECT, related_name="corrections"
    )
    meeting = models.ForeignKey(
        Meeting, on_delete=models.PROTECT, related_name="corrections"
    )
    before = models.TextField(_("texte approuvé"))
    after = models.TextField(_("texte corrigé"))
    reason = models.CharField(_("motif"), max_length=500)
    state = models.CharField(
        max_length=10, choices=CorrectionState.choices, default=CorrectionState.PROPOSED
    )
    proposed_by = _by()
    proposed_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("correction du relevé")
        verbose_name_plural = _("corrections du relevé")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(state="proposed"),
                name="one_correction_of_a_line_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.line} / {self.meeting}"

    @property
    def is_final(self) -> bool:
        decided = LineCorrection.objects.exclude(state=CorrectionState.PROPOSED)
        return self.pk is not None and decided.filter(pk=self.pk).exists()


class RecordExtract(models.Model):
    """What one ministry reads of a record: its decisions, and what it was instructed.

    A restricted line is an extract of its own (`line`), for its readers alone. A version
    replaces the one before; its content never changes.
    """

    record = models.ForeignKey(
        DecisionRecord, on_delete=models.PROTECT, related_name="extracts"
    )
    ministry = models.ForeignKey(
        Ministry, on_delete=models.PROTECT, related_name="extracts"
    )
    ministry_name = models.CharField(max_length=250)
    line = models.ForeignKey(
        RecordLine, on_delete=models.PROTECT, null=True, related_name="extracts"
    )
    version = models.PositiveSmallIntegerField(default=1)
    content = models.JSONField()
    digest = models.CharField(max_length=64)
    issued_at = models.DateTimeField()
    acknowledged_by = _by()
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("extrait du relevé")
        verbose_name_plural = _("extraits du relevé")
        ordering = ["ministry", "line", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "ministry", "line", "version"],
                name="extract_version_is_issued_once",
            ),
            models.UniqueConstraint(
                fields=["record", "ministry", "version"],
                condition=Q(line=None),
                name="open_extract_version_is_issued_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} / {self.ministry_name}"

    def get_absolute_url(self) -> str:
        return reverse("records:extract", args=[self.pk])


class Minutes(Stream):
    """The procès-verbal of one council; its openings are in its journal."""

    PREFIX = "minutes"

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="minutes"
    )
    state = models.CharField(max_length=12, default=MinutesState.DRAFT)
    drawn_at = models.DateTimeField(default=clock.now)
    reviewed_by = _by()
    reviewed_at = models.DateTimeField(null=True)
    approved_by = _by()
    approved_at = models.DateTimeField(null=True)
    sealed_by = _by()
    sealed_at = models.DateTimeField(null=True)
    return_reason = models.TextField(_("motif du renvoi"), blank=True)
    digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("procès-verbal")
        verbose_name_plural = _("procès-verbaux")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in MinutesState]),
                name="minutes_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.meeting.reference

    def get_absolute_url(self) -> str:
        return reverse("records:minutes", args=[self.meeting_id])

    @property
    def is_approved(self) -> bool:
        return self.state in (MinutesState.APPROVED, MinutesState.SEALED)

    @property
    def dated(self) -> datetime:
        """The date that the paper bears."""
        return self.sealed_at or self.approved_at or self.reviewed_at or self.drawn_at

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Once sealed only its journal goes on: who opened it."""
        sealed = Minutes.objects.filter(pk=self.pk, state=MinutesState.SEALED)
        if self.pk and sealed.exists():
            kwargs["update_fields"] = ["seq", "head"]
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise PaperIsFinal(str(self))


class PassageKind(models.TextChoices):
    HEADING = "heading", _("titre")
    FACT = "fact", _("fait constaté")
    WRITTEN = "written", _("paragraphe du secrétariat")
    DECISION = "decision", _("décision")


class MinutesPassage(Finite):
    """One passage of the minutes, frozen from the room; `item` is None for the council."""

    minutes = models.ForeignKey(
        Minutes, on_delete=models.PROTECT, related_name="passages"
    )
    item = models.ForeignKey(
        AgendaItem, on_delete=models.PROTECT, null=True, related_name="+"
    )
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=10, choices=PassageKind.choices)
    drawn = models.TextField(_("texte d'origine"))
    text = models.TextField(_("texte"))
    is_closed = models.BooleanField(_("confidentiel"), default=False)

    class Meta:
        verbose_name = _("passage du procès-verbal")
        verbose_name_plural = _("passages du procès-verbal")
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "position"], name="passage_position_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minutes} § {self.position}"

    @property
    def is_final(self) -> bool:
        stored = Minutes.objects.filter(pk=self.minutes_id)
        return stored.exclude(state=MinutesState.DRAFT).exists()


class EarlierWording(Finite):
    """The words that a passage had before they were corrected."""

    passage = models.ForeignKey(
        MinutesPassage, on_delete=models.PROTECT, related_name="earlier"
    )
    text = models.TextField()
    replaced_by = _by()
    replaced_at = models.DateTimeField()

    class Meta:
        verbose_name = _("rédaction antérieure")
        verbose_name_plural = _("rédactions antérieures")
        ordering = ["pk"]

    def __str__(self) -> str:
        return str(self.passage)

    @property
    def is_final(self) -> bool:
        return self.pk is not None or self.passage.is_final
