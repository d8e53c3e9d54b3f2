"""What simulated members do with what they read: pure, and the same for the same seed."""

import json
import random
from dataclasses import dataclass, field
from typing import NamedTuple

from ecm.domain.policy import MarkValue, Role
from ecm.domain.votes import Choice
from ecm.domain.workflow import MeetingState
from ecm.rehearsal.reading import Form, Page, Tag

# Out of a hundred members.
MARKS = {
    MarkValue.AGREE: 78,
    MarkValue.AGREE_WITH_COMMENT: 8,
    MarkValue.WISHES_TO_SPEAK: 6,
    MarkValue.RESERVATION: 8,
}
COMMENTS = {
    MarkValue.AGREE_WITH_COMMENT: (
        "D'accord, sous réserve d'une coquille à l'article 2.",
        "D'accord ; prévoir une campagne d'information.",
    ),
    MarkValue.RESERVATION: (
        "L'incidence financière est à préciser.",
        "Le délai d'application me paraît court.",
    ),
}
VOTES = {Choice.FOR: 80, Choice.AGAINST: 10, Choice.ABSTENTION: 10}
ASKS_FOR_THE_FLOOR = 0.08
LOOKS_OF_A_SPEECH = 6  # how many times a speaker looks up before he has finished


class Act(NamedTuple):
    """A command: where it is sent and with what."""

    path: str
    fields: dict[str, str]


@dataclass(frozen=True)
class Company:
    """What the simulated members share: their chance, and who takes an item out."""

    seed: int
    takes_out: str = ""


@dataclass
class Member:
    """One simulated member, and what he has done already."""

    username: str
    capacity: str
    company: Company
    done: set[str] = field(default_factory=set)
    spoken: int = 0

    def dice(self, about: str) -> random.Random:
        """Return the member's own chance in one matter: not the hour's, nor the others'."""
        return random.Random(f"{self.company.seed}/{self.username}/{about}")  # noqa: S311  (a play)


def marks(member: Member, own: Page) -> list[Act]:
    """Answer the round of marks on each seat that has not answered it."""
    item, key = own.of("mine").get("data-item", ""), own.of("mine").get("data-key", "")
    return [
        Act(form.path, form.fields | _mark(member, form, f"{item}/{key}"))
        for form in own.forms_to("/marquer/")
        if not form.is_answered
    ]


def _mark(member: Member, form: Form, about: str) -> dict[str, str]:
    dice = member.dice(f"mark/{about}/{form.fields.get('seat')}")
    value = dice.choices(list(MARKS), list(MARKS.values()))[0]
    if value not in form.choices("value"):
        value = MarkValue.AGREE
    comments = COMMENTS.get(value)
    return {"value": value.value, "comment": dice.choice(comments) if comments else ""}


def votes(member: Member, own: Page) -> list[Act]:
    """Vote for each seat that has not voted, in a vote by name."""
    by_seat: dict[str, list[Tag]] = {}
    for button in own.acts_to("/voter/"):
        seat = str(json.loads(button["hx-vals"])["seat"])
        by_seat.setdefault(seat, []).append(button)
    return [
        _vote(member, seat, buttons)
        for seat, buttons in by_seat.items()
        if all(button.get("aria-pressed") != "true" for button in buttons)
    ]


def _vote(member: Member, seat: str, buttons: list[Tag]) -> Act:
    path = buttons[0]["hx-post"]
    dice = member.dice(f"vote/{path}/{seat}")
    choice = dice.choices(list(VOTES), list(VOTES.values()))[0]
    return Act(path, {"seat": seat, "choice": choice.value})


def floor(member: Member, room: Page, own: Page) -> list[Act]:
    """Ask for the floor now and then, once on an item; end a speech after a while."""
    desk = room.of("floor")
    ends = [tag["hx-post"] for tag in own.acts_to("/terminer/")]
    speaking = [path for path in ends if f"/sieges/{desk.get('data-speaker')}/" in path]
    if speaking:
        member.spoken += 1
        has_finished = member.spoken % LOOKS_OF_A_SPEECH == 0
        return [Act(path, {}) for path in speaking if has_finished]
    item = desk.get("data-item", "")
    if not item or desk.get("data-closed") or item in member.done:
        return []
    member.done.add(item)
    wishes = member.dice(f"floor/{item}").random() < ASKS_FOR_THE_FLOOR
    asks = own.acts_to("/demander/")[:1]
    return [Act(tag["hx-post"], {"item": item}) for tag in asks if wishes]


def consent(member: Member, room: Page) -> list[Act]:
    """Have one item of the list without debate debated: one member, once."""
    company, offered = member.company, room.acts_to("/debattre/")
    is_chosen = company.takes_out == member.username
    if not is_chosen or not offered or "consent" in member.done:
        return []
    member.done.add("consent")
    return [Act(member.dice("consent").choice(offered)["hx-post"], {})]


def roll(member: Member, room: Page, meeting: int) -> list[Act]:
    """Call the roll once the meeting is open: everybody expected is there."""
    is_secretary = member.capacity == Role.SECRETARY
    if not is_secretary or room.sitting != MeetingState.OPEN or "roll" in member.done:
        return []
    member.done.add("roll")
    return [Act(f"/seances/{meeting}/appel/", {})]
