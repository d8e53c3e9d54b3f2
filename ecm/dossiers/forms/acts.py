"""What people say when they act on a dossier: comments, reasons, the council aimed at."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.dossiers.actions.lodging import aim_of
from ecm.dossiers.forms.choices import council_choices
from ecm.dossiers.models import Dossier

LONGEST = 5_000
ROWS = {"rows": 3}


class ActForm(forms.Form):
    """An act that needs no word."""

    def __init__(self, typed: Any = None, *, dossier: Dossier) -> None:
        super().__init__(typed, auto_id=f"id-{type(self).__name__.lower()}-%s")
        self.dossier = dossier


class ApprovalForm(ActForm):
    comment = forms.CharField(
        label=_("Commentaire"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=ROWS),
    )
    level = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, typed: Any = None, *, dossier: Dossier) -> None:
        super().__init__(typed, dossier=dossier)
        self.fields["level"].initial = dossier.levels_passed + 1


class RefusalForm(ActForm):
    comment = forms.CharField(
        label=_("Ce qui doit être corrigé"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=ROWS),
        error_messages={"required": _("Dites ce qui doit être corrigé.")},
    )


class LodgingForm(ActForm):
    council_day = forms.DateField(
        label=_("Conseil visé"), required=False, widget=forms.Select
    )
    late_reason = forms.CharField(
        label=_("Raison du retard"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs=ROWS),
        help_text=_("Le SGG la lit et répond."),
    )

    def __init__(self, typed: Any = None, *, dossier: Dossier) -> None:
        super().__init__(typed, dossier=dossier)
        field = self.fields["council_day"]
        field.widget.choices = council_choices(dossier)
        self.aim = aim_of(dossier, dossier.council_day)
        field.initial = self.aim.day

    @property
    def asks_why(self) -> bool:
        """Whether the reason is asked: it is late, or somebody has begun to give it."""
        return self.aim.is_late or bool(self["late_reason"].value())


class WithdrawalForm(ActForm):
    reason = forms.CharField(
        label=_("Raison du retrait"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs=ROWS),
        error_messages={"required": _("Donnez la raison du retrait.")},
    )
