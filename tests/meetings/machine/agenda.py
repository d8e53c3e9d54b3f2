"""What is tried with the meeting, its items and the list without debate."""

from datetime import date

from hypothesis import strategies as st
from hypothesis.stateful import initialize, precondition, rule

from ecm.domain.outcomes import Outcome
from ecm.domain.workflow import Attendance
from ecm.dossiers.models import DossierKind
from ecm.meetings.actions import conduct, consent, items, sittings, tabling, undoing
from ecm.meetings.actions.attendance import call_the_roll, note_attendance
from ecm.meetings.consenting import listed
from ecm.meetings.models import Track
from tests.meetings.machine.room import (
    ANYBODY,
    CHAIR,
    ITEM,
    PEOPLE,
    WAITING,
    Hand,
    Room,
)

OUTCOMES = st.sampled_from(list(Outcome))
MINISTRIES = st.sampled_from(["defence", "finance", "culture"])
OLD_ENOUGH = 25  # steps before a council may close


class AgendaRules(Room):
    """The meeting and its items."""

    @initialize(opened=st.sampled_from([True, True, True, False]))
    def begin(self, opened: bool) -> None:
        chair = Hand("president", None, False)
        seat, deputy = self.seat("absent"), self.council.cast.deputy.person
        self.do(
            chair,
            lambda actor: note_attendance(
                actor, seat, attendance=Attendance.REPRESENTED, acting=deputy
            ),
        )
        if opened:
            self.do(chair, lambda actor: call_the_roll(actor, self.pk))
            self.do(chair, lambda actor: sittings.open_meeting(actor, self.pk))

    @rule(who=CHAIR)
    def open_meeting(self, who: Hand) -> None:
        self.do(who, lambda actor: sittings.open_meeting(actor, self.pk))

    @rule(who=CHAIR)
    def suspend(self, who: Hand) -> None:
        self.do(who, lambda actor: sittings.suspend(actor, self.pk))

    @rule(who=CHAIR)
    def resume(self, who: Hand) -> None:
        self.do(who, lambda actor: sittings.resume(actor, self.pk))

    @precondition(lambda self: self.steps > OLD_ENOUGH)
    @rule(who=ANYBODY)
    def close(self, who: Hand) -> None:
        self.do(who, lambda actor: sittings.close(actor, self.pk))

    @rule(who=CHAIR, rank=WAITING)
    def call(self, who: Hand, rank: int) -> None:
        item = self.waiting(rank)
        self.do(who, lambda actor: items.call_item(actor, item))

    @rule(times=st.integers(1, 2))
    def advance(self, times: int) -> None:
        for _ in range(times):
            self.go_on()

    @rule(who=CHAIR, rank=ITEM)
    def undo_call(self, who: Hand, rank: int) -> None:
        item = self.item(rank)
        self.do(who, lambda actor: items.undo_call(actor, item))

    @rule(who=CHAIR, rank=ITEM)
    def present(self, who: Hand, rank: int) -> None:
        item = self.item(rank)
        self.do(who, lambda actor: items.present_item(actor, item))

    @rule(who=CHAIR, rank=ITEM, outcome=OUTCOMES, day=st.sampled_from([None, 1, 28]))
    def decide(self, who: Hand, rank: int, outcome: Outcome, day: int | None) -> None:
        item = self.item(rank)
        self.do(
            who,
            lambda actor: items.decide(
                actor,
                item,
                outcome=outcome,
                text=f"Le Conseil se prononce : {item.title}.",
                deferred_to=date(2026, 2, day) if day else None,
            ),
        )

    @rule(who=CHAIR, rank=st.integers(-1, 9))
    def undo_decision(self, who: Hand, rank: int) -> None:
        item = self.item(rank)
        self.do(who, lambda actor: undoing.undo_decision(actor, item))

    @rule(who=CHAIR, rank=ITEM)
    def set_aside(self, who: Hand, rank: int) -> None:
        item = self.item(rank)
        self.do(who, lambda actor: conduct.set_aside(actor, item))

    @rule(who=CHAIR, rank=WAITING, place=st.none() | WAITING)
    def reorder(self, who: Hand, rank: int, place: int | None) -> None:
        item = self.waiting(rank)
        after = None if place is None else self.waiting(place)
        if after != item:
            self.do(who, lambda actor: conduct.reorder_item(actor, item, after=after))

    @rule(who=CHAIR, rank=WAITING, track=st.sampled_from(list(Track)))
    def switch_track(self, who: Hand, rank: int, track: Track) -> None:
        item = self.waiting(rank)
        self.do(who, lambda actor: conduct.switch_track(actor, item, track=track))

    @rule(who=CHAIR, ministry=MINISTRIES, days=st.none() | st.integers(0, 8))
    def table(self, who: Hand, ministry: str, days: int | None) -> None:
        tabled = tabling.Tabled(
            kind=DossierKind.objects.get(code="decree"),
            ministry=self.council.cast.ministries[ministry],
            title=f"Intitulé-{self.tried}-z",
            days=days,
        )
        self.do(who, lambda actor: tabling.table_item(actor, self.pk, tabled))

    @rule(who=CHAIR, rank=ITEM)
    def split(self, who: Hand, rank: int) -> None:
        item, title = self.item(rank), f"Intitulé-{self.tried}-z"
        self.do(who, lambda actor: tabling.split_item(actor, item, title=title))

    @rule(who=CHAIR, rank=WAITING, other=ITEM)
    def join(self, who: Hand, rank: int, other: int) -> None:
        item, to = self.waiting(rank), self.waiting(other)
        self.do(who, lambda actor: tabling.join_item(actor, item, to=to))

    @rule(
        who=ANYBODY, rank=ITEM, names=st.none() | st.sets(st.sampled_from(PEOPLE[:6]))
    )
    def restrict(self, who: Hand, rank: int, names: set[str] | None) -> None:
        item = self.item(rank)
        readers = [self.council.cast[name].person for name in sorted(names or ())]
        self.do(
            who,
            lambda actor: items.restrict_item(
                actor, item, restricted=names is not None, readers=readers
            ),
        )

    # The list without debate

    @rule(who=CHAIR)
    def show_list(self, who: Hand) -> None:
        self.do(who, lambda actor: consent.show_list(actor, self.pk))

    @rule(who=CHAIR, ranks=st.sets(st.integers(0, 9), min_size=1))
    def prepare_and_show(self, who: Hand, ranks: set[int]) -> None:
        """Put items on the list and show it: so that there is one to adopt."""
        for rank in sorted(ranks):
            self.switch_track(who, rank, Track.CONSENT)
        current = self.council.refresh().current_item
        if current:
            self.do(who, lambda actor: conduct.set_aside(actor, current))
        self.show_list(who)

    @rule(who=CHAIR)
    def hide_list(self, who: Hand) -> None:
        self.do(who, lambda actor: consent.hide_list(actor, self.pk))

    @rule(who=ANYBODY, name=st.sampled_from(PEOPLE[:6]), rank=ITEM)
    def take_out(self, who: Hand, name: str, rank: int) -> None:
        seat, item = self.seat(name), self.item(rank)
        self.do(who, lambda actor: consent.take_out(actor, seat.pk, item))

    @rule(who=CHAIR, forgets=st.sampled_from([False, False, True]))
    def adopt(self, who: Hand, forgets: bool) -> None:
        name = self.conductor() if who.name == "conductor" else who.name
        seats = [s for s in [self.seat(name)] if name != "screen"]
        read = [item.pk for item in listed(self.council.refresh(), seats)]
        pks = read[1:] if forgets else read
        self.do(who, lambda actor: consent.adopt(actor, self.pk, pks))
