"""What is typed to create a meeting and to arrange its agenda; no rule lives here."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from ecm import written
from ecm.meetings.actions.agenda import Plan
from ecm.meetings.models import AgendaItem, Grouping, Meeting, MeetingKind, Part, Track
from ecm.people.models import Body

NINE = time(9)
ANOTHER = "autre"
CHAIR, DELEGATED = "president", "delegation"


class ConditionalDate(forms.DateField):
    """A date that another answer asks for: it would be wrong to call it optional."""

    is_conditional = True


class MeetingForm(forms.Form):
    """When, where and under whom a council is to be held."""

    body = forms.ModelChoiceField(
        label=_("Organe"), queryset=Body.objects.none(), empty_label=None
    )
    day = forms.ChoiceField(label=_("Jour"), widget=forms.RadioSelect, choices=[])
    other_day = ConditionalDate(
        label=_("Date, si c'est un autre jour"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    starts_at = forms.TimeField(
        label=_("Heure"),
        initial=NINE,
        widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"),
    )
    place = forms.CharField(
        label=_("Lieu"),
        max_length=120,
        help_text=_("Le Conseil peut être délocalisé : écrivez alors la ville."),
    )
    kind = forms.ChoiceField(
        label=_("Séance"),
        choices=MeetingKind.choices,
        initial=MeetingKind.ORDINARY,
        widget=forms.RadioSelect,
    )
    chair = forms.ChoiceField(
        label=_("Présidée par"),
        choices=[
            (CHAIR, _("Le président de l'organe")),
            (
                DELEGATED,
                _("Le Premier ministre, par délégation, sur cet ordre du jour"),
            ),
        ],
        widget=forms.RadioSelect,
        initial=CHAIR,
    )
    grouping = forms.ChoiceField(
        label=_("Délibérations groupées"),
        choices=Grouping.choices,
        initial=Grouping.MINISTRY,
        widget=forms.RadioSelect,
    )

    def __init__(
        self, *args: Any, bodies: "QuerySet[Body]", days: Iterable[date], **more: Any
    ) -> None:
        super().__init__(*args, **more)
        choices = [(day.isoformat(), written.full_day(day)) for day in days]
        choices.append((ANOTHER, gettext("Un autre jour")))
        self.fields["body"].queryset = bodies  # type: ignore[attr-defined]  # a choice field
        self.fields["day"].choices = choices  # type: ignore[attr-defined]  # a choice field
        self.fields["day"].initial = choices[0][0]

    def clean(self) -> dict[str, Any]:
        values = super().clean() or {}
        chosen = values.get("day")
        if chosen == ANOTHER:
            values["day"] = values.get("other_day")
            if values["day"] is None and "other_day" not in self.errors:
                self.add_error("other_day", _("Indiquez le jour de la séance."))
        elif chosen:
            values["day"] = date.fromisoformat(chosen)
        return values

    @property
    def plan(self) -> Plan:
        """The meeting that was described, without who presides."""
        values = self.cleaned_data
        return Plan(
            day=values["day"],
            starts_at=values["starts_at"],
            kind=MeetingKind(values["kind"]),
            place=values["place"],
            is_delegated=values["chair"] == DELEGATED,
            grouping=Grouping(values["grouping"]),
        )


class MoveForm(forms.Form):
    """After which item, empty for the first place; a theme only if it is to change."""

    after = forms.ModelChoiceField(
        label=_("Place"),
        queryset=AgendaItem.objects.none(),
        required=False,
        error_messages={
            "invalid_choice": _(
                "le point visé n'est plus à l'ordre du jour. Rechargez la page."
            )
        },
    )
    theme = forms.CharField(required=False, max_length=200)

    def __init__(self, *args: Any, items: "QuerySet[AgendaItem]", **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["after"].queryset = items  # type: ignore[attr-defined]  # a choice field

    def clean_theme(self) -> str | None:
        return self.cleaned_data["theme"] if "theme" in self.data else None


class ThemeForm(forms.Form):
    theme = forms.CharField(max_length=200)
    after = forms.CharField(required=False, max_length=200)

    def clean_after(self) -> str | None:
        return self.cleaned_data["after"] or None


class WordingForm(forms.Form):
    """The title, the part and, where the agenda is grouped so, the theme of an item."""

    title = forms.CharField(
        label=_("Intitulé à l'ordre du jour"),
        max_length=600,
        widget=forms.Textarea(attrs={"rows": 3, "lang": "fr"}),
    )
    part = forms.ChoiceField(label=_("Partie"), choices=Part.choices)
    theme = forms.CharField(
        label=_("Thème"),
        required=False,
        max_length=200,
        help_text=_("Pour une délibération ; sans thème, elle vient après les autres."),
        widget=forms.TextInput(attrs={"lang": "fr"}),
    )

    def __init__(self, *args: Any, meeting: Meeting, **more: Any) -> None:
        super().__init__(*args, **more)
        if meeting.grouping != Grouping.THEME:
            del self.fields["theme"]

    @classmethod
    def of(cls, item: AgendaItem) -> "WordingForm":
        """Return the form filled with what the item says now."""
        said = {"title": item.title, "part": item.part, "theme": item.theme}
        return cls(meeting=item.meeting, initial=said)

    def clean_part(self) -> Part:
        return Part(self.cleaned_data["part"])


class GroupingForm(forms.Form):
    grouping = forms.ChoiceField(choices=Grouping.choices)

    def clean_grouping(self) -> Grouping:
        return Grouping(self.cleaned_data["grouping"])


class TrackForm(forms.Form):
    track = forms.ChoiceField(choices=Track.choices)

    def clean_track(self) -> Track:
        return Track(self.cleaned_data["track"])


class MinutesForm(forms.Form):
    minutes = forms.IntegerField(label=_("Durée"))


class CommentForm(forms.Form):
    comment = forms.CharField(
        label=_("Observations"),
        required=False,
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "fr"}),
    )


class ApprovalForm(forms.Form):
    """The seal of the agenda that was read back."""

    digest = forms.CharField(max_length=64)


class WithdrawalForm(forms.Form):
    reason = forms.CharField(
        label=_("Raison du retrait"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "lang": "fr"}),
    )
