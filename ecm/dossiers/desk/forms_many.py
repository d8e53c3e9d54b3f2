"""What is asked before an act on many files; forms clean, they decide nothing."""

from datetime import date
from typing import Any, cast
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ecm.domain.verbs import Verb
from ecm.dossiers.desk import councils
from ecm.dossiers.desk.many import BY_NAME, Many
from ecm.dossiers.desk.officers import officers_on
from ecm.people.models import Person

MOST_CHOSEN = 1000


class ChoiceOfFiles(forms.Field):
    """The boxes that were ticked, as numbers; what is no number is nobody's file."""

    widget = forms.MultipleHiddenInput

    def clean(self, value: Any) -> list[int]:
        ticked = [v for v in value or [] if str(v).isascii() and str(v).isdigit()]
        return [int(v) for v in ticked[:MOST_CHOSEN] if len(str(v)) < 19]


class FromTheWeek(forms.Form):
    """A form that leads back to the week as it was shown: `suite` is its question."""

    suite = forms.CharField(required=False, max_length=1000, widget=forms.HiddenInput)

    @property
    def _asked(self) -> list[tuple[str, str]]:
        self.is_valid()
        return parse_qsl(self.cleaned_data.get("suite", ""))

    @property
    def page(self) -> str:
        """The address of the week to come back to."""
        return f"{reverse('secretariat:week')}?{urlencode(self._asked)}"

    @property
    def day(self) -> date | None:
        """The council that was shown, if it was one."""
        aim = councils.aim_at(dict(self._asked).get("conseil", "") or "-", date.min)
        return aim.day if aim else None


class UndoForm(FromTheWeek):
    """Which act on many is taken back."""

    lot = forms.IntegerField(widget=forms.HiddenInput)


class ManyForm(FromTheWeek):
    """Which act, on which files."""

    acte = forms.ChoiceField(
        choices=[(name, act.label) for name, act in BY_NAME.items()],
        widget=forms.HiddenInput,
    )
    d = ChoiceOfFiles()

    @property
    def names_files(self) -> bool:
        return self.is_valid() and bool(self.cleaned_data["d"])

    @property
    def act(self) -> Many:
        return BY_NAME[self.cleaned_data["acte"]]


class OfficerForm(forms.Form):
    """Who takes the files in charge."""

    officer = forms.ModelChoiceField(
        Person.objects.none(),
        label=_("Pris en charge par"),
        required=False,
        empty_label=_("personne"),
    )

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ModelChoiceField[Person]", self.fields["officer"])
        field.queryset = officers_on(day)


class CouncilDayForm(forms.Form):
    """For which council the files are proposed."""

    council_day = forms.DateField(
        label=_("Conseil du"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Vide : celui que chaque dossier vise."),
    )


def further(
    act: Many, posted: Any = None, *, day: date | None, today: date, person: int
) -> forms.Form:
    """Return what an act asks for besides its files; nothing for most of them."""
    if act.verb is Verb.TAKE_CHARGE:
        return OfficerForm(posted, day=today, initial={"officer": person})
    if act.verb is Verb.PROPOSE_DOSSIER:
        is_ahead = day is not None and day >= today
        return CouncilDayForm(
            posted, initial={"council_day": day if is_ahead else None}
        )
    return forms.Form(posted)
