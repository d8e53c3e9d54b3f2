"""The states of a meeting, an item and a round, and the only ways from one to the next."""

from dataclasses import dataclass
from enum import StrEnum

from ecm.domain.errors import NotPossible, gettext_noop
from ecm.domain.verbs import Verb


class MeetingState(StrEnum):
    DRAFT = "draft"
    CONVENED = "convened"
    OPEN = "open"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ItemState(StrEnum):
    PLANNED = "planned"
    CALLED = "called"
    PRESENTED = "presented"
    DECIDED = "decided"
    DEFERRED = "deferred"
    REFERRED_BACK = "referred_back"
    WITHDRAWN = "withdrawn"
    NOT_REACHED = "not_reached"
    JOINED = "joined"


UNDECIDED = frozenset({ItemState.PLANNED, ItemState.CALLED, ItemState.PRESENTED})
IN_HAND = frozenset({ItemState.CALLED, ItemState.PRESENTED})


class Attendance(StrEnum):
    EXPECTED = "expected"
    PRESENT = "present"
    REPRESENTED = "represented"
    EXCUSED = "excused"
    ABSENT = "absent"


@dataclass(frozen=True)
class Transition:
    """What a verb asks of a meeting's state and of an item's, and what the item becomes.

    `to` of None leaves the state as it is; an empty `items` means that no item is moved.
    """

    meeting: frozenset[MeetingState]
    meeting_to: MeetingState | None = None
    items: frozenset[ItemState] = frozenset()
    item_to: ItemState | None = None


_S, _I = MeetingState, ItemState
_ANY = frozenset(MeetingState)
_BEFORE = frozenset({_S.DRAFT, _S.CONVENED})
_OPEN = frozenset({_S.OPEN})
_HELD = frozenset({_S.OPEN, _S.SUSPENDED})
_LIVE = frozenset({_S.CONVENED, _S.OPEN, _S.SUSPENDED})
_PRONOUNCED = frozenset({_I.DECIDED, _I.DEFERRED, _I.REFERRED_BACK, _I.WITHDRAWN})
# Running minutes may be set right by the secretariat after the closing (story 28).
_LIVING = frozenset(_S) - {_S.CLOSED, _S.CANCELLED}
_WRITTEN = frozenset({_S.CONVENED, _S.OPEN, _S.SUSPENDED, _S.CLOSED})

TRANSITIONS: dict[Verb, Transition] = {
    Verb.CREATE_MEETING: Transition(frozenset({_S.DRAFT})),
    Verb.IMPORT_MEETING: Transition(frozenset({_S.CLOSED})),
    Verb.MOVE_MEETING: Transition(_BEFORE),
    Verb.CANCEL_MEETING: Transition(frozenset({_S.CONVENED}), _S.CANCELLED),
    Verb.CONVENE_MEETING: Transition(frozenset({_S.DRAFT}), _S.CONVENED),
    Verb.OPEN_MEETING: Transition(frozenset({_S.CONVENED}), _S.OPEN),
    Verb.SUSPEND_MEETING: Transition(_OPEN, _S.SUSPENDED),
    Verb.RESUME_MEETING: Transition(frozenset({_S.SUSPENDED}), _S.OPEN),
    Verb.CLOSE_MEETING: Transition(_HELD, _S.CLOSED),
    Verb.NOTE_ATTENDANCE: Transition(_LIVING),
    Verb.WITHDRAW_SEAT: Transition(_ANY),
    Verb.ADD_ITEM: Transition(_BEFORE),
    Verb.RESTRICT_ITEM: Transition(_ANY, items=frozenset(_I)),
    Verb.CALL_ITEM: Transition(_OPEN, items=UNDECIDED, item_to=_I.CALLED),
    Verb.UNDO_CALL: Transition(_OPEN, items=IN_HAND),
    Verb.PRESENT_ITEM: Transition(
        _OPEN, items=frozenset({_I.CALLED}), item_to=_I.PRESENTED
    ),
    Verb.DECIDE_ITEM: Transition(_OPEN, items=IN_HAND, item_to=_I.DECIDED),
    Verb.DEFER_ITEM: Transition(_OPEN, items=IN_HAND, item_to=_I.DEFERRED),
    Verb.REFER_ITEM_BACK: Transition(_OPEN, items=IN_HAND, item_to=_I.REFERRED_BACK),
    # Its ministry may withdraw a file until it is called, in a pause too; in the room the
    # chair says so.
    Verb.WITHDRAW_ITEM: Transition(_HELD, items=UNDECIDED, item_to=_I.WITHDRAWN),
    Verb.MISS_ITEM: Transition(_HELD, items=UNDECIDED, item_to=_I.NOT_REACHED),
    Verb.MOVE_ITEM: Transition(_BEFORE, items=frozenset({_I.PLANNED})),
    Verb.REWORD_ITEM: Transition(_BEFORE, items=frozenset({_I.PLANNED})),
    Verb.TRACK_ITEM: Transition(_BEFORE, items=frozenset({_I.PLANNED})),
    Verb.PLAN_ITEM: Transition(_BEFORE, items=frozenset({_I.PLANNED})),
    Verb.REMOVE_ITEM: Transition(_BEFORE, items=frozenset({_I.PLANNED})),
    Verb.REGROUP_AGENDA: Transition(frozenset({_S.DRAFT})),
    Verb.PROPOSE_AGENDA: Transition(_BEFORE),
    Verb.AMEND_AGENDA: Transition(_BEFORE),
    Verb.APPROVE_AGENDA: Transition(_BEFORE),
    Verb.SEND_CONVOCATION: Transition(_BEFORE, _S.CONVENED),
    Verb.READ_CONVOCATION: Transition(_ANY),
    Verb.EXCUSE_SEAT: Transition(_BEFORE),
    Verb.GIVE_POSITION: Transition(
        frozenset({_S.CONVENED}), items=frozenset({_I.PLANNED})
    ),
    Verb.OPEN_ROUND: Transition(_OPEN, items=IN_HAND),
    Verb.CLOSE_ROUND: Transition(_OPEN, items=IN_HAND),
    Verb.GIVE_MARK: Transition(_OPEN, items=IN_HAND),
    Verb.WRITE_MINUTES: Transition(_WRITTEN),
    Verb.PROPOSE_MINUTES: Transition(_WRITTEN),
    Verb.SETTLE_PROPOSAL: Transition(_WRITTEN),
    Verb.REMOVE_MINUTES: Transition(_WRITTEN),
    Verb.OPEN_PAPER: Transition(_ANY),
    Verb.HAND_WHEEL: Transition(_LIVE),
    Verb.TAKE_WHEEL: Transition(_LIVE),
    Verb.SET_ITEM_ASIDE: Transition(_OPEN, items=IN_HAND, item_to=_I.PLANNED),
    Verb.REORDER_ITEM: Transition(_HELD, items=frozenset({_I.PLANNED})),
    Verb.SWITCH_TRACK: Transition(_HELD, items=frozenset({_I.PLANNED})),
    Verb.TABLE_ITEM: Transition(_HELD),
    Verb.SPLIT_ITEM: Transition(_HELD, items=UNDECIDED),
    Verb.JOIN_ITEM: Transition(_HELD, items=frozenset({_I.PLANNED}), item_to=_I.JOINED),
    Verb.UNDO_DECISION: Transition(_OPEN, items=_PRONOUNCED, item_to=_I.CALLED),
    Verb.SHOW_CONSENT: Transition(_OPEN),
    Verb.HIDE_CONSENT: Transition(_OPEN),
    Verb.TAKE_OUT_ITEM: Transition(_OPEN, items=frozenset({_I.PLANNED})),
    Verb.ADOPT_CONSENT: Transition(_OPEN),
    Verb.CORRECT_ATTENDANCE: Transition(_WRITTEN),
    Verb.CORRECT_SITTING: Transition(frozenset({_S.OPEN, _S.SUSPENDED, _S.CLOSED})),
    Verb.ADMIT_GUEST: Transition(_HELD, items=UNDECIDED),
    Verb.DISMISS_GUEST: Transition(_HELD, items=frozenset(_I)),
    Verb.REQUEST_FLOOR: Transition(_OPEN),
    Verb.LEAVE_FLOOR: Transition(_HELD),
    Verb.MOVE_REQUEST: Transition(_OPEN),
    Verb.GIVE_FLOOR: Transition(_OPEN),
    Verb.END_SPEECH: Transition(_HELD),
    Verb.CLOSE_FLOOR: Transition(_OPEN),
    Verb.REOPEN_FLOOR: Transition(_OPEN),
    Verb.RECUSE_SEAT: Transition(_LIVE, items=UNDECIDED),
    Verb.LIFT_RECUSAL: Transition(_LIVE, items=UNDECIDED),
    Verb.SHOW_MARKS: Transition(_LIVE),
    Verb.PREPARE_VOTE: Transition(_OPEN, items=IN_HAND),
    Verb.GIVE_VOTE_KEY: Transition(_OPEN, items=IN_HAND),
    Verb.OPEN_VOTE: Transition(_OPEN, items=IN_HAND),
    Verb.CAST_VOTE: Transition(_OPEN, items=IN_HAND),
    Verb.CLOSE_VOTE: Transition(_HELD, items=IN_HAND),
    Verb.UNSEAL_VOTE: Transition(_HELD, items=IN_HAND),
    Verb.COUNT_VOTE: Transition(_HELD, items=IN_HAND),
    Verb.ANNUL_VOTE: Transition(_HELD, items=IN_HAND),
    Verb.MAKE_ANNOUNCEMENT: Transition(_LIVE),
    Verb.WITHDRAW_ANNOUNCEMENT: Transition(_LIVE),
    Verb.POINT_PASSAGE: Transition(_OPEN, items=IN_HAND),
    Verb.RELEASE_PASSAGE: Transition(_HELD, items=frozenset(_I)),
    Verb.ALLOW_MESSAGES: Transition(_LIVE),
    Verb.STOP_MESSAGES: Transition(_LIVE),
    # What was held on paper, whole or after a power cut: the outcome gives the state.
    Verb.TRANSCRIBE_ITEM: Transition(_LIVE, items=UNDECIDED),
    Verb.TRANSCRIBE_MEETING: Transition(_LIVE, _S.CLOSED),
    Verb.NOTE_CLOCK: Transition(_ANY),
}

MEETING_WORDS = {
    _S.DRAFT: gettext_noop("n'est pas encore convoquée"),
    _S.CONVENED: gettext_noop("n'est pas encore ouverte"),
    _S.OPEN: gettext_noop("est ouverte"),
    _S.SUSPENDED: gettext_noop("est suspendue"),
    _S.CLOSED: gettext_noop("est levée"),
    _S.CANCELLED: gettext_noop("est annulée"),
}


def meeting_after(state: str, verb: Verb) -> MeetingState:
    """Return the meeting's state once `verb` has happened.

    Raises NotPossible when the verb has no place in this state.
    """
    rule, now = TRANSITIONS[verb], MeetingState(state)
    if now not in rule.meeting:
        raise NotPossible(
            gettext_noop("Cet acte n'est pas possible : la séance %(state)s."),
            state=MEETING_WORDS[now],
        )
    return rule.meeting_to or now


def item_after(state: str, verb: Verb) -> ItemState:
    """Return the item's state once `verb` has happened.

    An item already presented stays so when it is called again.
    Raises NotPossible when the verb has no place in this state.
    """
    rule, now = TRANSITIONS[verb], ItemState(state)
    if now not in rule.items:
        raise NotPossible(REFUSED.get(now, REFUSED_OTHERWISE))
    if verb is Verb.CALL_ITEM and now is ItemState.PRESENTED:
        return now
    return rule.item_to or now


REFUSED_OTHERWISE = gettext_noop("Une décision a déjà été prononcée sur ce point.")
REFUSED = {
    _I.PLANNED: gettext_noop("Ce point n'a pas encore été appelé."),
    _I.PRESENTED: gettext_noop("Ce point a déjà été présenté."),
    _I.NOT_REACHED: gettext_noop("La séance a été levée avant l'examen de ce point."),
    _I.JOINED: gettext_noop("Ce point est joint à un autre : il est décidé avec lui."),
}
