"""What is typed of a press list: one recipient, or a spreadsheet of them."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from ecm.domain.appointments.sheet import Workbook
from ecm.domain.communique.languages import FRENCH, LANGUAGES
from ecm.domain.errors import NotPossible
from ecm.dossiers.spreadsheet import MOST_OCTETS, read
from ecm.errors import words_of
from ecm.publication.models import Recipient


class RecipientForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """One recipient of the communiqués."""

    language = forms.ChoiceField(
        label=_("Langue"),
        initial=FRENCH,
        help_text=_(
            "Le français part à la minute de la publication ; une autre langue, quand sa "
            "traduction est publiée."
        ),
    )

    class Meta:
        model = Recipient
        fields = ["name", "email", "language"]
        error_messages = {
            "email": {"unique": _("Cette adresse est déjà sur la liste.")},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, _(known.name)) for code, known in LANGUAGES.items()]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]  # a choice field

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).lower()


class ListForm(forms.Form):
    """A press list to import."""

    file = forms.FileField(
        label=_("Liste en XLSX ou en CSV"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv,.txt"}),
        error_messages={
            "required": _("Choisissez d'abord un fichier."),
            "empty": _("Ce fichier est vide."),
        },
    )

    def clean_file(self) -> Workbook:
        upload: UploadedFile[bytes] = self.cleaned_data["file"]
        try:
            # One octet beyond the limit is enough for its refusal.
            return read(upload.read(MOST_OCTETS + 1))
        except NotPossible as refusal:
            raise forms.ValidationError(words_of(refusal)) from None
