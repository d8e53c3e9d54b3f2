"""The communiqué of a meeting: the text in hand, its approvals, its published versions."""

from typing import Any, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecm.domain.publishing import COMMUNIQUE, CommuniqueState
from ecm.journal.models import Stream
from ecm.meetings.models import Meeting
from ecm.people.models import Person


class VersionIsFinal(Exception):
    """Somebody tried to change or remove what the country has read."""


class Communique(Stream):
    """The communiqué of one meeting, from its first draft to its last erratum.

    `edition` is the canonical JSON of what the grammar made of the decisions; the words
    in hand are in its texts. `erratum_reason` is empty until the first version is
    published. What is `kept` is what an abandoned erratum gives back.
    """

    PREFIX = "communique"

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, related_name="communique"
    )
    state = models.CharField(
        max_length=12,
        choices=[(s.value, s.value) for s in CommuniqueState],
        default=CommuniqueState.DRAFT,
    )
    edition = models.TextField()
    left_out = models.JSONField(
        default=list, help_text=_("Références des décisions que la rédaction écarte.")
    )
    kept_texts = models.JSONField(
        default=list, help_text=_("Les textes de la dernière version publiée.")
    )
    kept_edition = models.TextField(blank=True)
    kept_left_out = models.JSONField(default=list)
    embargo_until = models.DateTimeField(_("embargo jusqu'au"), null=True, blank=True)
    erratum_reason = models.CharField(
        _("motif du rectificatif"), max_length=300, blank=True
    )
    return_reason = models.TextField(_("motif du renvoi"), blank=True)
    drafted_at = models.DateTimeField()
    signed_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True)
    signed_digest = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("compte rendu")
        verbose_name_plural = _("comptes rendus")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in CommuniqueState]),
                name="communique_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return str(self.meeting)

    @property
    def state_words(self) -> str:
        return gettext(COMMUNIQUE.words[CommuniqueState(self.state)])

    @property
    def last_number(self) -> int:
        """The number of the last published French version, 0 before the first."""
        numbers = [v.number for v in self.versions.all() if v.language == "fr"]
        return max(numbers, default=0)


class CommuniqueText(models.Model):
    """A text of the communiqué in hand, under its key of the edition.

    `generated` is what the grammar says today, empty when it has nothing to say here any
    more; `edited_from` is what it said when `text` was written by hand or taken out. An
    `is_added` paragraph is nobody's but the desk's: it stands after the one `after`.
    """

    communique = models.ForeignKey(
        Communique, on_delete=models.CASCADE, related_name="texts"
    )
    key = models.CharField(max_length=60)
    position = models.PositiveIntegerField()
    reference = models.CharField(_("décision"), max_length=60, blank=True)
    generated = models.TextField(blank=True)
    text = models.TextField()
    edited_from = models.TextField(blank=True)
    is_edited = models.BooleanField(default=False)
    is_removed = models.BooleanField(_("retiré"), default=False)
    is_added = models.BooleanField(_("ajouté"), default=False)
    after = models.CharField(max_length=60, blank=True)
    number = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("texte du compte rendu")
        verbose_name_plural = _("textes du compte rendu")
        ordering = ["position", "is_added", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["communique", "key"], name="communique_key_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.communique} {self.key}"


class Approval(models.Model):
    """One of the two approvals of a text: by whom, in which office, of which digest."""

    communique = models.ForeignKey(
        Communique, on_delete=models.CASCADE, related_name="approvals"
    )
    office = models.CharField(max_length=20)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("validation")
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["communique", "office"], name="office_approves_once"
            ),
            models.UniqueConstraint(
                fields=["communique", "person"], name="two_persons_approve"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.communique} ({self.office})"


class CommuniqueVersion(models.Model):
    """What was published: an edition in one language, as its canonical JSON; never changed.

    `number` is that of the French version that it is, or translates.
    """

    communique = models.ForeignKey(
        Communique, on_delete=models.PROTECT, related_name="versions"
    )
    number = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=3, default="fr")
    edition = models.TextField()
    digest = models.CharField(max_length=64, db_index=True)
    reason = models.CharField(max_length=300, blank=True)
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    sent_at = models.DateTimeField(
        _("remise à la presse"), null=True, help_text=_("Ses courriels sont préparés.")
    )

    class Meta:
        verbose_name = _("version publiée")
        verbose_name_plural = _("versions publiées")
        ordering = ["number", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["communique", "language", "number"],
                name="version_is_published_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.communique} v{self.number} ({self.language})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Only that its mails were made may be added to it.
        if self.pk and set(kwargs.get("update_fields") or ["all"]) != {"sent_at"}:
            raise VersionIsFinal(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise VersionIsFinal(str(self))
