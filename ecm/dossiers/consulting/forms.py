"""What is typed to ask for an opinion, to give one and to discuss; no rule lives here."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ecm import clock
from ecm.dossiers.consulting import parties, sharing
from ecm.dossiers.consulting.terms import usual_term
from ecm.dossiers.models import Dossier, Opinion, Verdict, Version
from ecm.files.models import Upload
from ecm.people.models import Ministry, MinistryName

LONGEST = 20_000
LONGEST_PASSAGE = 5_000
A_YEAR = timedelta(days=366)
MOMENT = "%Y-%m-%dT%H:%M"


class Several(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # not generic at run time
    """Rows to tick, named without a query each."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, named: Callable[[Any], str] = str, **more: Any) -> None:
        self._named = named
        super().__init__(**more)

    def label_from_instance(self, row: Model) -> str:
        return self._named(row)


class Term(forms.DateTimeField):
    """The moment by which an answer is awaited."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT)

    def clean(self, value: Any) -> datetime | None:
        found: datetime | None = super().clean(value)
        if found is not None and found > clock.now() + A_YEAR:
            raise ValidationError(_("Le terme est à un an au plus."))
        return found


def _term() -> Term:
    return Term(
        label=gettext_lazy("Terme"),
        help_text=gettext_lazy("Passé ce moment, le silence est constaté comme tel."),
    )


def _question() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Ce que vous demandez"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class AskForm(forms.Form):
    """Whom to ask, on which versions, what, and by when."""

    def __init__(
        self, *args: Any, dossier: Dossier, by_secretariat: bool, **more: Any
    ) -> None:
        super().__init__(*args, **more)
        waiting = parties.awaited(dossier, by_secretariat=by_secretariat)
        self.fields["ministries"] = _ministries(dossier, waiting)
        self.fields["bodies"] = _bodies(waiting, by_secretariat=by_secretariat)
        self.fields["versions"] = _versions(dossier)
        self.fields["question"] = _question()
        self.fields["due_at"] = _term()
        self.fields["due_at"].initial = _local(usual_term(dossier, clock.now()))
        if not self.fields["bodies"].queryset:  # type: ignore[attr-defined]  # Several
            del self.fields["bodies"]


def _ministries(dossier: Dossier, waiting: set[str]) -> Several:
    names = {n.ministry_id: n for n in MinistryName.objects.valid_on(_today())}
    asked = {int(name.partition("/")[2]) for name in waiting if name[0] == "m"}
    rows = Ministry.objects.filter(pk__in=names.keys() - asked - {dossier.ministry_id})
    return Several(
        label=gettext_lazy("Ministères"),
        help_text=gettext_lazy("Un ministère ou un organe au moins."),
        queryset=rows.filter(names__in=names.values()).order_by("names__precedence"),
        named=lambda ministry: capfirst(names[ministry.pk].name),
        required=False,
    )


def _bodies(waiting: set[str], *, by_secretariat: bool) -> Several:
    offered = [
        body.pk
        for body in parties.bodies()
        if parties.name_of(body) not in waiting
        and (by_secretariat or parties.may_be_consulted(body))
    ]
    return Several(
        label=gettext_lazy("Organes"),
        queryset=parties.bodies().filter(pk__in=offered),
        required=False,
    )


def _versions(dossier: Dossier) -> Several:
    return Several(
        label=gettext_lazy("Pièces communiquées"),
        queryset=sharing.current_versions(dossier),
        named=title_of,
        initial=[version.pk for version in sharing.usually_shared(dossier)],
        help_text=gettext_lazy("Qui est consulté voit ces versions, et rien d'autre."),
        error_messages={
            "required": gettext_lazy("Choisissez au moins une pièce à communiquer."),
            "invalid_choice": gettext_lazy("Cette pièce vient d'être remplacée."),
        },
    )


def title_of(version: Version) -> str:
    """Return « Projet de texte : Décret portant … (version 2) »."""
    kind, title = str(version.document.kind), version.document.title
    named = (
        title
        if title in ("", kind)
        else _("%(kind)s : %(title)s")
        % {
            "kind": kind,
            "title": title,
        }
    )
    return _("%(piece)s (version %(number)s)") % {
        "piece": named or kind,
        "number": version.number,
    }


class RenewForm(forms.Form):
    """What is asked again, and by when."""

    question = _question()
    due_at = _term()

    @classmethod
    def of(cls, opinion: Opinion) -> "RenewForm":
        """Return the form filled as the request that it renews."""
        term = _local(usual_term(opinion.dossier, clock.now()))
        return cls(initial={"question": opinion.question, "due_at": term})


class AnswerForm(forms.Form):
    """The answer of who was asked; a report may come with it.

    `brought` is the report that has come, for when the answer itself is refused.
    """

    brought: Upload | None = None

    verdict = forms.ChoiceField(
        label=gettext_lazy("Sens de l'avis"),
        choices=Verdict.choices,
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choisissez le sens de l'avis.")},
    )
    text = forms.CharField(
        label=gettext_lazy("Texte de l'avis"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    upload = forms.CharField(required=False, widget=forms.HiddenInput)
    file = forms.FileField(
        label=gettext_lazy("Rapport"),
        required=False,
        help_text=gettext_lazy("Le rapport devient une pièce du dossier."),
    )

    @classmethod
    def of(cls, opinion: Opinion) -> "AnswerForm":
        """Return the form filled with the answer given, or with the one before it."""
        known = opinion if opinion.given_at else opinion.renews or opinion
        return cls(initial={"verdict": known.verdict, "text": known.text})

    def clean_verdict(self) -> Verdict:
        return Verdict(self.cleaned_data["verdict"])


class ObservationForm(forms.Form):
    """An observation on a version, with the passage that it quotes."""

    passage = forms.CharField(
        label=gettext_lazy("Passage cité"),
        required=False,
        max_length=LONGEST_PASSAGE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Recopiez-le tel qu'il figure dans la pièce."),
    )
    text = forms.CharField(
        label=gettext_lazy("Observation"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": gettext_lazy("Écrivez votre observation.")},
    )
    field_order = ("version", "passage", "text")

    def __init__(
        self,
        *args: Any,
        versions: "QuerySet[Version]",
        may_be_general: bool,
        **more: Any,
    ) -> None:
        super().__init__(*args, **more)
        self.fields["version"] = _OneVersion(
            label=gettext_lazy("Pièce"),
            queryset=versions,
            required=not may_be_general,
            empty_label=_("L'ensemble du dossier") if may_be_general else None,
        )
        self.order_fields(self.field_order)


class _OneVersion(forms.ModelChoiceField):  # type: ignore[type-arg]  # not generic at run time
    def label_from_instance(self, version: Version) -> str:
        return title_of(version)


class ReplyForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Réponse"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Écrivez votre réponse.")},
    )


def _today() -> Any:
    return timezone.localdate(clock.now())


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).strftime(MOMENT)
