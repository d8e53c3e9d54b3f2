"""Opening a dossier, or taking over a former one."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from ecm.dossiers.forms.choices import Choices
from ecm.dossiers.models import Dossier, DossierKind
from ecm.people.models import Ministry


class TitleForm(forms.Form):
    """The words that name a dossier, on one line."""

    title = forms.CharField(
        label=_("Intitulé"),
        max_length=Dossier._meta.get_field("title").max_length,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Il peut être changé jusqu'à la signature."),
        error_messages={"required": _("Donnez un intitulé au dossier.")},
    )

    def clean_title(self) -> str:
        return " ".join(self.cleaned_data["title"].split())


class OpeningForm(TitleForm):
    """The three things without which a dossier cannot be opened."""

    kind = forms.ModelChoiceField(
        label=_("Nature"),
        queryset=DossierKind.objects.filter(is_active=True),
        to_field_name="code",
        error_messages={
            "required": _("Choisissez la nature du dossier."),
            "invalid_choice": _(
                "Choisissez une nature parmi celles qui sont proposées."
            ),
        },
    )
    ministry = forms.ModelChoiceField(
        label=_("Ministère porteur"),
        queryset=Ministry.objects.none(),
        error_messages={"required": _("Choisissez le ministère qui porte le dossier.")},
    )
    field_order = ["kind", "ministry", "title"]

    def __init__(self, *args: Any, ministries: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Any]", self.fields["ministry"])
        field.queryset = Ministry.objects.filter(
            pk__in=[pk for pk, _name in ministries]
        )
        field.choices = ministries if len(ministries) == 1 else [("", ""), *ministries]
        if len(ministries) == 1:
            field.initial = ministries[0][0]


def references_of(dossier: Dossier) -> dict[str, str]:
    """Return what a dossier that takes this one over begins with."""
    return {
        "title": dossier.title,
        "kind": dossier.kind.code,
        "ministry": str(dossier.ministry_id),
    }


class KindForm(forms.Form):
    """Another kind for a dossier that was opened as the wrong one."""

    kind = forms.ModelChoiceField(
        label=_("Nature"),
        queryset=DossierKind.objects.filter(is_active=True),
        empty_label=None,
    )
