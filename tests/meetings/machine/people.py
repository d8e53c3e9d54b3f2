"""What is tried with those in the room: seats, guests, the wheel, the floor, recusals."""

from hypothesis import strategies as st
from hypothesis.stateful import precondition, rule

from ecm.domain.workflow import Attendance
from ecm.meetings.actions import (
    announcements,
    attendance,
    floor,
    guests,
    messages,
    recusals,
    wheel,
)
from ecm.meetings.corresponding import DESK, end_of
from ecm.meetings.models import AttendanceMove, FloorRequest, ShownTo
from tests.meetings.machine.room import ANYBODY, CHAIR, ITEM, SEATED, Hand, Room, hands

MEMBERS = ("president", "minister", "deputy", "rival")
ITSELF = "itself"
MEMBER = st.sampled_from([*MEMBERS, "absent"])
TABLE = hands("president", "secretary", "secretary", "minister", "rival")
LATEST = st.integers(0, 4)
OLD_ENOUGH = 15  # steps before a seat may be withdrawn


class PeopleRules(Room):
    """Who sits, speaks and conducts."""

    # Who is there

    @rule(
        who=TABLE,
        name=SEATED,
        value=st.sampled_from(list(Attendance)),
        acting=MEMBER,
    )
    def note(self, who: Hand, name: str, value: Attendance, acting: str) -> None:
        seat, person = self.seat(name), self.council.cast[acting].person
        self.do(
            who,
            lambda actor: attendance.note_attendance(
                actor, seat, attendance=value, acting=person
            ),
        )

    @rule(who=TABLE)
    def call_the_roll(self, who: Hand) -> None:
        self.do(who, lambda actor: attendance.call_the_roll(actor, self.pk))

    @rule(who=TABLE, back=LATEST)
    def correct_attendance(self, who: Hand, back: int) -> None:
        moves = AttendanceMove.objects.order_by("-pk")
        move, at = moves[back % moves.count()], self.now
        self.do(who, lambda actor: attendance.correct_attendance(actor, move, at))

    @rule(who=TABLE, edge=st.sampled_from(["starts", "ends"]))
    def correct_sitting(self, who: Hand, edge: str) -> None:
        sitting, at = self.council.meeting.sittings.last(), self.now
        if sitting is not None:
            self.do(
                who, lambda actor: attendance.correct_sitting(actor, sitting, edge, at)
            )

    @precondition(lambda self: self.steps > OLD_ENOUGH)
    @rule(who=TABLE, name=st.sampled_from(["rival", "minister", "observer"]))
    def withdraw(self, who: Hand, name: str) -> None:
        seat = self.seat(name)
        self.do(who, lambda actor: attendance.withdraw_seat(actor, seat))

    @rule(
        who=TABLE, rank=ITEM, name=st.sampled_from(["Awa ZONGO", "Ali OUEDRAOGO", ""])
    )
    def admit(self, who: Hand, rank: int, name: str) -> None:
        item = self.item(rank)
        self.do(who, lambda actor: guests.admit_guest(actor, item, name))

    @rule(who=TABLE, back=LATEST)
    def dismiss(self, who: Hand, back: int) -> None:
        inside = list(self.council.meeting.guests.order_by("-pk"))
        if inside:
            guest = inside[back % len(inside)]
            self.do(who, lambda actor: guests.dismiss_guest(actor, guest))

    # Who conducts

    @rule(who=CHAIR, name=SEATED)
    def hand_wheel(self, who: Hand, name: str) -> None:
        seat = self.seat(name)
        self.do(who, lambda actor: wheel.hand_wheel(actor, self.pk, seat))

    @rule(who=ANYBODY)
    def take_wheel(self, who: Hand) -> None:
        self.do(who, lambda actor: wheel.take_wheel(actor, self.pk))

    # Who speaks

    def request(self, back: int) -> FloorRequest | None:
        rows = list(self.council.meeting.floor_requests.order_by("-pk"))
        return rows[back % len(rows)] if rows else None

    @rule(
        who=hands(*MEMBERS), name=st.sampled_from([*[ITSELF] * 4, *MEMBERS, "absent"])
    )
    def ask(self, who: Hand, name: str) -> None:
        seat = self.seat(who.name if name == ITSELF else name)
        self.do(who, lambda actor: floor.request_floor(actor, self.pk, seat.pk))

    @rule(names=st.permutations(MEMBERS), who=CHAIR, item=ITEM)
    def all_ask(self, names: list[str], who: Hand, item: int) -> None:
        """Several hands at once: so that there is a list to order."""
        for name in names:
            self.ask(Hand(name, None, False), ITSELF)
        self.give(who, item % 4)

    @rule(who=CHAIR, rank=ITEM)
    def inscribe(self, who: Hand, rank: int) -> None:
        item = self.item(rank)
        self.do(who, lambda actor: floor.inscribe_wishes(actor, item))

    @rule(who=hands("conductor", *MEMBERS), name=MEMBER)
    def leave(self, who: Hand, name: str) -> None:
        seat = self.seat(name)
        self.do(who, lambda actor: floor.leave_floor(actor, self.pk, seat.pk))

    @rule(who=CHAIR, back=LATEST, after=st.none() | LATEST)
    def move(self, who: Hand, back: int, after: int | None) -> None:
        request = self.request(back)
        other = None if after is None else self.request(after)
        place = other.pk if other else None
        if request:
            self.do(who, lambda actor: floor.move_request(actor, request, after=place))

    @rule(who=CHAIR, back=LATEST)
    def give(self, who: Hand, back: int) -> None:
        request = self.request(back)
        if request:
            self.do(who, lambda actor: floor.give_floor(actor, request))

    @rule(who=hands("conductor", *MEMBERS), name=MEMBER)
    def end(self, who: Hand, name: str) -> None:
        seat = self.seat(name)
        self.do(who, lambda actor: floor.end_speech(actor, self.pk, seat.pk))

    @rule(who=CHAIR)
    def close_floor(self, who: Hand) -> None:
        self.do(who, lambda actor: floor.close_floor(actor, self.pk))

    @rule(who=CHAIR)
    def reopen_floor(self, who: Hand) -> None:
        self.do(who, lambda actor: floor.reopen_floor(actor, self.pk))

    # Who stands aside

    @rule(who=ANYBODY, name=st.just(ITSELF) | SEATED, rank=ITEM)
    def recuse(self, who: Hand, name: str, rank: int) -> None:
        own = "rival" if who.name == "stranger" else who.name
        seat, item = self.seat(own if name == ITSELF else name), self.item(rank)
        self.do(who, lambda actor: recusals.recuse(actor, seat, item))

    @rule(who=TABLE, name=SEATED, rank=ITEM)
    def lift(self, who: Hand, name: str, rank: int) -> None:
        seat, item = self.seat(name), self.item(rank)
        self.do(who, lambda actor: recusals.lift_recusal(actor, seat, item))

    # What is told to whom

    @rule(
        who=TABLE,
        text=st.sampled_from(["Reprise à 11 h.", "Le repas est servi.", ""]),
        shown_to=st.sampled_from(list(ShownTo)),
    )
    def announce(self, who: Hand, text: str, shown_to: ShownTo) -> None:
        self.do(
            who,
            lambda actor: announcements.make_announcement(
                actor, self.pk, text, shown_to
            ),
        )

    @rule(who=TABLE)
    def withdraw_announcement(self, who: Hand) -> None:
        made = self.council.meeting.announcements.last()
        if made is not None:
            self.do(who, lambda actor: announcements.withdraw_announcement(actor, made))

    @rule(who=TABLE)
    def allow_messages(self, who: Hand) -> None:
        self.do(who, lambda actor: messages.allow_messages(actor, self.pk))

    @rule(who=TABLE)
    def stop_messages(self, who: Hand) -> None:
        self.do(who, lambda actor: messages.stop_messages(actor, self.pk))

    @rule(who=ANYBODY, name=MEMBER, other=st.none() | SEATED)
    def send(self, who: Hand, name: str, other: str | None) -> None:
        box = end_of(self.seat(name))
        to = DESK if other is None else end_of(self.seat(other))
        self.do(
            who,
            lambda actor: messages.send_message(
                actor, self.pk, box=box, to=to, text="Un mot."
            ),
        )
