"""What is tried with marks, votes and the running minutes."""

from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.domain.votes import Choice, Majority, Method
from ecm.meetings.actions import casting, marks, minutes, sealed, votes
from ecm.meetings.models import Ballot
from tests.meetings.machine.room import ANYBODY, CHAIR, ITEM, SEATED, Hand, Room, hands

MEMBERS = ("president", "minister", "deputy", "rival")
ROUND = st.none() | st.integers(1, 2)
UNSEALED = st.sampled_from([Method.OPEN, Method.ROLL_CALL, Method.PAPER])


class OpinionRules(Room):
    """Marks, votes and words."""

    @rule(who=CHAIR, rank=ITEM, text=st.sampled_from(["", "", "Texte amendé."]))
    def open_round(self, who: Hand, rank: int, text: str) -> None:
        item = self.item(rank)
        self.do(who, lambda actor: marks.open_round(actor, item, text=text))

    @rule(who=CHAIR, rank=ITEM)
    def close_round(self, who: Hand, rank: int) -> None:
        item = self.item(rank)
        self.do(who, lambda actor: marks.close_round(actor, item))

    @rule(
        who=hands(*MEMBERS, "absent", "observer"),
        own=st.sampled_from([True, True, False]),
        name=SEATED,
        rank=st.integers(-3, 2),
        value=st.sampled_from(list(MarkValue)),
        number=ROUND,
    )
    def give_mark(
        self,
        who: Hand,
        own: bool,
        name: str,
        rank: int,
        value: MarkValue,
        number: int | None,
    ) -> None:
        item, seat = self.item(rank), self.seat(who.name if own else name)
        self.do(
            who,
            lambda actor: marks.give_mark(
                actor, seat.pk, item, value=value, round=number, comment=value.value
            ),
        )

    @rule(who=ANYBODY, display=st.sampled_from(list(MarkDisplay)))
    def show_marks(self, who: Hand, display: MarkDisplay) -> None:
        self.do(who, lambda actor: marks.show_marks(actor, self.pk, display))

    # Votes

    def ballot(self) -> Ballot | None:
        return Ballot.objects.order_by("pk").last()

    @rule(
        who=CHAIR,
        rank=st.integers(-3, 2),
        method=UNSEALED,
        majority=st.sampled_from(list(Majority)),
        names=st.booleans(),
    )
    def open_vote(
        self, who: Hand, rank: int, method: Method, majority: Majority, names: bool
    ) -> None:
        item = self.item(rank)
        self.do(
            who,
            lambda actor: votes.open_vote(
                actor,
                item,
                method=method,
                majority=majority,
                question=f"Adopter : {item.title} ?",
                keeps_names=names,
            ),
        )

    @rule(
        who=hands(*MEMBERS, "secretary", "observer"),
        own=st.booleans(),
        name=SEATED,
        choice=st.sampled_from(list(Choice)),
        corrects=st.booleans(),
    )
    def cast(
        self, who: Hand, own: bool, name: str, choice: Choice, corrects: bool
    ) -> None:
        ballot, seat = self.ballot(), self.seat(who.name if own else name)
        if ballot is None:
            return
        self.do(
            who,
            lambda actor: casting.cast(
                actor,
                ballot,
                seat_id=seat.pk,
                choice=choice,
                by_hand=who.name == "secretary",
                corrects=corrects,
            ),
        )

    @rule(who=CHAIR, rank=st.integers(-3, 2))
    def prepare_sealed_vote(self, who: Hand, rank: int) -> None:
        item = self.item(rank)
        self.do(
            who,
            lambda actor: sealed.prepare_vote(
                actor, item, question="Adopter ?", majority=Majority.SIMPLE
            ),
        )

    @rule(who=CHAIR)
    def open_sealed_vote(self, who: Hand) -> None:
        ballot = self.ballot()
        if ballot:
            self.do(who, lambda actor: sealed.open_sealed(actor, ballot))

    @rule(who=CHAIR)
    def close_vote(self, who: Hand) -> None:
        ballot = self.ballot()
        if ballot:
            self.do(who, lambda actor: votes.close_vote(actor, ballot))

    @rule(who=CHAIR)
    def annul_vote(self, who: Hand) -> None:
        ballot = self.ballot()
        if ballot:
            self.do(who, lambda actor: votes.annul_vote(actor, ballot))

    @rule(who=hands("secretary", "president"), given=st.integers(0, 4))
    def count_paper(self, who: Hand, given: int) -> None:
        ballot = self.ballot()
        if ballot is None:
            return
        self.do(
            who,
            lambda actor: casting.count_paper(
                actor, ballot, votes_for=given, votes_against=1, abstentions=0, void=0
            ),
        )

    # Words

    @rule(
        who=hands("secretary", "second_secretary", "rival"),
        block=st.integers(1, 3),
        base=st.integers(0, 3),
        rank=ITEM,
    )
    def write(self, who: Hand, block: int, base: int, rank: int) -> None:
        item = self.item(rank)
        self.do(
            who,
            lambda actor: minutes.write_block(
                actor,
                self.pk,
                uid=UUID(int=block),
                base=base,
                text=f"{item.title} : {self.tried}.",
                item=item,
            ),
        )
