"""What the council may decide of an item, and the sentence that pronounces it."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from ecm.domain.errors import gettext_noop
from ecm.domain.french import (
    agree,
    day_in_text,
    elide,
    of_the,
    of_the_said,
    the,
    this,
    to_the,
    upper_first,
)
from ecm.domain.kinds import BILLS, WORDS, ItemKind, Words, kind_from_text

__all__ = [
    "LABELS",
    "OUTCOME_FROM_TEXT",
    "POSITIVE",
    "ItemKind",
    "Outcome",
    "Particulars",
    "formula",
    "instruction",
    "kind_from_text",
    "outcome_from_text",
    "outcome_without_debate",
    "usual_outcome",
]


class Outcome(StrEnum):
    ADOPTED = "adopted"
    ADOPTED_WITH_AMENDMENTS = "adopted_with_amendments"
    ADOPTED_SUBJECT_TO = "adopted_subject_to"
    AGREED = "agreed"
    TRANSMITTED_TO_PARLIAMENT = "transmitted_to_parliament"
    AUTHORISED = "authorised"
    NOTED = "noted"
    HEARD = "heard"
    APPROVED = "approved"
    SIGNED = "signed"
    EXAMINED = "examined"
    DEFERRED = "deferred"
    REFERRED_BACK = "referred_back"
    REFERRED_TO_COMMITTEE = "referred_to_committee"
    WITHDRAWN = "withdrawn"
    REJECTED = "rejected"
    NOT_REACHED = "not_reached"

    @property
    def is_positive(self) -> bool:
        """Tell whether the communiqué may publish it."""
        return self in POSITIVE


_O = Outcome
_K = ItemKind

POSITIVE = frozenset(
    {
        _O.ADOPTED,
        _O.ADOPTED_WITH_AMENDMENTS,
        _O.ADOPTED_SUBJECT_TO,
        _O.AGREED,
        _O.TRANSMITTED_TO_PARLIAMENT,
        _O.AUTHORISED,
        _O.NOTED,
        _O.HEARD,
        _O.APPROVED,
        _O.SIGNED,
        _O.EXAMINED,
    }
)
ADOPTIONS = frozenset({_O.ADOPTED, _O.ADOPTED_WITH_AMENDMENTS, _O.ADOPTED_SUBJECT_TO})

LABELS: dict[Outcome, str] = {
    _O.ADOPTED: gettext_noop("adopté"),
    _O.ADOPTED_WITH_AMENDMENTS: gettext_noop("adopté après amendements"),
    _O.ADOPTED_SUBJECT_TO: gettext_noop("adopté sous réserve"),
    _O.AGREED: gettext_noop("accord du Conseil"),
    _O.TRANSMITTED_TO_PARLIAMENT: gettext_noop("accord pour la transmission"),
    _O.AUTHORISED: gettext_noop("autorisé"),
    _O.NOTED: gettext_noop("pris acte"),
    _O.HEARD: gettext_noop("entendu"),
    _O.APPROVED: gettext_noop("approuvé"),
    _O.SIGNED: gettext_noop("signé en Conseil"),
    _O.EXAMINED: gettext_noop("examiné"),
    _O.DEFERRED: gettext_noop("ajourné"),
    _O.REFERRED_BACK: gettext_noop("renvoyé au ministère"),
    _O.REFERRED_TO_COMMITTEE: gettext_noop("renvoyé à un comité"),
    _O.WITHDRAWN: gettext_noop("retiré"),
    _O.REJECTED: gettext_noop("rejeté"),
    _O.NOT_REACHED: gettext_noop("non examiné"),
}

OUTCOME_FROM_TEXT: dict[str, Outcome | None] = {
    **{outcome.value: outcome for outcome in Outcome},
    "not_shown": None,
}

# The parliament of the day; a decision may name another one.
ASSEMBLY = "Assemblée législative du peuple"


def outcome_from_text(code: str | None) -> Outcome | None:
    """Return the outcome of an imported code; None for what the source does not show."""
    return OUTCOME_FROM_TEXT.get((code or "").strip().lower())


@dataclass(frozen=True)
class Particulars:
    """What a decision may add to its formula; an empty value leaves the plain sentence."""

    assembly: str = ASSEMBLY
    reserve: str = ""
    until: date | None = None
    ministry: str = ""
    committee: str = ""


_PLAIN = Particulars()

# What the council adopts, agrees to or authorises when it is not the text itself.
_ADOPTIONS: dict[ItemKind, str] = {
    _K.CONTRACT: "adopté le rapport relatif {to}",
    _K.AGREMENT: "adopté le rapport relatif {to}",
    _K.ORAL_COMMUNICATION: "adopté les conclusions {of}",
    _K.APPOINTMENTS: "procédé {to}",
    _K.MISSION: "marqué son accord pour {this}",
    _K.TERMINATION: "mis fin {to_function}",
    _K.DISMISSAL: "procédé {to}",
    _K.SANCTION: "pris {this}",
}
_AGREEMENTS: dict[ItemKind, str] = {
    _K.CONTRACT: "pour l'attribution {of}",
    _K.AGREMENT: "pour la nomination qui fait l'objet {of}",
    _K.ORAL_COMMUNICATION: "sur les conclusions {of}",
    _K.COMMUNICATION: "sur les conclusions {of}",
    _K.APPOINTMENTS: "pour {this}",
    _K.MISSION: "pour {this}",
    _K.MEASURE: "pour {this}",
    _K.TERMINATION: "pour {this}",
    _K.DISMISSAL: "pour {this}",
    _K.SANCTION: "pour {this}",
}
_AUTHORISATIONS: dict[ItemKind, str] = {
    _K.REPORT: "la mise en œuvre des propositions {of}",
    _K.ORAL_COMMUNICATION: "la mise en œuvre des propositions {of}",
    _K.COMMUNICATION: "la mise en œuvre des propositions {of}",
    _K.CONTRACT: "la passation {said}",
    _K.AGREMENT: "l'octroi de l'agrément sollicité",
    _K.ORDINANCE: "la signature {of}",
    _K.DECREE: "la signature {of}",
    _K.APPOINTMENT_DECREE: "la signature {of}",
    _K.OTHER: "l'opération qui fait l'objet {of}",
    **dict.fromkeys(BILLS, "le dépôt {of}"),
}
_TRANSMITTED = BILLS | {_K.REPORT, _K.ORDINANCE, _K.DECREE, _K.APPOINTMENT_DECREE}
_SIGNED = _TRANSMITTED | {_K.CONTRACT}


def _forms(words: Words, count: int) -> dict[str, str]:
    """Return the forms of « ce décret » that the patterns above call for."""
    nature, noun = words.nature(count), words.nouns(count)
    shown = this(noun, nature)
    return {
        "this": shown,
        "of": f"de {shown}",
        "to": f"à {shown}",
        "said": of_the_said(noun, nature),
        "to_function": "à ces fonctions" if nature.plural else "à cette fonction",
    }


def formula(
    outcome: Outcome,
    kind: ItemKind,
    *,
    count: int = 1,
    particulars: Particulars = _PLAIN,
) -> str:
    """Return the sentence that pronounces `outcome` on `count` items of a kind."""
    words = WORDS[kind]
    if outcome in ADOPTIONS:
        return _adoption(outcome, kind, count, particulars.reserve)
    if outcome in POSITIVE:
        return _assent(outcome, kind, _forms(words, count), particulars, count)
    return _refusal(outcome, words, count, particulars)


def _adoption(outcome: Outcome, kind: ItemKind, count: int, reserve: str) -> str:
    pattern = _ADOPTIONS.get(kind, "adopté {this}")
    clause = "Le Conseil a " + pattern.format(**_forms(WORDS[kind], count))
    if outcome is Outcome.ADOPTED_WITH_AMENDMENTS:
        amended = kind in _TRANSMITTED or kind is _K.COMMUNICATION
        return f"{clause}, après {'amendements' if amended else 'modification'}."
    if outcome is Outcome.ADOPTED_SUBJECT_TO:
        return f"{clause}, sous réserve {_reserve(reserve.strip().rstrip('.'))}."
    return f"{clause}."


def _reserve(what: str) -> str:
    if not what:
        return "de la prise en compte de ses observations"
    # « du visa », « de l'avis » after an article; « de régulariser » without one.
    return of_the(what) if re.match(r"l(?:[ae]s?\s|')", what) else elide("de", what)


def _assent(
    outcome: Outcome,
    kind: ItemKind,
    forms: dict[str, str],
    particulars: Particulars,
    count: int,
) -> str:
    match outcome:
        case Outcome.AGREED:
            agreed = _AGREEMENTS.get(kind, "sur {this}").format(**forms)
            return f"Le Conseil a marqué son accord {agreed}."
        case Outcome.TRANSMITTED_TO_PARLIAMENT:
            what = forms["said"] if kind in _TRANSMITTED else "de ce dossier"
            where = to_the(particulars.assembly)
            return (
                f"Le Conseil a marqué son accord pour la transmission {what} {where}."
            )
        case Outcome.AUTHORISED:
            what = _AUTHORISATIONS.get(kind, "{this}").format(**forms)
            return f"Le Conseil a autorisé {what}."
        case Outcome.HEARD:
            return f"Le Conseil a entendu {_heard(kind, forms)}."
        case Outcome.SIGNED:
            return _signature(kind, forms, count)
        case Outcome.NOTED:
            return f"Le Conseil a pris acte {forms['of']}."
    verb = "approuvé" if outcome is Outcome.APPROVED else "examiné"
    return f"Le Conseil a {verb} {forms['this']}."


def _heard(kind: ItemKind, forms: dict[str, str]) -> str:
    spoken = kind in {_K.ORAL_COMMUNICATION, _K.COMMUNICATION}
    return forms["this"] if spoken else f"la présentation {forms['of']}"


def _signature(kind: ItemKind, forms: dict[str, str], count: int) -> str:
    if kind not in _SIGNED:
        return f"L'acte relatif {forms['to']} a été signé en Conseil."
    nature = WORDS[kind].nature(count)
    verb = "ont" if nature.plural else "a"
    signed = agree("signé", nature)
    return f"{upper_first(forms['this'])} {verb} été {signed} en Conseil."


def _refusal(
    outcome: Outcome, words: Words, count: int, particulars: Particulars
) -> str:
    nature = words.draft_nature(count)
    draft = this(words.drafts(count), nature)
    match outcome:
        case Outcome.DEFERRED:
            until = particulars.until
            when = f" à sa séance du {day_in_text(until)}" if until else ""
            return f"Le Conseil a ajourné l'examen de {draft}{when}."
        case Outcome.REFERRED_BACK:
            where = to_the(particulars.ministry or "ministère concerné")
            return f"Le Conseil a renvoyé {draft} {where}, pour complément."
        case Outcome.REFERRED_TO_COMMITTEE:
            body = particulars.committee
            return f"Le Conseil a renvoyé {draft} à l'examen {_committee(body)}."
        case Outcome.WITHDRAWN:
            verb = "ont" if nature.plural else "a"
            withdrawn = agree("retiré", nature)
            return f"{upper_first(draft)} {verb} été {withdrawn} de l'ordre du jour."
        case Outcome.REJECTED:
            return f"Le Conseil a rejeté {draft}."
    return f"Le Conseil n'a pas examiné {draft}."


def _committee(body: str) -> str:
    return of_the(body) if body else "d'un comité"


def instruction(minister: str, task: str) -> str:
    """Return « Le Conseil a instruit le ministre de la Santé d'assurer … . »."""
    return f"Le Conseil a instruit {the(minister)} {elide('de', task.strip().rstrip('.'))}."


_USUAL: dict[ItemKind, Outcome] = {
    **dict.fromkeys(BILLS, _O.TRANSMITTED_TO_PARLIAMENT),
    _K.CONTRACT: _O.AUTHORISED,
    _K.AGREMENT: _O.AGREED,
    _K.ORAL_COMMUNICATION: _O.HEARD,
    _K.MISSION: _O.AUTHORISED,
    _K.COMMUNICATION: _O.APPROVED,
    _K.OTHER: _O.EXAMINED,
}


def usual_outcome(kind: ItemKind) -> Outcome:
    """Return the positive outcome that is proposed first for a kind."""
    return _USUAL.get(kind, Outcome.ADOPTED)


def outcome_without_debate(kind: ItemKind) -> Outcome:
    """Return what the council decides of a kind when nobody asks to discuss it.

    A communication that nobody has made aloud is noted: it was not heard.
    """
    if kind is ItemKind.ORAL_COMMUNICATION:
        return Outcome.NOTED
    return usual_outcome(kind)
