"""What the entries of an act being finalised and of an instruction carry."""

from dataclasses import dataclass

from ecm.domain.verbs import Verb


@dataclass(frozen=True)
class ForOpening:
    """`meeting` and `item` are where it was decided."""

    meeting: int
    item: int


@dataclass(frozen=True)
class ForText:
    """`version` is the stored file, `digest` its SHA-256."""

    version: int
    digest: str


@dataclass(frozen=True)
class ForReason:
    """`digest` is that of the reason, whose words are in its row."""

    digest: str


@dataclass(frozen=True)
class ForChain:
    """`places` in the order of signing: a ministry's id, or the post of a head."""

    places: str


@dataclass(frozen=True)
class ForSignatory:
    """`mandate` signed on `day` (ISO); `rank` is its place in the chain, from 1."""

    mandate: int
    rank: int
    day: str


@dataclass(frozen=True)
class ForSignature:
    day: str


@dataclass(frozen=True)
class ForNumber:
    """`number` as printed: « n°2026-0123/PF/PRIM/MEF »."""

    number: str


@dataclass(frozen=True)
class ForGazette:
    """The Journal officiel: its issue (« 12 », « 5 spécial »), page and ISO day."""

    issue: str
    page: int
    day: str


@dataclass(frozen=True)
class ForTransmission:
    day: str


@dataclass(frozen=True)
class ForProgress:
    """`percent` from 0 to 100, `digest` of what was reported."""

    percent: int
    digest: str


@dataclass(frozen=True)
class ForTerm:
    """`due` is the ISO day, empty without a term."""

    due: str


@dataclass(frozen=True)
class ForCouncil:
    """`meeting` is the council to which a late instruction is shown."""

    meeting: int


FACTS: dict[Verb, type] = {
    Verb.OPEN_ACT: ForOpening,
    Verb.DEPOSIT_TEXT: ForText,
    Verb.RETURN_TEXT: ForReason,
    Verb.CERTIFY_TEXT: ForText,
    Verb.CHANGE_CHAIN: ForChain,
    Verb.COUNTERSIGN_ACT: ForSignatory,
    Verb.SIGN_ACT: ForSignature,
    Verb.NUMBER_ACT: ForNumber,
    Verb.GAZETTE_ACT: ForGazette,
    Verb.TRANSMIT_ACT: ForTransmission,
    Verb.CLOSE_ACT: ForReason,
    Verb.OPEN_DIRECTIVE: ForOpening,
    Verb.REPORT_DIRECTIVE: ForProgress,
    Verb.COMPLETE_DIRECTIVE: ForProgress,
    Verb.RETURN_DIRECTIVE: ForReason,
    Verb.EXTEND_DIRECTIVE: ForTerm,
    Verb.CLOSE_DIRECTIVE: ForReason,
    Verb.OFFER_DIRECTIVE: ForCouncil,
}
