"""A council that anybody may do anything to: how an act is tried, and what must then hold."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

import pytest
import time_machine
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ecm import clock
from ecm.domain.errors import Conflict, Refusal
from ecm.domain.workflow import ItemState, MeetingState
from ecm.journal.chain import Actor, AlreadyDone, faults_of
from ecm.journal.models import Entry
from ecm.meetings.actions import sittings
from ecm.meetings.actions.items import call_item
from ecm.meetings.agenda import in_calling_order
from ecm.meetings.models import AgendaItem, Seat
from ecm.meetings.standing import holds_the_wheel
from ecm.people.models import Post
from live import render
from tests.cast import Council, journal
from tests.meetings.fold import ItemNow, Told, fold
from tests.meetings.machine.rows import Written, by_journal, by_rows, written
from tests.meetings.machine.sight import Sight, refuse_holes, refuse_leaks

# `deputy` acts for `absent`, `minister` is made Prime Minister.
PEOPLE = (
    *("president", "minister", "secretary", "deputy", "rival", "absent"),
    *("observer", "screen"),
)
CONDUCTOR = "conductor"
FOLDED_EVERY = 5  # steps


@dataclass(frozen=True)
class Hand:
    """Who does something, how old his screen is, and whether his tablet sends it twice."""

    name: str
    behind: int | None
    again: bool


def hands(*names: str) -> st.SearchStrategy[Hand]:
    return st.builds(
        Hand,
        name=st.sampled_from(names),
        behind=st.sampled_from([None, None, 0, 0, 0, 0, 0, 1]),
        again=st.sampled_from([False, False, True]),
    )


CHAIR = hands(*[CONDUCTOR] * 24, *PEOPLE)
ANYBODY = hands(*PEOPLE, "second_secretary", "stranger")
SEATED = st.sampled_from([*PEOPLE, "second_secretary"])
# Below nought: the item under deliberation; where there is none, the next is called first.
ITEM = st.integers(-12, 9)
# Below nought: one that was not called yet.
WAITING = st.integers(-12, 9)
Act = Callable[[Actor], object]


class Room(RuleBasedStateMachine):
    """The council of the tests, in a transaction that is thrown away at the end."""

    def __init__(self, council: Council) -> None:
        super().__init__()
        render._snapshots.clear()
        self.council = council
        self.example = transaction.atomic()
        self.example.__enter__()
        seats = council.meeting.seats.filter(holder=council.cast.minister.person_id)
        seats.update(post=Post.PRIME_MINISTER)
        council.refresh()
        self.now, self.steps, self.tried = clock.now(), 0, 0
        self.beginning = self._beginning()
        self.numbers = dict(council.meeting.items.values_list("pk", "number"))
        self.rows: Written = written()
        self.seen = council.meeting.seq
        self.done: list[tuple[Actor, Act]] = []

    def teardown(self) -> None:
        try:
            self.the_journal_tells_the_rows()
        finally:
            transaction.set_rollback(True)
            self.example.__exit__(None, None, None)

    def _beginning(self) -> Callable[[], Told]:
        """What the journal does not tell: how the council was convened."""
        meeting = self.council.meeting
        chair = self.council.seat("president").pk
        display, first = meeting.mark_display, meeting.body.new_speakers_first
        restricted = dict(meeting.items.values_list("pk", "is_restricted"))

        def begin() -> Told:
            items = {pk: ItemNow(is_restricted=r) for pk, r in restricted.items()}
            return Told(chair, first, items=items, display=display)

        return begin

    # What is there

    @property
    def pk(self) -> int:
        return self.council.pk

    def item(self, rank: int) -> AgendaItem:
        """Return an item by its place, or below nought the one that is in hand or next."""
        items = list(self.council.meeting.items.order_by("position"))
        if rank >= 0:
            return items[rank % len(items)]
        current = self.council.refresh().current_item
        if current is None or (rank < -1 and not current.is_undecided):
            self.go_on()
        return self.council.refresh().current_item or items[0]

    def waiting(self, rank: int) -> AgendaItem:
        """Return an item by its place, or below nought among those not called yet."""
        if rank >= 0:
            return self.item(rank)
        items = in_calling_order(self.council.meeting.items.all())
        planned = [i for i in items if i.state == ItemState.PLANNED] or items
        return planned[rank % len(planned)]

    def go_on(self) -> None:
        """Open or resume the council and call the next item: so that it gets somewhere."""
        conductor = Hand(CONDUCTOR, None, False)
        for verb in (sittings.open_meeting, sittings.resume):
            self.do(conductor, partial(verb, meeting_id=self.pk))
        items = in_calling_order(self.council.meeting.items.all())
        planned = [i for i in items if i.state == ItemState.PLANNED]
        if planned:
            self.do(conductor, partial(call_item, item=planned[0]))

    def seat(self, name: str) -> Seat:
        return self.council.seat(name)

    def conductor(self) -> str:
        meeting = self.council.refresh()
        for name in PEOPLE:
            seat = self.seat(name)
            if holds_the_wheel(seat, meeting) and seat.attendance != "represented":
                return name
        return "deputy"

    # What is done

    def do(self, hand: Hand, act: Act) -> None:
        """Try an act: it is done whole, or refused in words and nothing is written."""
        self.tried += 1
        name = self.conductor() if hand.name == CONDUCTOR else hand.name
        actor = self.council.actor(name, str(UUID(int=self.tried)))
        if hand.behind is not None:
            epoch = self.council.refresh().epoch - hand.behind
            actor = replace(actor, epoch=epoch)
        try:
            self._at_this_time(act, actor)
        except Refusal:
            assert written() == self.rows
            return
        self.rows = written()
        if Entry.objects.filter(key=actor.key).exists():
            self.done.append((actor, act))
        if hand.again:
            self._again(actor, act)

    def _again(self, actor: Actor, act: Act) -> None:
        if (actor, act) in self.done:
            with pytest.raises(AlreadyDone):
                self._at_this_time(act, actor)
        else:
            self._at_this_time(act, actor)
        assert written() == self.rows

    def _at_this_time(self, act: Act, actor: Actor) -> None:
        with time_machine.travel(self.now, tick=False), transaction.atomic():
            act(actor)

    @rule(back=st.integers(0, 30), thief=SEATED)
    def an_old_command_comes_late(self, back: int, thief: str) -> None:
        """A tablet sends again what was done long ago; somebody else tries its key."""
        if not self.done:
            return
        actor, act = self.done[-1 - back % len(self.done)]
        with pytest.raises(AlreadyDone):
            self._at_this_time(act, actor)
        other = self.council.actor(thief, actor.key)
        if other.user_id != actor.user_id:
            with pytest.raises(Conflict):
                self._at_this_time(act, other)
        assert written() == self.rows

    @rule(seconds=st.integers(-30, 600))
    def time_passes(self, seconds: int) -> None:
        """Clocks are set back too."""
        self.now: datetime = self.now + timedelta(seconds=seconds)

    # What must hold

    @invariant()
    def it_is_whole(self) -> None:
        self.steps += 1
        meeting = self.council.refresh()
        assert list(faults_of(meeting.stream, meeting.seq, meeting.head)) == []
        seats = meeting.seats.filter(withdrawn_at=None)
        assert sum(holds_the_wheel(seat, meeting) for seat in seats) <= 1
        self._current_is_in_hand()
        self._numbers_stand()
        self._sight_is_kept()
        self.seen = meeting.seq
        if self.steps % FOLDED_EVERY == 0:
            self.the_journal_tells_the_rows()

    def _current_is_in_hand(self) -> None:
        meeting = self.council.meeting
        current = meeting.current_item
        asked = meeting.floor_requests.filter(left_at=None, ended_at=None)
        assert {r.item_id for r in asked} <= {meeting.current_item_id}
        if current is not None:
            assert meeting.state in (MeetingState.OPEN, MeetingState.SUSPENDED)
            assert current.state not in (ItemState.PLANNED, ItemState.JOINED)
            assert not current.is_aside

    def _numbers_stand(self) -> None:
        now = dict(self.council.meeting.items.values_list("pk", "number"))
        assert {pk: now[pk] for pk in self.numbers} == self.numbers
        assert len(set(now.values())) == len(now)
        self.numbers = now

    def _sight_is_kept(self) -> None:
        name = PEOPLE[self.steps % len(PEOPLE)]
        sight = Sight(self.council.meeting)
        refuse_holes(sight, self.council.cast[name])
        refuse_leaks(self.council, sight, self.seen, list(PEOPLE), name)

    def the_journal_tells_the_rows(self) -> None:
        meeting = self.council.refresh()
        told = fold(self.beginning(), journal(meeting))
        assert by_journal(told) == by_rows(meeting, told)
