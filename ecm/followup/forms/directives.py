"""The steps of an instruction as forms, each with its verb and the words of its button."""

from typing import Any, ClassVar

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from ecm.domain.verbs import Verb
from ecm.followup.forms.fields import FileForm, StepForm, a_day, words
from ecm.meetings.models import Meeting

WHY = _("Dites pourquoi.")
DONE = _("Écrivez ce qui a été fait.")


class DirectiveForm(StepForm):
    """A step of an instruction; the councils to come are for the one that offers it."""

    verb: ClassVar[Verb]
    label: ClassVar[Any]

    def __init__(self, *args: Any, councils: "QuerySet[Meeting]") -> None:
        super().__init__(*args)
        if "meeting" in self.fields:
            self.fields["meeting"].queryset = councils  # type: ignore[attr-defined]  # a choice field


class ReportForm(FileForm, DirectiveForm):
    slug, verb, label = "rendre-compte", Verb.REPORT_DIRECTIVE, _("Rendre compte")
    percent = forms.IntegerField(label=_("Avancement (%)"), min_value=0, max_value=100)
    text = words(_("Ce qui a été fait"), DONE)


class CompleteForm(FileForm, DirectiveForm):
    slug, verb = "executee", Verb.COMPLETE_DIRECTIVE
    label = _("Dire l'instruction exécutée")
    text = words(_("Ce qui a été fait"), DONE)


class ReturnForm(DirectiveForm):
    slug, verb, label = "renvoyer", Verb.RETURN_DIRECTIVE, _("Renvoyer au ministère")
    reason = words(_("Ce qui manque"), WHY)


class ExtendForm(DirectiveForm):
    slug, verb, label = "reporter", Verb.EXTEND_DIRECTIVE, _("Reporter l'échéance")
    day = a_day(_("Nouvelle échéance"))
    reason = words(_("Pourquoi l'échéance change"), WHY)


class OfferForm(DirectiveForm):
    slug, verb = "proposer", Verb.OFFER_DIRECTIVE
    label = _("Proposer au prochain Conseil")
    meeting = forms.ModelChoiceField(
        label=_("Conseil"), queryset=Meeting.objects.none(), empty_label=None
    )


class CloseForm(DirectiveForm):
    slug, verb, label = "clore", Verb.CLOSE_DIRECTIVE, _("Clore l'instruction")
    reason = words(_("Sur quoi l'exécution est constatée"), WHY)


STEPS: tuple[type[DirectiveForm], ...] = (
    *(ReportForm, CompleteForm, CloseForm, ReturnForm, ExtendForm, OfferForm),
)
