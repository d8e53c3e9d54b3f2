"""What an administrator types: kinds with their pieces, fields and formulas."""

from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecm.calendar.days import current
from ecm.dossiers.models import DossierKind, Need, PieceKind, ReturnReason, ReviewLevel
from ecm.people.models import Person

FIELD_TYPES = [
    ("text", gettext_lazy("une ligne")),
    ("long", gettext_lazy("plusieurs lignes")),
    ("number", gettext_lazy("un nombre")),
    ("amount", gettext_lazy("un montant")),
    ("date", gettext_lazy("une date")),
    ("choice", gettext_lazy("un choix")),
]
NEEDS = [*Need.choices, ("", gettext_lazy("non demandée"))]
SPARE_FIELDS = 2


class KindForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    """A kind of dossier; formulas are typed one a line."""

    formulas = forms.CharField(
        label=gettext_lazy("Formules de décision"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "fr"}),
        help_text=gettext_lazy(
            "Une par ligne ; {subject} est remplacé par l'objet du dossier."
        ),
    )
    deadline = forms.ChoiceField(label=gettext_lazy("Échéance du dépôt"))

    class Meta:
        model = DossierKind
        fields = [
            *("label", "help", "item_kind", "part", "deadline", "planned_minutes"),
            *("takes_drafts", "takes_appointments", "formulas", "is_active"),
            "position",
        ]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        milestones = current().milestones
        self.fields["deadline"].choices = [(m.code, _(m.label)) for m in milestones]  # type: ignore[attr-defined]  # a choice field
        if self.instance.pk:
            self.initial["formulas"] = "\n".join(self.instance.formulas)

    def clean_formulas(self) -> list[str]:
        lines = self.cleaned_data["formulas"].splitlines()
        return [line.strip() for line in lines if line.strip()]

    def save(self, commit: bool = True) -> Any:
        if not self.instance.pk:
            self.instance.code = free_code(DossierKind, self.cleaned_data["label"])
        return super().save(commit)


def free_code(model: Any, label: str) -> str:
    """Return a code made of a label that no row has."""
    stem = slugify(label)[:24].strip("-") or "nature"
    codes = set(model.objects.values_list("code", flat=True))
    candidates = [stem, *(f"{stem}-{rank}" for rank in range(2, len(codes) + 3))]
    return next(code for code in candidates if code not in codes)


class PieceNeedForm(forms.Form):
    """Whether one piece is asked of a kind, and why."""

    need = forms.ChoiceField(
        label=gettext_lazy("Exigence"), choices=NEEDS, required=False
    )
    why = forms.CharField(
        label=gettext_lazy("Pourquoi"), max_length=300, required=False
    )

    def __init__(self, *args: Any, piece: PieceKind, **kwargs: Any) -> None:
        kwargs["prefix"] = f"piece-{piece.code}"
        super().__init__(*args, **kwargs)
        self.piece = piece


class FieldForm(forms.Form):
    """One field that a kind asks for; an empty label takes it away."""

    code = forms.SlugField(required=False, widget=forms.HiddenInput)
    label = forms.CharField(
        label=gettext_lazy("Intitulé"), max_length=120, required=False
    )
    type = forms.ChoiceField(label=gettext_lazy("Se remplit par"), choices=FIELD_TYPES)
    required = forms.BooleanField(label=gettext_lazy("Obligatoire"), required=False)
    choices = forms.CharField(
        label=gettext_lazy("Choix, séparés par des points-virgules"), required=False
    )
    help = forms.CharField(label=gettext_lazy("Aide"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        if values.get("type") == "choice" and not self.options and values.get("label"):
            self.add_error("choices", _("Donnez au moins un choix."))
        return values

    @property
    def options(self) -> list[str]:
        words = self.cleaned_data.get("choices", "").split(";")
        return [word.strip() for word in words if word.strip()]

    def described(self) -> dict[str, Any]:
        """Return the field as a kind keeps it."""
        values = self.cleaned_data
        field = {name: values[name] for name in ("label", "type", "required", "help")}
        code = values["code"] or slugify(values["label"]).replace("-", "_")[:30]
        return {"code": code, **field, "choices": self.options}


FieldSet = forms.formset_factory(FieldForm, extra=SPARE_FIELDS)


def fields_of(kind: DossierKind | None, posted: Any = None) -> Any:
    """Return the forms of a kind's fields, and two spare ones."""
    held = [
        {**field, "choices": " ; ".join(field.get("choices", []))}
        for field in (kind.fields if kind else [])
    ]
    return FieldSet(posted, initial=held, prefix="field")


def described(fields: Any) -> list[dict[str, Any]]:
    """Return the fields that have a label, each under a code of its own."""
    found: dict[str, dict[str, Any]] = {}
    for form in fields:
        if form.cleaned_data.get("label"):
            field = form.described()
            code, rank = field["code"], 2
            while field["code"] in found:
                field["code"], rank = f"{code}_{rank}", rank + 1
            found[field["code"]] = field
    return list(found.values())


def needs_of(kind: DossierKind | None, posted: Any = None) -> list[PieceNeedForm]:
    """Return one form for each piece that exists, as the kind asks for it."""
    asked = {r.piece_id: r for r in kind.requirements.all()} if kind else {}
    forms_of = []
    for piece in PieceKind.objects.all():
        row = asked.get(piece.pk)
        held = {"need": row.need, "why": row.why} if row else {"need": ""}
        forms_of.append(PieceNeedForm(posted, piece=piece, initial=held))
    return forms_of


class PieceForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    class Meta:
        model = PieceKind
        fields = ["label", "why", "supplier", "takes_many", "position"]

    def save(self, commit: bool = True) -> Any:
        if not self.instance.pk:
            self.instance.code = free_code(PieceKind, self.cleaned_data["label"])
        return super().save(commit)


class ReasonForm(forms.ModelForm):  # type: ignore[type-arg]  # not generic when it runs
    class Meta:
        model = ReturnReason
        fields = ["label", "nature", "is_active", "position"]

    def save(self, commit: bool = True) -> Any:
        if not self.instance.pk:
            self.instance.code = free_code(ReturnReason, self.cleaned_data["label"])
        return super().save(commit)


class LevelForm(forms.Form):
    """A level of a ministry's review and who reads there."""

    title = forms.CharField(label=gettext_lazy("Niveau"), max_length=120)
    reviewers = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Relecteurs"),
        queryset=Person.objects.none(),
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(
        self, *args: Any, staff: Any, level: ReviewLevel | None = None, **kwargs: Any
    ) -> None:
        if level is not None:
            kwargs["initial"] = {
                "title": level.title,
                "reviewers": level.reviewers.all(),
            }
        super().__init__(*args, **kwargs)
        self.fields["reviewers"].queryset = staff  # type: ignore[attr-defined]  # a choice field
