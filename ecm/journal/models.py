"""Entries of the journal: appended once, chained by hash, never changed nor removed."""

from typing import Any, ClassVar, NoReturn

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryIsFinal(Exception):
    """Somebody tried to change or remove what the journal recorded."""


GENESIS = "0" * 64


class Stream(models.Model):
    """A row that keeps a stream of its own: « record/3 », from the class's `PREFIX`."""

    PREFIX: ClassVar[str]

    seq = models.PositiveBigIntegerField(default=0, editable=False)
    head = models.CharField(max_length=64, default=GENESIS, editable=False)

    class Meta:
        abstract = True

    @property
    def stream(self) -> str:
        return f"{self.PREFIX}/{self.pk}"


class Entry(models.Model):
    """One fact: entry `seq` of a `stream` (« meeting/3 », « dossier/12 »).

    `hash` is SHA-256 of the hash before it and of the canonical JSON of the rest.
    """

    stream = models.CharField(max_length=40)
    seq = models.PositiveBigIntegerField()
    verb = models.CharField(max_length=40)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()
    key = models.CharField(max_length=64, null=True)  # noqa: DJ001  (NULL is not unique)
    facts = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("entrée du journal")
        verbose_name_plural = _("entrées du journal")
        ordering = ["stream", "seq"]
        constraints = [
            models.UniqueConstraint(
                fields=["stream", "seq"], name="entry_seq_is_gapless_and_unique"
            ),
            models.UniqueConstraint(
                fields=["stream", "key"], name="entry_key_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.stream} {self.seq} {self.verb}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk:
            raise EntryIsFinal(str(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise EntryIsFinal(str(self))
