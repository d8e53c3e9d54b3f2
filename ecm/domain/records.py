"""What a council leaves in writing: the record of decisions, and the minutes."""

from enum import StrEnum

from ecm.domain.errors import gettext_noop
from ecm.domain.procedure import Office, Procedure, Step
from ecm.domain.verbs import Verb


class RecordState(StrEnum):
    """The relevé de décisions: drawn up, then approved by the SGG and by the chair."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"


class MinutesState(StrEnum):
    """The procès-verbal: drawn up, reviewed by the SGG, approved by the chair, sealed."""

    DRAFT = "draft"
    REVIEWED = "reviewed"
    APPROVED = "approved"
    SEALED = "sealed"


_R, _M = RecordState, MinutesState
_DESK = frozenset({Office.SECRETARIAT, Office.SECRETARY_GENERAL})
_SGG = frozenset({Office.SECRETARY_GENERAL})
_CHAIR = frozenset({Office.CHAIR, Office.HEAD_OF_STATE})
_MINISTRY = frozenset({Office.MINISTER, Office.MINISTRY})
_MACHINE = frozenset({Office.SYSTEM})
_APPROVED = frozenset({_R.APPROVED})
_DRAFT = frozenset({_R.DRAFT})

RECORD: Procedure[RecordState] = Procedure(
    steps={
        Verb.DRAW_RECORD: Step(_DESK | _MACHINE, _DRAFT),
        Verb.REWORD_RECORD: Step(_DESK, _DRAFT),
        Verb.SUBMIT_RECORD: Step(_SGG, _DRAFT, _R.SUBMITTED),
        Verb.RETURN_RECORD: Step(_CHAIR | _SGG, frozenset({_R.SUBMITTED}), _R.DRAFT),
        Verb.APPROVE_RECORD: Step(_CHAIR, frozenset({_R.SUBMITTED}), _R.APPROVED),
        # Rwanda opens by it: the record of meeting n is corrected at meeting n + 1.
        Verb.PROPOSE_CORRECTION: Step(_DESK, _APPROVED),
        Verb.DROP_CORRECTION: Step(_DESK, _APPROVED),
        Verb.CORRECT_RECORD: Step(_DESK, _APPROVED),
        Verb.ISSUE_EXTRACT: Step(_DESK | _MACHINE, _APPROVED),
        Verb.ACKNOWLEDGE_EXTRACT: Step(_MINISTRY, _APPROVED),
    },
    words={
        _R.DRAFT: gettext_noop("le relevé est en préparation"),
        _R.SUBMITTED: gettext_noop("le relevé attend l'approbation du président"),
        _R.APPROVED: gettext_noop("le relevé est approuvé"),
    },
)

_WRITABLE = frozenset({_M.DRAFT})
_READABLE = frozenset(_M)

MINUTES: Procedure[MinutesState] = Procedure(
    steps={
        Verb.DRAW_MINUTES: Step(_DESK | _MACHINE, _WRITABLE),
        Verb.REWORD_MINUTES: Step(_DESK, _WRITABLE),
        Verb.CLOSE_PASSAGE: Step(_DESK, _WRITABLE),
        Verb.REOPEN_PASSAGE: Step(_DESK, _WRITABLE),
        Verb.REVIEW_MINUTES: Step(_SGG, _WRITABLE, _M.REVIEWED),
        Verb.RETURN_MINUTES: Step(_CHAIR | _SGG, frozenset({_M.REVIEWED}), _M.DRAFT),
        Verb.APPROVE_MINUTES: Step(_CHAIR, frozenset({_M.REVIEWED}), _M.APPROVED),
        Verb.SEAL_MINUTES: Step(_SGG, frozenset({_M.APPROVED}), _M.SEALED),
        Verb.CONSULT_MINUTES: Step(
            _DESK | _CHAIR | {Office.HEAD_OF_GOVERNMENT}, _READABLE
        ),
    },
    words={
        _M.DRAFT: gettext_noop("le procès-verbal est en rédaction"),
        _M.REVIEWED: gettext_noop("le procès-verbal attend l'approbation du président"),
        _M.APPROVED: gettext_noop("le procès-verbal est approuvé"),
        _M.SEALED: gettext_noop("le procès-verbal est scellé"),
    },
)
