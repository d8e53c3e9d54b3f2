"""The steps of an act as forms, each with the verb it does and the words of its button."""

from typing import Any, ClassVar

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from ecm.domain.act_numbers import is_sigle
from ecm.domain.verbs import Verb
from ecm.followup.forms.fields import FileForm, StepForm, a_day, words
from ecm.followup.models import Act
from ecm.people.models import Ministry, Post

MOST_PLACES = 12
MORE_PLACES = 2  # empty ones, to add somebody
WHY = _("Dites pourquoi.")


class ActForm(StepForm):
    """A step of an act; `fits` says whether this act may come to it."""

    verb: ClassVar[Verb]
    label: ClassVar[Any]

    def __init__(self, *args: Any, act: Act) -> None:
        super().__init__(*args)
        self.act = act

    @classmethod
    def fits(cls, act: Act) -> bool:
        return True


class DepositForm(FileForm, ActForm):
    slug, verb, label = "deposer", Verb.DEPOSIT_TEXT, _("Déposer le texte finalisé")


class ReturnForm(ActForm):
    slug, verb, label = "retourner", Verb.RETURN_TEXT, _("Retourner au ministère")
    reason = words(_("Ce qui n'est pas conforme"), WHY)


class CertifyForm(ActForm):
    slug, verb = "certifier", Verb.CERTIFY_TEXT
    label = _("Certifier conforme à la délibération")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, act: Act) -> None:
        super().__init__(*args, act=act)
        last = act.texts.last()
        self.fields["version"].initial = last.pk if last else None


class CountersignForm(ActForm):
    slug, verb, label = "contresigner", Verb.COUNTERSIGN_ACT, _("Noter le contreseing")
    rank = forms.IntegerField(widget=forms.HiddenInput)
    day = a_day(_("Contresigné le"))

    def __init__(self, *args: Any, act: Act) -> None:
        super().__init__(*args, act=act)
        following = act.signatories.filter(signed_on=None).first()
        self.fields["rank"].initial = following.rank if following else None

    @classmethod
    def fits(cls, act: Act) -> bool:
        following = act.signatories.filter(signed_on=None).first()
        return following is not None and not following.signs_the_act


class SignForm(ActForm):
    slug, verb, label = "signer", Verb.SIGN_ACT, _("Noter la signature et numéroter")
    day = a_day(_("Signé le"))

    @classmethod
    def fits(cls, act: Act) -> bool:
        return not act.is_law and not CountersignForm.fits(act)


class TransmitForm(ActForm):
    slug, verb, label = "transmettre", Verb.TRANSMIT_ACT, _("Noter la transmission")
    day = a_day(_("Transmis à l'Assemblée le"))

    @classmethod
    def fits(cls, act: Act) -> bool:
        return act.is_law


class LawForm(ActForm):
    slug, verb, label = "numeroter", Verb.NUMBER_ACT, _("Noter le numéro de la loi")
    serial = forms.IntegerField(
        label=_("Rang dans l'année"), min_value=1, max_value=999
    )
    year = forms.IntegerField(label=_("Année"), min_value=1960, max_value=2999)
    assembly = forms.CharField(label=_("Sigle de l'Assemblée"), max_length=20)

    def __init__(self, *args: Any, act: Act) -> None:
        super().__init__(*args, act=act)
        self.fields["assembly"].initial = settings.ASSEMBLY_SIGLE

    @classmethod
    def fits(cls, act: Act) -> bool:
        return act.is_law

    def clean_assembly(self) -> str:
        return _sigle(self.cleaned_data["assembly"])


class GazetteForm(ActForm):
    slug, verb, label = "journal-officiel", Verb.GAZETTE_ACT, _("Noter la parution")
    issue = forms.CharField(label=_("Journal officiel n°"), max_length=30)
    page = forms.IntegerField(label=_("Page"), min_value=1)
    day = a_day(_("Paru le"))


class CloseForm(ActForm):
    slug, verb, label = "clore", Verb.CLOSE_ACT, _("Clore le suivi")
    reason = words(_("Pourquoi le suivi est clos"), WHY)


class ChainForm(ActForm):
    """The chain of signatories, in the order of signing; an empty place is left out."""

    slug, verb, label = "chaine", Verb.CHANGE_CHAIN, _("Enregistrer la chaîne")

    def __init__(self, *args: Any, act: Act) -> None:
        super().__init__(*args, act=act)
        ministries = Ministry.objects.prefetch_related("names")
        named = [(str(m.pk), _name(m, act)) for m in ministries]
        heads = [(p.value, p.label) for p in (Post.PRIME_MINISTER, Post.PRESIDENT)]
        chain = list(act.signatories.all())
        self.places = min(len(chain) + MORE_PLACES, MOST_PLACES)
        for rank in range(1, self.places + 1):
            here = chain[rank - 1] if rank <= len(chain) else None
            self.fields[f"place_{rank}"] = forms.ChoiceField(
                label=_("Signataire %(rank)s") % {"rank": rank},
                required=False,
                choices=[("", "—"), *heads, *sorted(named, key=lambda n: n[1])],
                initial=(str(here.ministry_id or here.post) if here else ""),
            )
            self.fields[f"sigle_{rank}"] = forms.CharField(
                label=_("Sigle %(rank)s") % {"rank": rank},
                required=False,
                max_length=30,
                initial=here.sigle if here else "",
                help_text=_("Vide : celui du jour de la signature."),
            )

    @classmethod
    def fits(cls, act: Act) -> bool:
        return not act.is_law and not act.signatories.exclude(signed_on=None).exists()

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or {}
        ranks = range(1, self.places + 1)
        chosen = [(typed.get(f"place_{r}"), typed.get(f"sigle_{r}", "")) for r in ranks]
        given = [(place, _sigle(sigle)) for place, sigle in chosen if place]
        names = [place for place, _s in given]
        if not names or names[-1] != Post.PRESIDENT or len(names) != len(set(names)):
            raise forms.ValidationError(
                _("Chacun signe une fois, et le Président du Faso le dernier.")
            )
        known = Ministry.objects.in_bulk([int(n) for n in names if n.isdecimal()])
        return {
            "places": [
                (Post.MINISTER.value, known[int(name)], sigle)
                if name.isdecimal()
                else (name, None, sigle)
                for name, sigle in given
            ]
        }


def _name(ministry: Ministry, act: Act) -> str:
    days = sorted(ministry.names.all(), key=lambda n: n.valid_from, reverse=True)
    begun = (n.short_name for n in days if n.valid_from <= act.decided_on)
    return next(begun, ministry.code)


def _sigle(typed: str) -> str:
    sigle = typed.strip().upper()
    if sigle and not is_sigle(sigle):
        raise forms.ValidationError(
            _("Un sigle s'écrit en capitales : « MEF », « SGG-CM ».")
        )
    return sigle


STEPS: tuple[type[ActForm], ...] = (
    *(DepositForm, CertifyForm, ReturnForm, CountersignForm, SignForm, TransmitForm),
    *(LawForm, GazetteForm, ChainForm, CloseForm),
)
