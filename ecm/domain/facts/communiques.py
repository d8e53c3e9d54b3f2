"""What the entries of a communiqué and of its translations carry."""

from dataclasses import dataclass

from ecm.domain.facts.meetings import NoFacts
from ecm.domain.verbs import Verb


@dataclass(frozen=True)
class ForDraft:
    """`meeting` is whose communiqué it is, `digest` seals the generated text."""

    meeting: int
    digest: str


@dataclass(frozen=True)
class ForParagraph:
    """`paragraph` is its row; `digest` is that of its words, empty once it is removed."""

    paragraph: int
    digest: str


@dataclass(frozen=True)
class ForText:
    """`digest` seals the whole text."""

    digest: str


@dataclass(frozen=True)
class ForValidation:
    """`office` is in whose name: « secretary_general » or « head_of_government »."""

    office: str
    digest: str


@dataclass(frozen=True)
class ForSignature:
    """`acting` tells an intérim of the spokesperson."""

    digest: str
    acting: bool


@dataclass(frozen=True)
class ForEmbargo:
    """`until` is an ISO moment with its offset, empty when the embargo is lifted."""

    until: str


@dataclass(frozen=True)
class ForVersion:
    """`version` counts from 1; `digest` seals the edition as it was published."""

    version: int
    language: str
    digest: str


@dataclass(frozen=True)
class ForDelivery:
    version: int
    recipients: int


@dataclass(frozen=True)
class ForReason:
    """`digest` is that of the reason, whose words are in its row."""

    version: int
    digest: str


@dataclass(frozen=True)
class ForLanguage:
    language: str


@dataclass(frozen=True)
class ForTranslated:
    """`paragraph` names the French one by its key."""

    language: str
    paragraph: str
    digest: str


@dataclass(frozen=True)
class ForTranslation:
    language: str
    digest: str


FACTS: dict[Verb, type] = {
    Verb.DRAFT_COMMUNIQUE: ForDraft,
    Verb.REDRAFT_COMMUNIQUE: ForDraft,
    Verb.REWORD_COMMUNIQUE: ForParagraph,
    Verb.ADD_PARAGRAPH: ForParagraph,
    Verb.REMOVE_PARAGRAPH: ForParagraph,
    Verb.SUBMIT_COMMUNIQUE: ForText,
    Verb.VALIDATE_COMMUNIQUE: ForValidation,
    Verb.RETURN_COMMUNIQUE: ForText,
    Verb.SIGN_COMMUNIQUE: ForSignature,
    Verb.SCHEDULE_COMMUNIQUE: ForEmbargo,
    Verb.PUBLISH_COMMUNIQUE: ForVersion,
    Verb.SEND_COMMUNIQUE: ForDelivery,
    Verb.BEGIN_ERRATUM: ForReason,
    Verb.ABANDON_ERRATUM: NoFacts,
    Verb.OPEN_TRANSLATION: ForLanguage,
    Verb.REWORD_TRANSLATION: ForTranslated,
    Verb.VALIDATE_TRANSLATION: ForTranslation,
    Verb.RETURN_TRANSLATION: ForTranslation,
    Verb.PUBLISH_TRANSLATION: ForVersion,
}
