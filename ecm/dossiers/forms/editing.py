"""The form of a dossier: whatever is good is saved, and nobody's words are overwritten.

`base` holds what each field was when the page was made. A field that this person left
alone is not saved; one that somebody else has changed since is shown, not replaced.
"""

import json
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecm.dossiers.entries import fault_of_entry
from ecm.dossiers.forms.choices import (
    council_choices,
    ministry_choices,
    officer_choices,
)
from ecm.dossiers.forms.fields import LONGEST_TEXT, SHORT, TextFormSet, entry_field
from ecm.dossiers.forms.stored import ENTRY, TEXTS, flat, mark, stored
from ecm.dossiers.models import Dossier
from ecm.people.models import Ministry, Person


class DossierForm(forms.Form):
    """All that a ministry writes of its dossier; nothing is required here."""

    title = forms.CharField(
        label=gettext_lazy("Intitulé"),
        max_length=500,
        widget=forms.Textarea(attrs=SHORT),
        error_messages={
            "required": gettext_lazy(
                "Un dossier garde toujours un intitulé : l'ancien reste jusqu'au nouveau."
            )
        },
    )
    subject = forms.CharField(
        label=gettext_lazy("Objet"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs=SHORT),
        help_text=gettext_lazy(
            "Ce qui suit « relatif à » ou « portant » dans le compte rendu."
        ),
    )
    paragraph = forms.CharField(
        label=gettext_lazy("Projet de paragraphe du compte rendu"),
        max_length=LONGEST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    revised_text = forms.CharField(
        label=gettext_lazy("Texte relu"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=SHORT),
        help_text=gettext_lazy(
            "« décret n°2013-404/PRES/PM/MFPTSS du 23 mai 2013 portant … »"
        ),
    )
    theme = forms.CharField(label=gettext_lazy("Thème"), max_length=200, required=False)
    council_day = forms.DateField(
        label=gettext_lazy("Conseil visé"), required=False, widget=forms.Select
    )
    planned_minutes = forms.IntegerField(
        label=gettext_lazy("Durée prévue, en minutes"),
        required=False,
        min_value=1,
        max_value=600,
    )
    on_behalf_of = forms.ModelChoiceField(
        label=gettext_lazy("Pour le compte de"),
        queryset=Ministry.objects.all(),
        required=False,
        help_text=gettext_lazy("Le ministère au nom de qui le dossier est porté."),
    )
    associated = forms.ModelMultipleChoiceField(
        label=gettext_lazy("En liaison avec"),
        queryset=Ministry.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Ils connaîtront le dossier dès sa transmission au SGG."
        ),
    )
    is_confidential = forms.BooleanField(
        label=gettext_lazy("Dossier confidentiel"),
        required=False,
        help_text=gettext_lazy("Au SGG, seuls les lecteurs désignés le connaîtront."),
    )
    readers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Lecteurs désignés au SGG"),
        queryset=Person.objects.all(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, typed: Any = None, *, dossier: Dossier) -> None:
        super().__init__(typed, initial=stored(dossier))
        self.dossier = dossier
        for asked in dossier.kind.fields:
            self.fields[ENTRY + asked["code"]] = entry_field(asked)
        self._offer()
        # A kind without draft texts has no place for them on its page.
        brought = typed if typed and f"{TEXTS}-TOTAL_FORMS" in typed else None
        self.texts = TextFormSet(
            brought,
            initial=self.initial[TEXTS],
            prefix=TEXTS,
            form_kwargs={"usual": dossier.kind.item_kind},
        )

    def _offer(self) -> None:
        ministries = ministry_choices()
        others = [m for m in ministries if m[0] != str(self.dossier.ministry_id)]
        choices = {
            "on_behalf_of": [("", _("Son propre compte")), *others],
            "associated": others,
            "readers": officer_choices(),
        }
        for name, offered in choices.items():
            cast("forms.ModelChoiceField[Any]", self.fields[name]).choices = offered
        days = [("", _("Le prochain possible")), *council_choices(self.dossier)]
        self.fields["council_day"].widget.choices = days

    @property
    def entries(self) -> "list[forms.BoundField]":
        """The fields that this kind of dossier asks for."""
        return [self[ENTRY + asked["code"]] for asked in self.dossier.kind.fields]

    def clean(self) -> dict[str, Any]:
        for asked in self.dossier.kind.fields:
            name = ENTRY + asked["code"]
            if fault := fault_of_entry(asked, self.cleaned_data.get(name, "")):
                self.add_error(name, fault)
        for name in [n for n in self.fields if self._is_overtaken(n)]:
            self.add_error(name, self._overtaken(name))
        if self._texts_are_overtaken():
            self.add_error(None, self._overtaken(TEXTS))
        return self.cleaned_data

    @property
    def values(self) -> dict[str, Any]:
        """Return what is to be saved: what this person changed, and is good or any text."""
        found = {
            name: value
            for name, value in self.cleaned_data.items()
            if not name.startswith(ENTRY) and self._is_changed(name)
        }
        found["entries"] = {
            name.removeprefix(ENTRY): self[name].data
            for name in self.fields
            if name.startswith(ENTRY)
            and self._is_changed(name)
            and not self._is_overtaken(name)
        }
        takes_texts = self._texts_are_changed() and not self._texts_are_overtaken()
        if takes_texts and self.texts.is_valid():
            found["drafts"] = self._typed_texts()
        return found

    @property
    def is_good(self) -> bool:
        """Whether all that was typed could be saved."""
        return self.is_valid() and (not self.texts.is_bound or self.texts.is_valid())

    def _base(self) -> dict[str, str]:
        try:
            found = json.loads(self.data.get("base", ""))
        except ValueError:
            return {}
        return found if isinstance(found, dict) else {}

    def _is_changed(self, name: str) -> bool:
        return mark(self[name].data) != self._base().get(name, mark(self.initial[name]))

    def _is_overtaken(self, name: str) -> bool:
        """Tell whether somebody else has changed a field that this person changes too."""
        stands = mark(self.initial[name])
        return (
            self._is_changed(name)
            and self._base().get(name, stands) != stands
            and mark(self[name].data) != stands
        )

    def _overtaken(self, name: str) -> str:
        told = _(
            "Ce champ a été modifié entre-temps par quelqu'un d'autre. Il contient "
            "maintenant : « %(value)s ». Ce que vous avez écrit est gardé ici : "
            "enregistrez de nouveau pour le mettre à la place."
        )
        if name == TEXTS:
            told = _(
                "Les projets de texte ont été modifiés entre-temps par quelqu'un "
                "d'autre : « %(value)s ». Enregistrez de nouveau pour mettre les vôtres "
                "à la place."
            )
        return told % {"value": self._shown(name)}

    def _shown(self, name: str) -> str:
        if name == TEXTS:
            return " », « ".join(row["title"] for row in self.initial[TEXTS])
        value = flat(self.initial[name])
        choices = dict(getattr(self.fields[name], "choices", None) or [])
        words = {str(key): str(label) for key, label in choices.items()}
        return ", ".join(words.get(part, part) for part in value.split("\n")) or "—"

    def _texts_are_changed(self) -> bool:
        return self.texts.is_bound and mark(self._typed_texts()) != self._base().get(
            TEXTS, mark(self.initial[TEXTS])
        )

    def _texts_are_overtaken(self) -> bool:
        stands = mark(self.initial[TEXTS])
        is_old = self._base().get(TEXTS, stands) != stands
        return is_old and self._texts_are_changed()

    def _typed_texts(self) -> list[dict[str, str]]:
        names = ("id", "nature", "title")
        typed = [{n: flat(form[n].data) for n in names} for form in self.texts]
        return [row for row in typed if row["title"]]
