"""What is asked before an act on one file; forms clean, they decide nothing."""

from datetime import datetime
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.domain.french.letters import upper_first
from ecm.dossiers.models import Nature, ReturnReason


class ReturnForm(forms.Form):
    """Why a file goes back: reasons that are counted, and words for its ministry."""

    reasons = forms.MultipleChoiceField(
        label=_("Motifs"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choisissez au moins un motif de retour.")},
    )
    comment = forms.CharField(
        label=_("Précisions pour le ministère"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Ce qu'il faut corriger, et comment. Le ministère lira ces mots."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = {str(r.pk): r for r in ReturnReason.objects.filter(is_active=True)}
        field = cast(forms.MultipleChoiceField, self.fields["reasons"])
        field.choices = [
            (upper_first(str(nature.label)), self._of(nature)) for nature in Nature
        ]

    def _of(self, nature: Nature) -> list[tuple[str, str]]:
        return [(pk, r.label) for pk, r in self.known.items() if r.nature == nature]

    @property
    def chosen(self) -> list[ReturnReason]:
        return [self.known[pk] for pk in self.cleaned_data["reasons"]]

    def as_read(self, now: datetime) -> dict[str, Any] | None:
        """Return what the ministry would read, in the shape of a return that was made."""
        if not self.is_valid():
            return None
        comment = self.cleaned_data["comment"]
        return {"at": now, "reasons": {"all": self.chosen}, "comment": comment}


class LateAnswerForm(forms.Form):
    """The answer to a request for late lodging; a refusal is explained."""

    granted = forms.TypedChoiceField(
        choices=[("1", _("Accepter")), ("0", _("Refuser"))], coerce=lambda v: v == "1"
    )
    answer = forms.CharField(
        label=_("Réponse au ministère"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("granted") is False and not values.get("answer", "").strip():
            words = _("Dites au ministère pourquoi la demande est refusée.")
            self.add_error("answer", words)
        return values


class NoteForm(forms.Form):
    """The note to the chair; `base` is the version that its writer had before him."""

    text = forms.CharField(
        label=_("Note à la présidence de séance"),
        required=False,
        max_length=50_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    base = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
