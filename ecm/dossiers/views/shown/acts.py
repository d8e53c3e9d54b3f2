"""What a ministry may do with its dossier now: the one act of the moment, and the others."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ecm.access import File
from ecm.domain.circuit import DossierState
from ecm.domain.verbs import Verb
from ecm.dossiers.actions import lodging, review
from ecm.dossiers.completeness import obstacles
from ecm.dossiers.forms.acts import (
    ActForm,
    ApprovalForm,
    LodgingForm,
    RefusalForm,
    WithdrawalForm,
)
from ecm.dossiers.models import Dossier

Words = str | Promise
_S = DossierState


@dataclass(frozen=True)
class Command:
    """An act of a ministry: its words, its form, what does it and what is said after."""

    verb: Verb
    label: Words
    does: Callable[..., object]
    done: Words
    effect: Words = ""
    form: type[ActForm] = ActForm
    is_over: bool = False


# By the name of its address.
COMMANDS: dict[str, Command] = {
    "send": Command(
        Verb.SEND_FOR_REVIEW,
        _("Envoyer en relecture"),
        review.send_for_review,
        _("Le dossier est envoyé en relecture."),
        _("Le dossier ne se modifie plus tant qu'il est relu."),
    ),
    "approve": Command(
        Verb.APPROVE_REVIEW,
        _("Approuver"),
        review.approve_review,
        _("Votre relecture est approuvée : le dossier passe au niveau suivant."),
        form=ApprovalForm,
        is_over=True,
    ),
    "refuse": Command(
        Verb.REFUSE_REVIEW,
        _("Rendre aux rédacteurs"),
        review.refuse_review,
        _("Le dossier est rendu à ses rédacteurs avec votre commentaire."),
        form=RefusalForm,
        is_over=True,
    ),
    "sign": Command(
        Verb.SIGN_DOSSIER,
        _("Signer le dossier"),
        review.sign,
        _("Le dossier est signé. Il peut être transmis au SGG."),
        _("Votre signature fige les pièces telles qu'elles sont ; elle est datée."),
    ),
    "lodge": Command(
        Verb.LODGE_DOSSIER,
        _("Transmettre au SGG"),
        lodging.lodge,
        _("Le dossier est transmis au SGG."),
        _("La transmission est datée ; son empreinte et son reçu en font foi."),
        LodgingForm,
    ),
    "take-back": Command(
        Verb.TAKE_DOSSIER_BACK,
        _("Reprendre le dossier"),
        review.take_back,
        _("Le dossier est de nouveau en préparation."),
        _("Pour le corriger ; il sera relu et signé de nouveau."),
    ),
    "withdraw": Command(
        Verb.WITHDRAW_DOSSIER,
        _("Retirer le dossier"),
        lodging.withdraw,
        _("Le dossier est retiré."),
        _("Un dossier retiré ne revient pas ; il reste dans les statistiques."),
        WithdrawalForm,
    ),
}
MAIN = ("lodge", "sign", "approve", "send")


@dataclass(frozen=True)
class Act:
    """One act on the page: its form, and what prevents it now.

    What is wanting is counted, for the page names it once; `reasons` are the others.
    """

    code: str
    command: Command
    form: ActForm
    reasons: list[str]
    gaps_count: int = 0

    @property
    def label(self) -> Words:
        return self.command.label

    @property
    def url_name(self) -> str:
        return f"dossiers:{self.code}"

    @property
    def is_possible(self) -> bool:
        return not (self.reasons or self.gaps_count)


@dataclass(frozen=True)
class Acts:
    main: Act | None
    others: list[Act]


def acts_of(
    file: File, known: Dossier, gaps: list[str], bound: dict[str, ActForm]
) -> Acts:
    """Return what the reader may do; `bound` holds the form that was just refused."""
    possible = [code for code in COMMANDS if _may(file, code)]
    chosen = next((code for code in MAIN if code in possible), None)
    acts = {code: _act(code, known, gaps, bound) for code in possible}
    main = acts.pop(chosen) if chosen else None
    return Acts(main, list(acts.values()))


def _may(file: File, code: str) -> bool:
    if not file.can(COMMANDS[code].verb):
        return False
    dossier = file.dossier
    if code == "sign" and dossier.state != _S.IN_REVIEW:
        # Where levels read first, the minister too sends the draft to them.
        return review.level_of(dossier) is None
    # What is on an agenda is withdrawn by the meeting.
    return code != "withdraw" or dossier.state != _S.ON_AGENDA


def _act(code: str, known: Dossier, gaps: list[str], bound: dict[str, ActForm]) -> Act:
    command = COMMANDS[code]
    found = obstacles(known, command.verb)
    reasons = [words for words in found if words not in gaps]
    form = bound.get(code) or command.form(dossier=known)
    return Act(code, command, form, reasons, len(found) - len(reasons))
