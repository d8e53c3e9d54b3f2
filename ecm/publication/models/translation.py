"""The communiqué in another language, and who may write it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ecm.domain.communique.languages import LANGUAGES
from ecm.domain.publishing import TranslationState
from ecm.journal.models import Stream
from ecm.people.models import Person
from ecm.publication.models.communique import Communique


class Translator(models.Model):
    """A person who translates into one language, by grant of the secretariat."""

    person = models.ForeignKey(
        Person,
        verbose_name=_("personne"),
        on_delete=models.CASCADE,
        related_name="translating",
    )
    language = models.CharField(_("langue"), max_length=3)
    granted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    granted_at = models.DateTimeField()

    class Meta:
        verbose_name = _("traducteur")
        ordering = ["language", "person"]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "language"], name="language_is_granted_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} ({self.language})"

    @property
    def language_name(self) -> str:
        return str(_(LANGUAGES[self.language].name))


class Translation(Stream):
    """A communiqué in one language; what it says is in its texts."""

    PREFIX = "translation"

    communique = models.ForeignKey(
        Communique, on_delete=models.PROTECT, related_name="translations"
    )
    language = models.CharField(_("langue"), max_length=3)
    state = models.CharField(
        max_length=12,
        choices=[(s.value, s.value) for s in TranslationState],
        default=TranslationState.DRAFT,
    )

    class Meta:
        verbose_name = _("traduction")
        ordering = ["communique", "language"]
        constraints = [
            models.UniqueConstraint(
                fields=["communique", "language"], name="language_is_opened_once"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=[s.value for s in TranslationState]),
                name="translation_state_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.communique} ({self.language})"


class TranslatedText(models.Model):
    """A text of the communiqué in the language.

    `source` is the French that it was made from, found again by its digest; `number`
    counts the wordings.
    """

    translation = models.ForeignKey(
        Translation, on_delete=models.CASCADE, related_name="texts"
    )
    key = models.CharField(max_length=60)
    text = models.TextField()
    source = models.TextField()
    source_digest = models.CharField(max_length=64, db_index=True)
    number = models.PositiveIntegerField(default=0)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("texte traduit")
        verbose_name_plural = _("textes traduits")
        constraints = [
            models.UniqueConstraint(
                fields=["translation", "key"], name="text_is_translated_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.translation} {self.key}"
