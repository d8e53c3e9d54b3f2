"""A council told by its journal alone: what the entries, read in order, make of it.

It reads no row. It is given how the council stood when it was convened, and the rules of
the pure domain; whatever the rows say beside it was not recorded.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ecm.domain.floor import Hand, moved, rank_of_newcomer
from ecm.domain.verbs import Verb
from ecm.domain.workflow import ItemState, MeetingState, item_after

Facts = dict[str, Any]
STATES = {
    Verb.DECIDE_ITEM: ItemState.DECIDED,
    Verb.DEFER_ITEM: ItemState.DEFERRED,
    Verb.REFER_ITEM_BACK: ItemState.REFERRED_BACK,
    Verb.WITHDRAW_ITEM: ItemState.WITHDRAWN,
    Verb.MISS_ITEM: ItemState.NOT_REACHED,
    Verb.PRESENT_ITEM: ItemState.PRESENTED,
}
BALLOTS = {
    Verb.PREPARE_VOTE: "prepared",
    Verb.OPEN_VOTE: "open",
    Verb.CLOSE_VOTE: "closed",
    Verb.UNSEAL_VOTE: "unsealed",
    Verb.COUNT_VOTE: "counted",
    Verb.ANNUL_VOTE: "annulled",
}


@dataclass
class ItemNow:
    """One item as the journal tells it; `was_aside` is how it stood before its last call."""

    state: ItemState = ItemState.PLANNED
    is_aside: bool = False
    was_aside: bool = False
    is_restricted: bool = False
    track: str = "debate"
    joined_to: int | None = None


@dataclass
class Told:
    """What the journal says of a council at one moment."""

    chair: int
    new_speakers_first: bool = False
    state: MeetingState = MeetingState.DRAFT
    sittings: int = 0
    sits: bool = False
    items: dict[int, ItemNow] = field(default_factory=dict)
    current: int | None = None
    wheel: int | None = None
    epoch: int = 0
    attendance: dict[int, tuple[str, int | None]] = field(default_factory=dict)
    gone: set[int] = field(default_factory=set)
    guests: set[int] = field(default_factory=set)
    recusals: set[tuple[int, int]] = field(default_factory=set)
    display: str = ""
    rounds: dict[int, int] = field(default_factory=dict)
    marks: dict[tuple[int, int], dict[int, str]] = field(default_factory=dict)
    waiting: list[int] = field(default_factory=list)
    speaking: int | None = None
    floor_is_closed: bool = False
    seats: dict[int, int] = field(default_factory=dict)  # by request
    placed: set[int] = field(default_factory=set)
    spoken: set[tuple[int | None, int]] = field(default_factory=set)
    consent: int | None = None
    ballots: dict[int, str] = field(default_factory=dict)
    messages_are_on: bool = False
    announced: dict[int, str] = field(default_factory=dict)  # on which screens

    @property
    def on_consent(self) -> set[int]:
        """The items that the list without debate proposes."""
        return {
            pk
            for pk, item in self.items.items()
            if (item.track, item.state) == ("consent", ItemState.PLANNED)
            and not (item.is_aside or item.is_restricted)
        }


def fold(told: Told, entries: Iterable[tuple[str, Facts]]) -> Told:
    """Read entries in their order; what a verb does not change here it leaves alone."""
    for name, facts in entries:
        verb = Verb(name)
        step = STEPS.get(verb)
        if step is not None:
            step(told, verb, facts)
    return told


Step = Callable[[Told, Verb, Facts], None]
STEPS: dict[Verb, Step] = {}


def told_by(*verbs: Verb) -> Callable[[Step], Step]:
    """Have a function read the entries of these verbs."""

    def keep(step: Step) -> Step:
        STEPS.update(dict.fromkeys(verbs, step))
        return step

    return keep


# The meeting


@told_by(Verb.OPEN_MEETING, Verb.RESUME_MEETING)
def sit(told: Told, verb: Verb, facts: Facts) -> None:
    assert facts["sitting"] == told.sittings + 1
    told.state, told.sittings, told.sits = MeetingState.OPEN, facts["sitting"], True


@told_by(Verb.CONVENE_MEETING)
def convene(told: Told, verb: Verb, facts: Facts) -> None:
    told.state = MeetingState.CONVENED


@told_by(Verb.SUSPEND_MEETING)
def suspend(told: Told, verb: Verb, facts: Facts) -> None:
    told.state, told.sits = MeetingState.SUSPENDED, False


@told_by(Verb.CLOSE_MEETING)
def close(told: Told, verb: Verb, facts: Facts) -> None:
    told.state, told.sits, told.current = MeetingState.CLOSED, False, None
    told.messages_are_on = told.floor_is_closed = False


@told_by(Verb.ALLOW_MESSAGES, Verb.STOP_MESSAGES)
def permit(told: Told, verb: Verb, facts: Facts) -> None:
    told.messages_are_on = verb is Verb.ALLOW_MESSAGES


@told_by(Verb.MAKE_ANNOUNCEMENT)
def announce(told: Told, verb: Verb, facts: Facts) -> None:
    screens = facts["shown_to"]
    kept = {
        pk: shown_to
        for pk, shown_to in told.announced.items()
        if screens not in ("everywhere", shown_to)
    }
    told.announced = {**kept, facts["announcement"]: screens}


@told_by(Verb.WITHDRAW_ANNOUNCEMENT)
def be_silent(told: Told, verb: Verb, facts: Facts) -> None:
    del told.announced[facts["announcement"]]


@told_by(Verb.HAND_WHEEL, Verb.TAKE_WHEEL)
def pass_wheel(told: Told, verb: Verb, facts: Facts) -> None:
    assert facts["epoch"] == told.epoch + 1
    told.epoch = facts["epoch"]
    told.wheel = None if facts["seat"] == told.chair else facts["seat"]


# The items


@told_by(Verb.ADD_ITEM, Verb.TABLE_ITEM)
def add(told: Told, verb: Verb, facts: Facts) -> None:
    told.items.setdefault(facts["item"], ItemNow())


@told_by(Verb.SPLIT_ITEM)
def split(told: Told, verb: Verb, facts: Facts) -> None:
    first = told.items[facts["item"]]
    told.items[facts["into"]] = ItemNow(is_restricted=first.is_restricted)


@told_by(Verb.JOIN_ITEM)
def join(told: Told, verb: Verb, facts: Facts) -> None:
    item = told.items[facts["item"]]
    item.state, item.joined_to, item.is_aside = ItemState.JOINED, facts["to"], False


@told_by(Verb.CALL_ITEM)
def call(told: Told, verb: Verb, facts: Facts) -> None:
    item = told.items[facts["item"]]
    assert (facts["state"], facts["previous"]) == (item.state, told.current)
    item.state = item_after(item.state, Verb.CALL_ITEM)
    item.was_aside, item.is_aside = item.is_aside, False
    told.current, told.floor_is_closed = facts["item"], False


@told_by(Verb.UNDO_CALL)
def undo_call(told: Told, verb: Verb, facts: Facts) -> None:
    item = told.items[facts["item"]]
    item.state, item.is_aside = ItemState(facts["state"]), item.was_aside
    told.current, told.floor_is_closed = facts["previous"], False


@told_by(Verb.SET_ITEM_ASIDE)
def set_aside(told: Told, verb: Verb, facts: Facts) -> None:
    item = told.items[facts["item"]]
    item.state, item.is_aside = ItemState.PLANNED, True
    if told.current == facts["item"]:
        told.current, told.floor_is_closed = None, False


@told_by(*STATES)
def settle(told: Told, verb: Verb, facts: Facts) -> None:
    told.items[facts["item"]].state = STATES[verb]


@told_by(Verb.UNDO_DECISION)
def undo_decision(told: Told, verb: Verb, facts: Facts) -> None:
    told.items[facts["item"]].state, told.current = ItemState.CALLED, facts["item"]
    for other in told.items.values():
        if other.joined_to == facts["item"]:
            other.state, other.joined_to = ItemState.PLANNED, None


@told_by(Verb.RESTRICT_ITEM)
def restrict(told: Told, verb: Verb, facts: Facts) -> None:
    told.items[facts["item"]].is_restricted = facts["restricted"]


@told_by(Verb.SWITCH_TRACK)
def switch(told: Told, verb: Verb, facts: Facts) -> None:
    told.items[facts["item"]].track = facts["track"]


@told_by(Verb.TAKE_OUT_ITEM)
def take_out(told: Told, verb: Verb, facts: Facts) -> None:
    told.items[facts["item"]].track = "debate"


@told_by(Verb.SHOW_CONSENT)
def show_consent(told: Told, verb: Verb, facts: Facts) -> None:
    told.consent = facts["consent"]


@told_by(Verb.HIDE_CONSENT)
def hide_consent(told: Told, verb: Verb, facts: Facts) -> None:
    told.consent = None


@told_by(Verb.ADOPT_CONSENT)
def adopt(told: Told, verb: Verb, facts: Facts) -> None:
    told.consent = told.current = None
    told.floor_is_closed = False


# The people


@told_by(Verb.NOTE_ATTENDANCE)
def attend(told: Told, verb: Verb, facts: Facts) -> None:
    told.attendance[facts["seat"]] = (facts["attendance"], facts["acting"])


@told_by(Verb.WITHDRAW_SEAT)
def withdraw(told: Told, verb: Verb, facts: Facts) -> None:
    told.gone.add(facts["seat"])
    if facts["seat"] == told.wheel:
        told.wheel, told.epoch = None, told.epoch + 1


@told_by(Verb.ADMIT_GUEST)
def admit(told: Told, verb: Verb, facts: Facts) -> None:
    told.guests.add(facts["guest"])


@told_by(Verb.DISMISS_GUEST)
def dismiss(told: Told, verb: Verb, facts: Facts) -> None:
    told.guests.remove(facts["guest"])


@told_by(Verb.RECUSE_SEAT)
def recuse(told: Told, verb: Verb, facts: Facts) -> None:
    item, seat = facts["item"], facts["seat"]
    told.recusals.add((item, seat))
    marks = told.marks.get((item, told.rounds.get(item, 0)), {})
    if seat in marks:
        marks[seat] = "recused"


@told_by(Verb.LIFT_RECUSAL)
def lift(told: Told, verb: Verb, facts: Facts) -> None:
    told.recusals.remove((facts["item"], facts["seat"]))


# Marks and votes


@told_by(Verb.OPEN_ROUND)
def open_round(told: Told, verb: Verb, facts: Facts) -> None:
    assert facts["item"] not in told.rounds
    told.rounds[facts["item"]] = facts["round"]
    told.marks[facts["item"], facts["round"]] = {}


@told_by(Verb.CLOSE_ROUND)
def close_round(told: Told, verb: Verb, facts: Facts) -> None:
    assert told.rounds.pop(facts["item"]) == facts["round"]


@told_by(Verb.GIVE_MARK)
def mark(told: Told, verb: Verb, facts: Facts) -> None:
    assert told.rounds[facts["item"]] == facts["round"]
    told.marks[facts["item"], facts["round"]][facts["seat"]] = facts["value"]


@told_by(Verb.SHOW_MARKS)
def show_marks(told: Told, verb: Verb, facts: Facts) -> None:
    told.display = facts["display"]


@told_by(*BALLOTS)
def vote(told: Told, verb: Verb, facts: Facts) -> None:
    told.ballots[facts["ballot"]] = BALLOTS[verb]


# The floor


@told_by(Verb.REQUEST_FLOOR)
def ask(told: Told, verb: Verb, facts: Facts) -> None:
    request, seat, item = facts["request"], facts["seat"], facts["item"]
    told.seats[request] = seat
    hands = [
        Hand((item, told.seats[other]) in told.spoken, other in told.placed)
        for other in told.waiting
    ]
    rank = rank_of_newcomer(
        hands,
        has_spoken=(item, seat) in told.spoken,
        new_speakers_first=told.new_speakers_first,
    )
    told.waiting.insert(rank, request)


@told_by(Verb.LEAVE_FLOOR)
def leave(told: Told, verb: Verb, facts: Facts) -> None:
    told.waiting.remove(facts["request"])


@told_by(Verb.MOVE_REQUEST)
def move(told: Told, verb: Verb, facts: Facts) -> None:
    told.waiting = moved(told.waiting, facts["request"], facts["after"])
    told.placed.add(facts["request"])


@told_by(Verb.GIVE_FLOOR)
def give(told: Told, verb: Verb, facts: Facts) -> None:
    assert told.speaking is None
    told.waiting.remove(facts["request"])
    told.speaking = facts["request"]
    told.spoken.add((facts["item"], facts["seat"]))


@told_by(Verb.END_SPEECH)
def end(told: Told, verb: Verb, facts: Facts) -> None:
    assert told.speaking == facts["request"]
    told.speaking = None


@told_by(Verb.CLOSE_FLOOR, Verb.REOPEN_FLOOR)
def shut(told: Told, verb: Verb, facts: Facts) -> None:
    told.floor_is_closed = verb is Verb.CLOSE_FLOOR
