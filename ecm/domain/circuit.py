"""The circuit of a dossier: its states, who may do what in each, and what each act makes."""

from dataclasses import dataclass
from enum import StrEnum

from ecm.domain.errors import NotAllowed, NotPossible, gettext_noop
from ecm.domain.verbs import Verb


class DossierState(StrEnum):
    """Where a dossier stands between a ministry's draft and the council's decision."""

    DRAFT = "draft"
    IN_REVIEW = "in_review"
    SIGNED = "signed"
    LODGED = "lodged"
    REGISTERED = "registered"
    RETURNED = "returned"
    ADMISSIBLE = "admissible"
    UNDER_STUDY = "under_study"
    READY = "ready"
    PROPOSED = "proposed"
    ON_AGENDA = "on_agenda"
    SETTLED = "settled"
    WITHDRAWN = "withdrawn"


class DossierRole(StrEnum):
    """The capacity in which somebody stands before one dossier.

    AUTHOR is the staff of the lead ministry, MINISTER its minister or who acts for him,
    REVIEWER holds the level of internal review at which the dossier is, ASSOCIATED is of
    an associated ministry, CONSULTED was asked for an opinion, HEAD is the Prime Minister
    or the President, SYSTEM is an import, a deadline or the council's own decision.
    """

    AUTHOR = "author"
    REVIEWER = "reviewer"
    MINISTER = "minister"
    SECRETARIAT = "secretariat"
    HEAD = "head"
    ASSOCIATED = "associated"
    CONSULTED = "consulted"
    SYSTEM = "system"


@dataclass(frozen=True)
class Step:
    """Who may do a verb, in which states, and what the dossier becomes (None: the same)."""

    roles: frozenset[DossierRole]
    states: frozenset[DossierState]
    to: DossierState | None = None


_S, _R = DossierState, DossierRole
_ALL = frozenset(_S)
_OVER = frozenset({_S.SETTLED, _S.WITHDRAWN})
_LIVING = _ALL - _OVER
# The ministry holds the pen.
_DRAFTING = frozenset({_S.DRAFT, _S.RETURNED})
_AT_MINISTRY = _DRAFTING | {_S.IN_REVIEW, _S.SIGNED}
_AT_SECRETARIAT = frozenset(
    {_S.LODGED, _S.REGISTERED, _S.ADMISSIBLE, _S.UNDER_STUDY, _S.READY}
)
_STUDIED = frozenset({_S.ADMISSIBLE, _S.UNDER_STUDY})
_LODGED = _LIVING - _AT_MINISTRY

_OURS = frozenset({_R.AUTHOR, _R.MINISTER})
_DESK = frozenset({_R.SECRETARIAT})
_MACHINE = frozenset({_R.SYSTEM})
_ASKERS = _OURS | _DESK
_READERS = frozenset(_R) - _MACHINE


def _at(
    roles: frozenset[DossierRole],
    states: frozenset[DossierState],
    to: DossierState | None = None,
) -> Step:
    return Step(roles, states, to)


def _one(*states: DossierState) -> frozenset[DossierState]:
    return frozenset(states)


# Who was asked before the signature may still answer on the way to the secretariat.
_OPINIONS = _AT_MINISTRY | _STUDIED | {_S.LODGED, _S.REGISTERED}

CIRCUIT: dict[Verb, Step] = {
    # The ministry holds the pen: the secretariat could not even see what it had opened.
    Verb.CREATE_DOSSIER: _at(_OURS | _MACHINE, _one(_S.DRAFT)),
    Verb.EDIT_DOSSIER: _at(_OURS, _DRAFTING),
    Verb.LINK_DOSSIER: _at(_ASKERS, _LIVING),
    # A text is replaced after an observation too; what was said of the old one lapses.
    Verb.STORE_PIECE: _at(_ASKERS | _MACHINE, _DRAFTING | _STUDIED | {_S.REGISTERED}),
    Verb.REMOVE_PIECE: _at(_OURS, _DRAFTING),
    Verb.WAIVE_PIECE: _at(_OURS, _DRAFTING),
    Verb.READ_PIECE: _at(_READERS, _ALL),
    Verb.LIST_APPOINTMENTS: _at(_OURS, _DRAFTING),
    Verb.SEND_FOR_REVIEW: _at(_OURS, _DRAFTING, _S.IN_REVIEW),
    Verb.APPROVE_REVIEW: _at(frozenset({_R.REVIEWER}), _one(_S.IN_REVIEW)),
    Verb.REFUSE_REVIEW: _at(
        frozenset({_R.REVIEWER, _R.MINISTER}), _one(_S.IN_REVIEW), _S.DRAFT
    ),
    Verb.SIGN_DOSSIER: _at(
        frozenset({_R.MINISTER}), _DRAFTING | {_S.IN_REVIEW}, _S.SIGNED
    ),
    Verb.TAKE_DOSSIER_BACK: _at(_OURS, _one(_S.IN_REVIEW, _S.SIGNED), _S.DRAFT),
    Verb.LODGE_DOSSIER: _at(_OURS, _one(_S.SIGNED), _S.LODGED),
    Verb.REQUEST_LATE_LODGING: _at(_OURS, _LODGED | {_S.SIGNED}),
    Verb.GRANT_LATE_LODGING: _at(_DESK, _LODGED),
    Verb.REFUSE_LATE_LODGING: _at(_DESK, _LODGED),
    Verb.REGISTER_DOSSIER: _at(_DESK, _one(_S.LODGED), _S.REGISTERED),
    Verb.TAKE_CHARGE: _at(_DESK, _LODGED),
    Verb.RETURN_DOSSIER: _at(_DESK, _AT_SECRETARIAT - {_S.LODGED}, _S.RETURNED),
    Verb.ADMIT_DOSSIER: _at(_DESK, _one(_S.REGISTERED), _S.ADMISSIBLE),
    # The council itself may send a dossier to a committee.
    Verb.STUDY_DOSSIER: _at(
        _DESK | _MACHINE, _one(_S.ADMISSIBLE, _S.READY), _S.UNDER_STUDY
    ),
    Verb.OPEN_CONSULTATION: _at(_OURS, _DRAFTING | _STUDIED),
    Verb.REQUEST_OPINION: _at(_DESK, _STUDIED, _S.UNDER_STUDY),
    Verb.GIVE_OPINION: _at(frozenset({_R.CONSULTED}), _OPINIONS),
    Verb.LAPSE_OPINION: _at(_MACHINE, _LIVING),
    Verb.INVALIDATE_OPINION: _at(_ASKERS | _MACHINE, _LIVING),
    Verb.RENEW_OPINION: _at(_ASKERS, _OPINIONS),
    Verb.CANCEL_OPINION: _at(_ASKERS, _OPINIONS),
    Verb.MAKE_OBSERVATION: _at(
        _ASKERS | {_R.CONSULTED, _R.ASSOCIATED}, _OPINIONS | {_S.READY, _S.PROPOSED}
    ),
    Verb.WRITE_NOTE: _at(_DESK, _LODGED - {_S.LODGED}),
    Verb.READY_DOSSIER: _at(_DESK, _STUDIED, _S.READY),
    Verb.PROPOSE_DOSSIER: _at(_DESK, _one(_S.READY), _S.PROPOSED),
    Verb.HOLD_DOSSIER: _at(_DESK, _one(_S.PROPOSED), _S.READY),
    Verb.PLACE_DOSSIER: _at(
        _DESK | _MACHINE, _one(_S.READY, _S.PROPOSED), _S.ON_AGENDA
    ),
    # Story 11: the Prime Minister amends the agenda, and may take an item off it.
    Verb.DISPLACE_DOSSIER: _at(
        _DESK | _MACHINE | {_R.HEAD}, _one(_S.ON_AGENDA), _S.READY
    ),
    # Story 15: its ministry may withdraw a file until it is called; after that the
    # council notes it.
    Verb.WITHDRAW_DOSSIER: _at(_OURS | _MACHINE, _LIVING, _S.WITHDRAWN),
    Verb.SETTLE_DOSSIER: _at(_MACHINE, _one(_S.ON_AGENDA), _S.SETTLED),
    Verb.BRING_DOSSIER_BACK: _at(_MACHINE, _one(_S.ON_AGENDA), _S.READY),
    Verb.REFER_DOSSIER_BACK: _at(_MACHINE, _one(_S.ON_AGENDA), _S.RETURNED),
    # The council takes its decision back at once: the file is before it again.
    Verb.REINSTATE_DOSSIER: _at(
        _MACHINE, _OVER | {_S.RETURNED, _S.UNDER_STUDY, _S.READY}, _S.ON_AGENDA
    ),
    Verb.UNDO_BULK: _at(_DESK, _LIVING),
}


def may(roles: frozenset[DossierRole], verb: Verb) -> bool:
    """Tell whether one of `roles` gives the right to `verb`, whatever the state."""
    return not roles.isdisjoint(CIRCUIT[verb].roles)


def can(roles: frozenset[DossierRole], verb: Verb, state: str) -> bool:
    """Tell whether one of `roles` may do `verb` in this state."""
    return may(roles, verb) and DossierState(state) in CIRCUIT[verb].states


def require(roles: frozenset[DossierRole], verb: Verb) -> None:
    """Raise NotAllowed unless one of `roles` gives the right to `verb`."""
    if not may(roles, verb):
        raise NotAllowed(
            gettext_noop("Vos fonctions ne permettent pas cet acte sur ce dossier.")
        )


def after(state: str, verb: Verb) -> DossierState:
    """Return the dossier's state once `verb` has happened.

    Raises NotPossible when the verb has no place in this state.
    """
    step, now = CIRCUIT[verb], DossierState(state)
    if now not in step.states:
        raise NotPossible(
            gettext_noop("Cet acte n'est pas possible : le dossier est %(state)s."),
            state=STATE_WORDS[now],
        )
    return step.to or now


STATE_WORDS = {
    _S.DRAFT: gettext_noop("en préparation au ministère"),
    _S.IN_REVIEW: gettext_noop("en relecture au ministère"),
    _S.SIGNED: gettext_noop("signé, à transmettre"),
    _S.LODGED: gettext_noop("transmis au SGG"),
    _S.REGISTERED: gettext_noop("enregistré, au contrôle de forme"),
    _S.RETURNED: gettext_noop("retourné pour complément"),
    _S.ADMISSIBLE: gettext_noop("recevable"),
    _S.UNDER_STUDY: gettext_noop("à l'étude"),
    _S.READY: gettext_noop("prêt"),
    _S.PROPOSED: gettext_noop("proposé à l'ordre du jour"),
    _S.ON_AGENDA: gettext_noop("inscrit à l'ordre du jour"),
    _S.SETTLED: gettext_noop("examiné par le Conseil"),
    _S.WITHDRAWN: gettext_noop("retiré"),
}

# What the ministry and the secretariat each have in hand, in the order of the circuit.
AT_MINISTRY = (_S.DRAFT, _S.RETURNED, _S.IN_REVIEW, _S.SIGNED)
AT_SECRETARIAT = (
    *(_S.LODGED, _S.REGISTERED, _S.ADMISSIBLE, _S.UNDER_STUDY, _S.READY),
    *(_S.PROPOSED, _S.ON_AGENDA),
)
OVER = (_S.SETTLED, _S.WITHDRAWN)
