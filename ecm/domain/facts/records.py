"""What the entries of the record of decisions and of the minutes carry."""

from dataclasses import dataclass

from ecm.domain.facts.meetings import NoFacts
from ecm.domain.verbs import Verb


@dataclass(frozen=True)
class ForDrawing:
    """`meeting` is whose paper it is, `digest` seals the lines as they were drawn up."""

    meeting: int
    digest: str


@dataclass(frozen=True)
class ForLine:
    """`line` was worded anew; `digest` is that of its new words."""

    line: int
    digest: str


@dataclass(frozen=True)
class ForApproval:
    """`digest` seals the whole paper that was approved."""

    digest: str


@dataclass(frozen=True)
class ForReturn:
    """`digest` is that of the reason."""

    digest: str


@dataclass(frozen=True)
class ForCorrection:
    """`meeting` is the council to which it is put; the texts are told by their digests."""

    line: int
    meeting: int
    before: str
    after: str


@dataclass(frozen=True)
class ForExtract:
    extract: int
    ministry: int
    digest: str


@dataclass(frozen=True)
class ForPassage:
    line: int


FACTS: dict[Verb, type] = {
    Verb.DRAW_RECORD: ForDrawing,
    Verb.REWORD_RECORD: ForLine,
    Verb.SUBMIT_RECORD: ForApproval,
    Verb.RETURN_RECORD: ForReturn,
    Verb.APPROVE_RECORD: ForApproval,
    Verb.PROPOSE_CORRECTION: ForCorrection,
    Verb.DROP_CORRECTION: ForCorrection,
    Verb.CORRECT_RECORD: ForCorrection,
    Verb.ISSUE_EXTRACT: ForExtract,
    Verb.ACKNOWLEDGE_EXTRACT: ForExtract,
    Verb.DRAW_MINUTES: ForDrawing,
    Verb.REWORD_MINUTES: ForLine,
    Verb.CLOSE_PASSAGE: ForPassage,
    Verb.REOPEN_PASSAGE: ForPassage,
    Verb.REVIEW_MINUTES: ForApproval,
    Verb.RETURN_MINUTES: ForReturn,
    Verb.APPROVE_MINUTES: ForApproval,
    Verb.SEAL_MINUTES: ForApproval,
    Verb.CONSULT_MINUTES: NoFacts,
}
