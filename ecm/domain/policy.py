"""Who may do what at a meeting: one table, keyed by verb, and the question asked of it."""

from enum import StrEnum

from ecm.domain.errors import NotAllowed, gettext_noop
from ecm.domain.verbs import Verb


class Role(StrEnum):
    """The capacity in which somebody stands before a meeting.

    HEAD_OF_STATE approves the agenda of a council even where he delegates the chair.
    STEERING conducts the meeting: the chair, until the wheel is handed over or taken.
    SCREEN is the wall of the room, ANTEROOM that of the waiting room: it never has a title.
    """

    PRESIDING = "presiding"
    STEERING = "steering"
    HEAD_OF_STATE = "head_of_state"
    HEAD_OF_GOVERNMENT = "head_of_government"
    SECRETARY = "secretary"
    MEMBER = "member"
    OBSERVER = "observer"
    SCREEN = "screen"
    ANTEROOM = "anteroom"
    SYSTEM = "system"


_CHAIR = frozenset({Role.PRESIDING})
# Whoever holds the wheel: it is one seat's at a time, the chair's to begin with.
_WHEEL = frozenset({Role.STEERING})
_DESK = frozenset({Role.SECRETARY})
_TABLE = _CHAIR | _DESK
# SYSTEM is an import or an administrator's command, never a person in the room.
_BACK_OFFICE = frozenset({Role.SECRETARY, Role.SYSTEM})
# The Prime Minister amends what the secretariat proposes; the chair approves it, or the
# President himself where the chair is delegated for a determined agenda (art. 64).
_AGENDA = _DESK | {Role.HEAD_OF_GOVERNMENT}
_APPROVERS = _CHAIR | {Role.HEAD_OF_STATE}
_SEATED = frozenset({Role.PRESIDING, Role.MEMBER})
_READERS = frozenset({Role.PRESIDING, Role.SECRETARY, Role.MEMBER, Role.OBSERVER})

RIGHTS: dict[Verb, frozenset[Role]] = {
    Verb.CREATE_MEETING: _BACK_OFFICE,
    Verb.IMPORT_MEETING: frozenset({Role.SYSTEM}),
    Verb.MOVE_MEETING: _DESK,
    Verb.CANCEL_MEETING: _DESK,
    Verb.CONVENE_MEETING: _BACK_OFFICE,
    Verb.OPEN_MEETING: _WHEEL,
    Verb.SUSPEND_MEETING: _WHEEL,
    Verb.RESUME_MEETING: _WHEEL,
    Verb.CLOSE_MEETING: _WHEEL,
    Verb.NOTE_ATTENDANCE: _TABLE,
    Verb.WITHDRAW_SEAT: _TABLE | {Role.SYSTEM},
    Verb.ADD_ITEM: _BACK_OFFICE,
    Verb.RESTRICT_ITEM: _TABLE,
    Verb.CALL_ITEM: _WHEEL,
    Verb.UNDO_CALL: _WHEEL,
    Verb.PRESENT_ITEM: _TABLE | _WHEEL,
    Verb.DECIDE_ITEM: _WHEEL,
    Verb.DEFER_ITEM: _WHEEL,
    Verb.REFER_ITEM_BACK: _WHEEL,
    Verb.WITHDRAW_ITEM: _WHEEL,
    Verb.MISS_ITEM: _WHEEL,
    Verb.MOVE_ITEM: _AGENDA,
    Verb.REWORD_ITEM: _DESK,
    Verb.TRACK_ITEM: _AGENDA,
    Verb.PLAN_ITEM: _AGENDA,
    Verb.REMOVE_ITEM: _AGENDA,
    Verb.REGROUP_AGENDA: _DESK,
    Verb.PROPOSE_AGENDA: _DESK,
    Verb.AMEND_AGENDA: _AGENDA | _APPROVERS,
    Verb.APPROVE_AGENDA: _APPROVERS,
    Verb.SEND_CONVOCATION: _BACK_OFFICE,
    Verb.READ_CONVOCATION: _READERS,
    Verb.EXCUSE_SEAT: _TABLE | _SEATED,
    Verb.GIVE_POSITION: _SEATED,
    Verb.OPEN_ROUND: _WHEEL,
    Verb.CLOSE_ROUND: _WHEEL,
    Verb.GIVE_MARK: _SEATED,
    Verb.WRITE_MINUTES: _DESK,
    Verb.PROPOSE_MINUTES: _DESK,
    Verb.SETTLE_PROPOSAL: _DESK,
    Verb.REMOVE_MINUTES: _DESK,
    Verb.OPEN_PAPER: _READERS,
    Verb.HAND_WHEEL: _WHEEL,
    Verb.TAKE_WHEEL: _TABLE | {Role.HEAD_OF_GOVERNMENT},
    Verb.SET_ITEM_ASIDE: _WHEEL,
    Verb.REORDER_ITEM: _WHEEL,
    Verb.SWITCH_TRACK: _WHEEL,
    Verb.TABLE_ITEM: _WHEEL,
    Verb.SPLIT_ITEM: _WHEEL,
    Verb.JOIN_ITEM: _WHEEL,
    Verb.UNDO_DECISION: _WHEEL,
    Verb.SHOW_CONSENT: _WHEEL,
    Verb.HIDE_CONSENT: _WHEEL,
    Verb.TAKE_OUT_ITEM: _SEATED,
    Verb.ADOPT_CONSENT: _WHEEL,
    Verb.CORRECT_ATTENDANCE: _TABLE,
    Verb.CORRECT_SITTING: _TABLE,
    Verb.ADMIT_GUEST: _TABLE,
    Verb.DISMISS_GUEST: _TABLE,
    Verb.REQUEST_FLOOR: _SEATED,
    Verb.LEAVE_FLOOR: _SEATED | _WHEEL,
    Verb.MOVE_REQUEST: _WHEEL,
    Verb.GIVE_FLOOR: _WHEEL,
    Verb.END_SPEECH: _SEATED | _WHEEL,
    Verb.CLOSE_FLOOR: _WHEEL,
    Verb.REOPEN_FLOOR: _WHEEL,
    Verb.RECUSE_SEAT: _TABLE | _SEATED,
    Verb.LIFT_RECUSAL: _TABLE,
    Verb.SHOW_MARKS: _TABLE,
    Verb.PREPARE_VOTE: _WHEEL,
    # A key of the sealed vote is the chair's or the secretariat's: each keeps one layer.
    Verb.GIVE_VOTE_KEY: _TABLE | _WHEEL,
    Verb.OPEN_VOTE: _WHEEL,
    # The secretary enters by hand what was said aloud, where the vote is open.
    Verb.CAST_VOTE: _SEATED | _DESK,
    Verb.CLOSE_VOTE: _WHEEL,
    Verb.UNSEAL_VOTE: _TABLE | _WHEEL,
    Verb.COUNT_VOTE: _TABLE | _WHEEL,
    Verb.ANNUL_VOTE: _WHEEL,
    Verb.MAKE_ANNOUNCEMENT: _TABLE | _WHEEL,
    Verb.WITHDRAW_ANNOUNCEMENT: _TABLE | _WHEEL,
    Verb.POINT_PASSAGE: _SEATED | _DESK,
    Verb.RELEASE_PASSAGE: _SEATED | _DESK | _WHEEL,
    Verb.ALLOW_MESSAGES: _TABLE,
    Verb.STOP_MESSAGES: _TABLE,
    Verb.TRANSCRIBE_ITEM: _DESK,
    Verb.TRANSCRIBE_MEETING: _DESK,
    Verb.NOTE_CLOCK: frozenset({Role.SYSTEM}),
}


def may(roles: frozenset[Role], verb: Verb) -> bool:
    """Tell whether one of `roles` gives the right to `verb`."""
    return not roles.isdisjoint(RIGHTS[verb])


def require(roles: frozenset[Role], verb: Verb) -> None:
    """Raise NotAllowed unless one of `roles` gives the right to `verb`."""
    if not may(roles, verb):
        raise NotAllowed(gettext_noop("Votre siège ne permet pas cet acte."))


class MarkValue(StrEnum):
    """A member's position on an item (domain: consensus summed up by the chair)."""

    AGREE = "agree"
    AGREE_WITH_COMMENT = "agree_with_comment"
    WISHES_TO_SPEAK = "wishes_to_speak"
    RESERVATION = "reservation"
    OBJECTION = "objection"
    RECUSED = "recused"


class MarkDisplay(StrEnum):
    """What members learn of the others' marks; the chair and the secretariat see names."""

    NOTHING = "nothing"
    SUMMARY = "summary"
    NAMES = "names"
