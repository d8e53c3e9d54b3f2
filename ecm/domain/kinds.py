"""What comes before the council: the kinds of items, and the French words for each."""

import re
from dataclasses import dataclass
from enum import StrEnum

from ecm.domain.errors import gettext_noop
from ecm.domain.french import Gender, Nature, plural, without_accents


class ItemKind(StrEnum):
    REPORT = "report"
    BILL = "bill"
    PRELIMINARY_BILL = "preliminary_bill"
    ORGANIC_BILL = "organic_bill"
    CONSTITUTIONAL_BILL = "constitutional_bill"
    ORDINANCE = "ordinance"
    DECREE = "decree"
    APPOINTMENT_DECREE = "appointment_decree"
    CONTRACT = "contract"
    AGREMENT = "agrement"
    ORAL_COMMUNICATION = "oral_communication"
    APPOINTMENTS = "appointments"
    MISSION = "mission"
    COMMUNICATION = "communication"
    MEASURE = "measure"
    TERMINATION = "termination"
    DISMISSAL = "dismissal"
    SANCTION = "sanction"
    OTHER = "other"


@dataclass(frozen=True)
class Words:
    """The French of a kind.

    `label` names it on a screen; `noun` is the text once adopted (« décret »); `draft` is
    what lies before the council until then (« projet de décret »).
    """

    label: str
    noun: str
    draft: str
    gender: Gender = Gender.MASCULINE
    draft_gender: Gender = Gender.MASCULINE
    always_plural: bool = False

    def nature(self, count: int = 1) -> Nature:
        return Nature(self.gender, self.always_plural or count > 1)

    def draft_nature(self, count: int = 1) -> Nature:
        return Nature(self.draft_gender, self.always_plural or count > 1)

    def nouns(self, count: int = 1) -> str:
        return _inflected(self.noun, self.nature(count))

    def drafts(self, count: int = 1) -> str:
        return _inflected(self.draft, self.draft_nature(count))


def _inflected(noun: str, nature: Nature) -> str:
    return plural(noun) if nature.plural else noun


_F = Gender.FEMININE
_K = ItemKind


def _text(label: str, noun: str = "", draft: str = "") -> Words:
    return Words(label, noun or label, draft or noun or label)


def _file(label: str, draft: str, *, noun: str = "", plural: bool = False) -> Words:
    """Return the words of a feminine kind whose draft is a « proposition » or alike."""
    return Words(label, noun or label, draft, _F, _F, plural)


WORDS: dict[ItemKind, Words] = {
    _K.REPORT: _text(gettext_noop("rapport")),
    _K.BILL: _text(gettext_noop("projet de loi")),
    _K.PRELIMINARY_BILL: _text(gettext_noop("avant-projet de loi")),
    _K.ORGANIC_BILL: _text(gettext_noop("projet de loi organique")),
    _K.CONSTITUTIONAL_BILL: _text(gettext_noop("projet de loi constitutionnelle")),
    _K.ORDINANCE: Words(
        gettext_noop("ordonnance"), "ordonnance", "projet d'ordonnance", _F
    ),
    _K.DECREE: _text(gettext_noop("décret"), draft="projet de décret"),
    _K.APPOINTMENT_DECREE: _text(
        gettext_noop("décret de nomination"), "décret", "projet de décret"
    ),
    _K.CONTRACT: _text(gettext_noop("marché"), draft="projet de marché"),
    _K.AGREMENT: _file(gettext_noop("demande d'agrément"), "demande d'agrément"),
    _K.ORAL_COMMUNICATION: _file(
        gettext_noop("communication orale"), "communication orale"
    ),
    _K.APPOINTMENTS: _file(
        gettext_noop("nominations"),
        "proposition de nomination",
        noun="nomination",
        plural=True,
    ),
    _K.MISSION: _file(
        gettext_noop("mission à l'étranger"), "demande de mission à l'étranger"
    ),
    _K.COMMUNICATION: _file(gettext_noop("communication"), "communication"),
    _K.MEASURE: _file(gettext_noop("mesure"), "proposition de mesure"),
    _K.TERMINATION: _file(
        gettext_noop("fin de fonction"), "proposition de fin de fonction"
    ),
    _K.DISMISSAL: _file(gettext_noop("révocation"), "proposition de révocation"),
    _K.SANCTION: _file(gettext_noop("sanction"), "proposition de sanction"),
    _K.OTHER: _text(gettext_noop("dossier")),
}

BILLS = frozenset(
    {_K.BILL, _K.PRELIMINARY_BILL, _K.ORGANIC_BILL, _K.CONSTITUTIONAL_BILL}
)
# What is announced as « portant … » where the others are « relatif à … ».
ENACTED = BILLS | {_K.ORDINANCE, _K.DECREE, _K.APPOINTMENT_DECREE}

# Read in this order: the more precise words first.
_READ: tuple[tuple[str, ItemKind], ...] = (
    (r"constitutionnel", _K.CONSTITUTIONAL_BILL),
    (r"loi.* organique", _K.ORGANIC_BILL),
    (r"avant[- ]projets? de loi", _K.PRELIMINARY_BILL),
    (r"\blois?\b", _K.BILL),
    (r"ordonnance", _K.ORDINANCE),
    (r"decrets?\b.*nomination", _K.APPOINTMENT_DECREE),
    (r"decrets?\b", _K.DECREE),
    (r"revocation", _K.DISMISSAL),
    (r"sanction", _K.SANCTION),
    (r"fins? de fonctions?|fins? aux? fonctions?", _K.TERMINATION),
    (r"agrement", _K.AGREMENT),
    (r"marche|entente directe|gre a gre", _K.CONTRACT),
    (r"communications? orales?", _K.ORAL_COMMUNICATION),
    (r"communication", _K.COMMUNICATION),
    (r"rapport", _K.REPORT),
    (r"mission", _K.MISSION),
    (r"nomination|mesures? individuelle", _K.APPOINTMENTS),
    (r"mesure", _K.MEASURE),
)


def kind_from_text(text: str | None) -> ItemKind:
    """Return the kind named by free words or by its own code; OTHER when unknown."""
    words = without_accents((text or "").strip().lower())
    if words in set(ItemKind):
        return ItemKind(words)
    found = (kind for pattern, kind in _READ if re.search(pattern, words))
    return next(found, ItemKind.OTHER)


def drafts_in(text: str | None, count: int | None) -> int:
    """Return how many drafts one file carries, from free words and a count beside them.

    « projets de décret » counts drafts; beside « décret (nomination) » the same figure
    counts the persons appointed.
    """
    first = (text or "").strip().split(" ")[0].lower()
    return max(count or 1, 1) if first.endswith("s") else 1
