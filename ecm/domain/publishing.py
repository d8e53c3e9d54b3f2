"""How a communiqué goes from the decisions to the country, and into other languages."""

from enum import StrEnum

from ecm.domain.errors import gettext_noop
from ecm.domain.procedure import Office, Procedure, Step
from ecm.domain.verbs import Verb


class CommuniqueState(StrEnum):
    """Where the text in hand stands; after publication it is that of the next erratum."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    VALIDATED = "validated"
    SIGNED = "signed"
    PUBLISHED = "published"


class TranslationState(StrEnum):
    """Where a language stands; that a paragraph is out of date is seen by its digest."""

    DRAFT = "draft"
    VALIDATED = "validated"
    PUBLISHED = "published"


_C, _T = CommuniqueState, TranslationState
_DESK = frozenset({Office.SECRETARIAT, Office.SECRETARY_GENERAL})
_VALIDATORS = frozenset({Office.SECRETARY_GENERAL, Office.HEAD_OF_GOVERNMENT})
_SPOKESPERSON = frozenset({Office.SPOKESPERSON})
_MACHINE = frozenset({Office.SYSTEM})
_DRAFT = frozenset({_C.DRAFT})
_PUBLISHED = frozenset({_C.PUBLISHED})
_UNDER_WAY = frozenset({_C.SUBMITTED, _C.VALIDATED, _C.SIGNED})

COMMUNIQUE: Procedure[CommuniqueState] = Procedure(
    steps={
        Verb.DRAFT_COMMUNIQUE: Step(_DESK | _MACHINE, _DRAFT),
        Verb.REDRAFT_COMMUNIQUE: Step(_DESK, _DRAFT),
        Verb.REWORD_COMMUNIQUE: Step(_DESK, _DRAFT),
        Verb.ADD_PARAGRAPH: Step(_DESK, _DRAFT),
        Verb.REMOVE_PARAGRAPH: Step(_DESK, _DRAFT),
        Verb.SUBMIT_COMMUNIQUE: Step(_DESK, _DRAFT, _C.SUBMITTED),
        # The second of two distinct approvals makes it VALIDATED: its action says so.
        Verb.VALIDATE_COMMUNIQUE: Step(_VALIDATORS, frozenset({_C.SUBMITTED})),
        Verb.RETURN_COMMUNIQUE: Step(
            _DESK | _VALIDATORS | _SPOKESPERSON, _UNDER_WAY, _C.DRAFT
        ),
        Verb.SIGN_COMMUNIQUE: Step(_SPOKESPERSON, frozenset({_C.VALIDATED}), _C.SIGNED),
        Verb.SCHEDULE_COMMUNIQUE: Step(_DESK | _SPOKESPERSON, _DRAFT | _UNDER_WAY),
        # The worker publishes at the minute that the embargo ends.
        Verb.PUBLISH_COMMUNIQUE: Step(
            _DESK | _SPOKESPERSON | _MACHINE, frozenset({_C.SIGNED}), _C.PUBLISHED
        ),
        Verb.SEND_COMMUNIQUE: Step(_DESK | _MACHINE, _PUBLISHED),
        Verb.BEGIN_ERRATUM: Step(_DESK, _PUBLISHED, _C.DRAFT),
        Verb.ABANDON_ERRATUM: Step(_DESK, _DRAFT | _UNDER_WAY, _C.PUBLISHED),
    },
    words={
        _C.DRAFT: gettext_noop("le compte rendu est en rédaction"),
        _C.SUBMITTED: gettext_noop("le compte rendu attend ses deux validations"),
        _C.VALIDATED: gettext_noop("le compte rendu attend la signature"),
        _C.SIGNED: gettext_noop("le compte rendu est signé"),
        _C.PUBLISHED: gettext_noop("le compte rendu est publié"),
    },
)

_TRANSLATORS = _DESK | {Office.TRANSLATOR}

TRANSLATION: Procedure[TranslationState] = Procedure(
    steps={
        Verb.OPEN_TRANSLATION: Step(_TRANSLATORS, frozenset({_T.DRAFT})),
        # A published language is taken up again when the French changes.
        Verb.REWORD_TRANSLATION: Step(_TRANSLATORS, frozenset(_T), _T.DRAFT),
        Verb.VALIDATE_TRANSLATION: Step(_DESK, frozenset({_T.DRAFT}), _T.VALIDATED),
        Verb.RETURN_TRANSLATION: Step(_DESK, frozenset({_T.VALIDATED}), _T.DRAFT),
        Verb.PUBLISH_TRANSLATION: Step(
            _DESK | _MACHINE, frozenset({_T.VALIDATED}), _T.PUBLISHED
        ),
    },
    words={
        _T.DRAFT: gettext_noop("la traduction est en cours"),
        _T.VALIDATED: gettext_noop("la traduction est validée"),
        _T.PUBLISHED: gettext_noop("la traduction est publiée"),
    },
)
