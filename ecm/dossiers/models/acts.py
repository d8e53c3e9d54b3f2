"""Acts whose reason or former state must be kept: withdrawals, and acts on many files."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ecm.dossiers.models.dossiers import Dossier
from ecm.people.models import Person


class Withdrawal(models.Model):
    """Why a dossier was withdrawn, and by whom; it stays in the statistics.

    `by` is None when the council itself noted the withdrawal.
    """

    dossier = models.OneToOneField(
        Dossier, on_delete=models.PROTECT, related_name="withdrawal"
    )
    reason = models.TextField(_("raison"))
    by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, related_name="+"
    )
    at = models.DateTimeField()

    class Meta:
        verbose_name = _("retrait")
        ordering = ["at"]

    def __str__(self) -> str:
        return f"{self.dossier} : {self.at:%d/%m/%Y}"


class BulkAct(models.Model):
    """One act done on many dossiers at once, with what each was before, to undo it.

    `before` maps a dossier's id to {"state", "officer", "council_day", "seq"}; `seq` is
    the number of its journal once the act was done.
    """

    verb = models.CharField(max_length=40)
    before = models.JSONField(default=dict)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    at = models.DateTimeField()
    key = models.CharField(max_length=64, blank=True)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("acte groupé")
        verbose_name_plural = _("actes groupés")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["by", "key"],
                condition=~Q(key=""),
                name="bulk_key_is_used_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} × {len(self.before)}"
