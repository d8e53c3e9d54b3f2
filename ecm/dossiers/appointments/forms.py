"""The forms of a list of appointments: the file to read, and one line typed by hand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecm.domain.appointments.headings import LABELS, Column
from ecm.domain.appointments.preview import Lookup
from ecm.domain.appointments.problems import Problem
from ecm.domain.appointments.sheet import Workbook
from ecm.domain.errors import NotPossible
from ecm.dossiers.appointments.checking import FIELDS, checked, context_of, typed_values
from ecm.dossiers.models import Dossier, ProposedAppointment
from ecm.dossiers.spreadsheet import MOST_OCTETS, read
from ecm.people.models import Civility

# The remark of a line names its column; the form, its field.
_FIELD_OF = {LABELS[column]: field for column, field in FIELDS.items()}


class ListForm(forms.Form):
    """A spreadsheet to preview; reading it writes nothing."""

    file = forms.FileField(
        label=_("Liste en XLSX ou en CSV"),
        help_text=_(
            "Une ligne par personne. Rien n'est enregistré avant que vous l'ayez confirmé."
        ),
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
            raise forms.ValidationError(in_words(refusal)) from None


def in_words(refusal: NotPossible) -> str:
    return gettext(refusal.message) % refusal.values


class LineForm(forms.Form):
    """One line of the list; its errors are those of a line of a sheet."""

    civility = forms.ChoiceField(
        label=_("Civilité"), choices=Civility.choices, widget=forms.RadioSelect
    )
    surname = forms.CharField(label=_("Nom"))
    given_names = forms.CharField(label=_("Prénoms"))
    staff_number = forms.CharField(
        label=_("Matricule"),
        required=False,
        help_text=_("« Mle 99 999 W ». Vide pour qui n'est pas agent public."),
    )
    rank = forms.CharField(
        label=_("Corps, grade, catégorie, échelon"),
        required=False,
        help_text=_("« administrateur civil, 1re classe, 5e échelon »"),
    )
    post = forms.CharField(
        label=_("Fonction"), widget=forms.Textarea(attrs={"rows": 3})
    )
    ministry = forms.ChoiceField()
    is_board = forms.BooleanField(
        label=_("Au titre d'un conseil d'administration"), required=False
    )

    def __init__(
        self,
        typed: QueryDict | None,
        *,
        dossier: Dossier,
        rows: Sequence[ProposedAppointment],
        row: ProposedAppointment | None = None,
        in_post: Lookup,
    ) -> None:
        super().__init__(typed, initial=initial_of(row) if row else {})
        self.dossier, self.row, self.in_post = dossier, row, in_post
        self.others = [other for other in rows if other != row]
        self.warnings: tuple[Problem, ...] = ()
        self.fields["ministry"] = forms.ChoiceField(
            label=_("Ministère"), required=False, choices=ministries_of(dossier)
        )

    @property
    def values(self) -> dict[Column, str]:
        """What was typed, by column, as a sheet would hold it."""
        typed = {c: str(self.cleaned_data.get(f, "")) for c, f in FIELDS.items()}
        board = "oui" if self.cleaned_data.get("is_board") else "non"
        ends = "fin de fonction" if self.row and self.row.ends_function else ""
        return typed | {Column.BOARD: board, Column.MEASURE: ends}

    @property
    def place(self) -> int:
        last = max((row.position for row in self.others), default=0)
        return self.row.position if self.row else last + 1

    def clean(self) -> dict[str, Any]:
        typed = typed_values(self.place, self.values)
        _line, problems = checked(self.dossier, typed, self.others, self.in_post)
        self.warnings = tuple(p for p in problems if not p.is_error)
        for problem in problems:
            name = _FIELD_OF.get(problem.place.label)
            if problem.is_error and name not in self.errors:
                self.add_error(name, problem.sentence(gettext))
        return self.cleaned_data


def ministries_of(dossier: Dossier) -> list[tuple[str, Any]]:
    known = context_of(dossier).ministries
    own = ("", _("Le ministère du dossier"))
    return [own, *((ministry.code, ministry.name) for ministry in known)]


def initial_of(row: ProposedAppointment) -> dict[str, Any]:
    initial = {field: getattr(row, field) for field in FIELDS.values()}
    return initial | {"ministry": row.ministry.code if row.ministry else ""}
