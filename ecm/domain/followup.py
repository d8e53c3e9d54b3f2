"""What becomes of a decision: the text it adopted, and the instruction it gave."""

from enum import StrEnum

from ecm.domain.errors import gettext_noop
from ecm.domain.procedure import Office, Procedure, Step
from ecm.domain.verbs import Verb


class ActState(StrEnum):
    """A text between its adoption and the Journal officiel, or the Assembly."""

    AWAITED = "awaited"
    DEPOSITED = "deposited"
    CERTIFIED = "certified"
    SIGNED = "signed"
    NUMBERED = "numbered"
    GAZETTED = "gazetted"
    TRANSMITTED = "transmitted"
    CLOSED = "closed"


class DirectiveState(StrEnum):
    """An instruction between the council and the proof that it was carried out."""

    OPEN = "open"
    COMPLETED = "completed"
    CLOSED = "closed"


_A, _D = ActState, DirectiveState
_DESK = frozenset({Office.SECRETARIAT, Office.SECRETARY_GENERAL})
_MINISTRY = frozenset({Office.MINISTER, Office.MINISTRY})
_MACHINE = frozenset({Office.SYSTEM})
_AWAITED = frozenset({_A.AWAITED})
_DEPOSITED = frozenset({_A.DEPOSITED})
_CERTIFIED = frozenset({_A.CERTIFIED})

ACT: Procedure[ActState] = Procedure(
    steps={
        Verb.OPEN_ACT: Step(_DESK | _MACHINE, _AWAITED),
        Verb.DEPOSIT_TEXT: Step(_MINISTRY, _AWAITED | _DEPOSITED, _A.DEPOSITED),
        Verb.RETURN_TEXT: Step(_DESK, _DEPOSITED, _A.AWAITED),
        # « Conforme à la délibération »: the text is the one that was adopted.
        Verb.CERTIFY_TEXT: Step(_DESK, _DEPOSITED, _A.CERTIFIED),
        Verb.CHANGE_CHAIN: Step(_DESK, _AWAITED | _DEPOSITED | _CERTIFIED),
        Verb.COUNTERSIGN_ACT: Step(_DESK, _CERTIFIED),
        Verb.SIGN_ACT: Step(_DESK, _CERTIFIED, _A.SIGNED),
        # A law is numbered by the Assembly that voted it.
        Verb.NUMBER_ACT: Step(
            _DESK, frozenset({_A.SIGNED, _A.TRANSMITTED}), _A.NUMBERED
        ),
        Verb.GAZETTE_ACT: Step(_DESK, frozenset({_A.NUMBERED}), _A.GAZETTED),
        Verb.TRANSMIT_ACT: Step(_DESK, _CERTIFIED, _A.TRANSMITTED),
        Verb.CLOSE_ACT: Step(_DESK, frozenset(_A) - {_A.CLOSED}, _A.CLOSED),
    },
    words={
        _A.AWAITED: gettext_noop("le texte finalisé est attendu du ministère"),
        _A.DEPOSITED: gettext_noop("le texte déposé attend la vérification du SGG"),
        _A.CERTIFIED: gettext_noop("le texte est certifié conforme"),
        _A.SIGNED: gettext_noop("l'acte est signé"),
        _A.NUMBERED: gettext_noop("l'acte est numéroté"),
        _A.GAZETTED: gettext_noop("l'acte est au Journal officiel"),
        _A.TRANSMITTED: gettext_noop("le texte est transmis à l'Assemblée"),
        _A.CLOSED: gettext_noop("le suivi est clos"),
    },
)

_OPEN = frozenset({_D.OPEN})
_COMPLETED = frozenset({_D.COMPLETED})

DIRECTIVE: Procedure[DirectiveState] = Procedure(
    steps={
        Verb.OPEN_DIRECTIVE: Step(_DESK | _MACHINE, _OPEN),
        Verb.REPORT_DIRECTIVE: Step(_MINISTRY, _OPEN),
        Verb.COMPLETE_DIRECTIVE: Step(_MINISTRY, _OPEN, _D.COMPLETED),
        Verb.RETURN_DIRECTIVE: Step(_DESK, _COMPLETED, _D.OPEN),
        Verb.EXTEND_DIRECTIVE: Step(_DESK, _OPEN),
        Verb.CLOSE_DIRECTIVE: Step(_DESK, _OPEN | _COMPLETED, _D.CLOSED),
        Verb.OFFER_DIRECTIVE: Step(_DESK | _MACHINE, _OPEN | _COMPLETED),
    },
    words={
        _D.OPEN: gettext_noop("l'instruction est en cours"),
        _D.COMPLETED: gettext_noop("l'instruction est dite exécutée"),
        _D.CLOSED: gettext_noop("l'instruction est close"),
    },
)
