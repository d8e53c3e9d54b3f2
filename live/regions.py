"""Which regions of the screen each verb touches, and who has them on his screen."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ecm.domain.policy import Role
from ecm.domain.verbs import Verb


class Region(StrEnum):
    """A piece of the page that is replaced as a whole; its id is its name.

    ROW, BLOCK and POINT stand for one agenda row, one paragraph and one row of the list
    without debate each; LISTED is the head of that list, TURNOUT how many have voted.
    They lie inside others.
    """

    BAR = "bar"
    AGENDA = "agenda"
    ROW = "row"
    STAGE = "stage"
    ROUND = "round"
    DECISION = "decision"
    NOW = "now"
    MINUTES = "minutes"
    BLOCK = "block"
    ANNOUNCEMENT = "announcement"
    COCKPIT = "cockpit"
    CONSENT = "consent"
    LISTED = "listed"
    POINT = "point"
    FLOOR = "floor"
    ATTENDANCE = "attendance"
    FORMULAS = "formulas"
    FACTS = "facts"
    HALL = "hall"
    VOTE = "vote"
    TURNOUT = "turnout"
    BANNER = "banner"
    POINTED = "pointed"
    MESSAGES = "messages"
    ANTEROOM = "anteroom"


R = Region
_ROOM = frozenset({Role.PRESIDING, Role.SECRETARY, Role.MEMBER})
_TABLE = frozenset({Role.PRESIDING, Role.SECRETARY})
_WALLS = frozenset({Role.SCREEN, Role.ANTEROOM})

VIEWS: dict[Region, frozenset[Role]] = {
    R.BAR: _ROOM,
    R.AGENDA: _ROOM,
    R.ROW: _ROOM,
    R.STAGE: _ROOM,
    R.ROUND: _ROOM,
    R.DECISION: _ROOM,
    R.NOW: _ROOM,
    R.MINUTES: _ROOM,
    R.BLOCK: _ROOM,
    R.ANNOUNCEMENT: _ROOM | {Role.SCREEN},
    R.COCKPIT: _TABLE,
    R.CONSENT: _ROOM,
    R.LISTED: _ROOM,
    R.POINT: _ROOM,
    R.FLOOR: _ROOM,
    R.ATTENDANCE: _TABLE,
    R.FORMULAS: frozenset({Role.SECRETARY}),
    R.FACTS: frozenset({Role.SECRETARY}),
    R.HALL: frozenset({Role.SCREEN}),
    R.VOTE: _ROOM,
    R.TURNOUT: _ROOM,
    R.BANNER: _ROOM | _WALLS,
    R.POINTED: _ROOM,
    R.MESSAGES: _ROOM,
    R.ANTEROOM: frozenset({Role.ANTEROOM}),
}

_EACH = frozenset({R.ROW, R.BLOCK, R.POINT})
_INSIDE = frozenset({R.LISTED, R.TURNOUT})
_WHOLE = tuple(r for r in Region if r not in _EACH | _INSIDE)
# What the council's moving to or settling an item shows.
_ITEM = (
    *(R.BAR, R.ROW, R.STAGE, R.ROUND, R.DECISION, R.NOW, R.COCKPIT, R.FORMULAS, R.HALL),
    *(R.ANNOUNCEMENT, R.ATTENDANCE, R.FLOOR, R.FACTS, R.VOTE, R.POINTED, R.ANTEROOM),
)
_MARKS = (R.ROUND, R.COCKPIT, R.FLOOR)
_WHEEL = (R.BAR, R.NOW, R.COCKPIT)
_CONSENT = (R.CONSENT, R.STAGE, R.NOW, R.COCKPIT, R.HALL, R.ANNOUNCEMENT)
_SPEECH = (R.FLOOR, R.HALL)
_BALLOT = (R.VOTE, R.COCKPIT, R.NOW, R.HALL, R.ANNOUNCEMENT)

REGIONS: dict[Verb, tuple[Region, ...]] = {
    Verb.CREATE_MEETING: (),
    Verb.IMPORT_MEETING: (),
    Verb.MOVE_MEETING: _WHOLE,
    Verb.CANCEL_MEETING: _WHOLE,
    Verb.CONVENE_MEETING: _WHOLE,
    Verb.OPEN_MEETING: _WHOLE,
    Verb.SUSPEND_MEETING: _WHOLE,
    Verb.RESUME_MEETING: _WHOLE,
    Verb.CLOSE_MEETING: _WHOLE,
    Verb.NOTE_ATTENDANCE: (R.BAR, R.ATTENDANCE, R.COCKPIT, R.ROUND, R.FACTS),
    Verb.WITHDRAW_SEAT: (R.BAR, R.ATTENDANCE, R.COCKPIT, R.ROUND, R.FACTS),
    Verb.ADD_ITEM: (R.AGENDA, R.COCKPIT),
    Verb.RESTRICT_ITEM: (R.AGENDA, R.STAGE, R.HALL),
    Verb.CALL_ITEM: _ITEM,
    Verb.UNDO_CALL: _ITEM,
    Verb.PRESENT_ITEM: (R.ROW, R.STAGE, R.COCKPIT, R.HALL),
    Verb.DECIDE_ITEM: _ITEM,
    Verb.DEFER_ITEM: _ITEM,
    Verb.REFER_ITEM_BACK: _ITEM,
    Verb.WITHDRAW_ITEM: (*_ITEM, R.CONSENT),
    Verb.MISS_ITEM: (R.ROW,),
    Verb.MOVE_ITEM: (R.AGENDA, R.COCKPIT),
    Verb.REWORD_ITEM: (R.AGENDA, R.STAGE, R.COCKPIT),
    Verb.TRACK_ITEM: (R.AGENDA, R.COCKPIT),
    Verb.PLAN_ITEM: (R.AGENDA, R.COCKPIT),
    Verb.REMOVE_ITEM: (R.AGENDA, R.COCKPIT),
    Verb.REGROUP_AGENDA: (R.AGENDA, R.COCKPIT),
    Verb.PROPOSE_AGENDA: (),
    Verb.AMEND_AGENDA: (),
    Verb.APPROVE_AGENDA: (R.AGENDA, R.COCKPIT),
    Verb.SEND_CONVOCATION: _WHOLE,
    Verb.READ_CONVOCATION: (),
    Verb.EXCUSE_SEAT: (R.BAR, R.ATTENDANCE, R.COCKPIT, R.ROUND, R.FACTS),
    Verb.GIVE_POSITION: (),
    Verb.OPEN_ROUND: (*_MARKS, R.ANNOUNCEMENT),
    Verb.CLOSE_ROUND: (*_MARKS, R.FACTS),
    Verb.GIVE_MARK: (R.ROUND,),
    Verb.WRITE_MINUTES: (R.BLOCK,),
    Verb.PROPOSE_MINUTES: (R.BLOCK,),
    Verb.SETTLE_PROPOSAL: (R.BLOCK,),
    Verb.REMOVE_MINUTES: (R.BLOCK,),
    Verb.OPEN_PAPER: (),
    Verb.HAND_WHEEL: _WHEEL,
    Verb.TAKE_WHEEL: _WHEEL,
    Verb.SET_ITEM_ASIDE: _ITEM,
    Verb.REORDER_ITEM: (R.AGENDA, R.COCKPIT, R.CONSENT),
    Verb.SWITCH_TRACK: (R.AGENDA, R.COCKPIT, R.CONSENT),
    Verb.TABLE_ITEM: (R.AGENDA, R.COCKPIT, R.ANNOUNCEMENT),
    Verb.SPLIT_ITEM: (R.AGENDA, R.STAGE, R.COCKPIT),
    Verb.JOIN_ITEM: (R.AGENDA, R.STAGE, R.COCKPIT, R.CONSENT),
    # What was joined to the item is to be called again: other rows change with its own.
    Verb.UNDO_DECISION: (R.AGENDA, *_ITEM),
    Verb.SHOW_CONSENT: _CONSENT,
    Verb.HIDE_CONSENT: _CONSENT,
    Verb.TAKE_OUT_ITEM: (R.ROW, R.POINT, R.LISTED, R.COCKPIT, R.HALL, R.ANNOUNCEMENT),
    # The rows of its items come with the decision on each.
    Verb.ADOPT_CONSENT: (*_CONSENT, R.BAR),
    Verb.CORRECT_ATTENDANCE: (R.ATTENDANCE, R.FACTS),
    Verb.CORRECT_SITTING: (R.BAR, R.ATTENDANCE, R.FACTS),
    Verb.ADMIT_GUEST: (R.STAGE, R.ATTENDANCE, R.FACTS),
    Verb.DISMISS_GUEST: (R.STAGE, R.ATTENDANCE, R.FACTS),
    Verb.REQUEST_FLOOR: (R.FLOOR,),
    Verb.LEAVE_FLOOR: (R.FLOOR,),
    Verb.MOVE_REQUEST: (R.FLOOR,),
    Verb.GIVE_FLOOR: (*_SPEECH, R.FACTS),
    Verb.END_SPEECH: (*_SPEECH, R.FACTS),
    Verb.CLOSE_FLOOR: (R.FLOOR,),
    Verb.REOPEN_FLOOR: (R.FLOOR,),
    Verb.RECUSE_SEAT: (R.ATTENDANCE, R.COCKPIT, R.ROUND, R.FLOOR, R.FACTS, R.VOTE),
    Verb.LIFT_RECUSAL: (R.ATTENDANCE, R.COCKPIT, R.ROUND, R.FACTS),
    Verb.SHOW_MARKS: (R.ROUND, R.FACTS),
    Verb.PREPARE_VOTE: (R.VOTE, R.COCKPIT),
    Verb.GIVE_VOTE_KEY: (R.VOTE,),
    Verb.OPEN_VOTE: _BALLOT,
    Verb.CAST_VOTE: (R.TURNOUT, R.HALL),
    Verb.CLOSE_VOTE: _BALLOT,
    Verb.UNSEAL_VOTE: (R.VOTE,),
    Verb.COUNT_VOTE: (*_BALLOT, R.FACTS),
    Verb.ANNUL_VOTE: (*_BALLOT, R.FACTS),
    Verb.MAKE_ANNOUNCEMENT: (R.BANNER,),
    Verb.WITHDRAW_ANNOUNCEMENT: (R.BANNER,),
    Verb.POINT_PASSAGE: (R.POINTED, R.HALL),
    Verb.RELEASE_PASSAGE: (R.POINTED, R.HALL),
    Verb.ALLOW_MESSAGES: (R.MESSAGES, R.COCKPIT),
    Verb.STOP_MESSAGES: (R.MESSAGES, R.COCKPIT),
    Verb.TRANSCRIBE_ITEM: (),
    Verb.TRANSCRIBE_MEETING: _WHOLE,
    Verb.NOTE_CLOCK: (),
}

# After these, somebody may see more or less than before.
MOVES_AUDIENCES = frozenset(
    {
        Verb.RESTRICT_ITEM,
        Verb.NOTE_ATTENDANCE,
        Verb.WITHDRAW_SEAT,
        Verb.EXCUSE_SEAT,
        Verb.HAND_WHEEL,
        Verb.TAKE_WHEEL,
        Verb.RECUSE_SEAT,
        Verb.LIFT_RECUSAL,
    }
)
# These show on everybody's screen even when the item itself may not be seen: the one
# before it leaves the stage.
STEERING = frozenset({Verb.CALL_ITEM, Verb.UNDO_CALL})


@dataclass(frozen=True)
class Fact:
    """What a frame needs of a journal entry."""

    seq: int
    verb: Verb
    facts: dict[str, Any]
    actor: int | None = None

    @property
    def items(self) -> tuple[int, ...]:
        named = (self.facts.get("item"), self.facts.get("previous"))
        return tuple(i for i in named if i is not None)


@dataclass(frozen=True)
class Touched:
    """The regions, agenda rows and paragraphs that some facts touch for one audience."""

    regions: tuple[Region, ...]
    rows: frozenset[int]
    blocks: frozenset[int]
    points: frozenset[int] = frozenset()


def touched(facts: Iterable[Fact], view: Role, hidden: frozenset[int]) -> Touched:
    """Return what these facts change on the screens of a view that may not see `hidden`.

    What happens to a hidden item touches nothing, save that the council moved on to it.
    """
    regions: set[Region] = set()
    rows: set[int] = set()
    blocks: set[int] = set()
    points: set[int] = set()
    for fact in facts:
        if fact.facts.get("item") in hidden and fact.verb not in STEERING:
            continue
        if fact.facts.get("zone") == "private" and view is not Role.SECRETARY:
            continue
        mine = [r for r in REGIONS[fact.verb] if view in VIEWS[r]]
        regions.update(mine)
        if R.ROW in mine:
            rows.update(i for i in fact.items if i not in hidden)
        if R.BLOCK in mine:
            blocks.add(fact.facts["block"])
        if R.POINT in mine:
            points.update(fact.items)
    # A whole agenda makes its rows needless.
    if R.AGENDA in regions:
        rows.clear()
    if R.MINUTES in regions:
        blocks.clear()
    if R.VOTE in regions:
        regions.discard(R.TURNOUT)
    if R.CONSENT in regions:
        regions.discard(R.LISTED)
        points.clear()
    whole = tuple(r for r in Region if r in regions and r not in _EACH)
    return Touched(whole, frozenset(rows), frozenset(blocks), frozenset(points))


def whole_page(view: Role) -> tuple[Region, ...]:
    """Return the regions of a view's page, in their order."""
    return tuple(r for r in _WHOLE if view in VIEWS[r])
