"""What the entries of a dossier carry."""

from dataclasses import dataclass


@dataclass(frozen=True)
class ForCreation:
    kind: str
    ministry: int


@dataclass(frozen=True)
class ForWords:
    """`digest` is the SHA-256 of the text that was written."""

    digest: str


@dataclass(frozen=True)
class ForLink:
    """`relation` is « revises », « comes_back_from » or « related »."""

    relation: str
    dossier: int | None


@dataclass(frozen=True)
class ForPiece:
    document: int
    piece: str
    version: int
    digest: str


@dataclass(frozen=True)
class ForDocument:
    document: int
    piece: str


@dataclass(frozen=True)
class ForWaiver:
    """`waived` is False when the ministry takes « sans objet » back."""

    piece: str
    waived: bool


@dataclass(frozen=True)
class ForList:
    """`count` rows, `digest` of the confirmed list."""

    count: int
    digest: str


@dataclass(frozen=True)
class ForReview:
    level: int


@dataclass(frozen=True)
class ForSignature:
    """`digest` seals the versions that were signed; `acting` tells an intérim."""

    digest: str
    acting: bool


@dataclass(frozen=True)
class ForLodging:
    digest: str
    late: bool


@dataclass(frozen=True)
class ForCouncilDay:
    """`day` is the ISO date of the council aimed at."""

    day: str


@dataclass(frozen=True)
class ForRegistration:
    """`number` is the number of the entry book: « SGG-2026-00451 »."""

    number: str


@dataclass(frozen=True)
class ForOfficer:
    """`officer` is None when nobody has the file in charge any more."""

    officer: int | None


@dataclass(frozen=True)
class ForReturn:
    """`form` and `substance` count the reasons of each nature."""

    returned: int
    form: int
    substance: int


@dataclass(frozen=True)
class ForOpinion:
    """`asked` names who was asked: « ministry/3 » or « body/2 »."""

    opinion: int
    asked: str


@dataclass(frozen=True)
class ForVerdict:
    opinion: int
    verdict: str
    digest: str


@dataclass(frozen=True)
class ForObservation:
    observation: int
    digest: str


@dataclass(frozen=True)
class ForAgendaPlace:
    meeting: int
    item: int


@dataclass(frozen=True)
class ForOutcome:
    meeting: int
    item: int
    outcome: str


@dataclass(frozen=True)
class ForUndoing:
    """`undone` is the verb whose effect was taken back, `state` the one restored."""

    undone: str
    state: str
