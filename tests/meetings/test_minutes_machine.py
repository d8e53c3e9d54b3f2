"""Whatever two secretaries and their slow links do, no text ever written disappears."""

from uuid import UUID

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecm.domain.errors import Conflict
from ecm.journal.chain import faults_of
from ecm.meetings.actions.minutes import remove_block, settle_proposal, write_block
from ecm.meetings.models import BlockRevision, MinuteBlock, MinuteProposal
from tests.cast import Council

NAMES = st.sampled_from(["secretary", "second_secretary"])
BLOCKS = st.integers(1, 2)
WORDS = st.text("aé œ", max_size=3)
# How many versions the tablet is behind: what a slow link or a closed lid makes.
LAG = st.integers(0, 3)
STEPS = st.one_of(
    st.tuples(st.just("write"), NAMES, BLOCKS, WORDS, LAG),
    st.tuples(st.just("settle"), NAMES, BLOCKS, st.none() | WORDS, LAG),
    st.tuples(st.just("remove"), NAMES, BLOCKS, st.just(""), LAG),
)


class Desk:
    """Two secretaries at one meeting, and every text that either has had acknowledged."""

    def __init__(self, council: Council) -> None:
        self.council = council
        self.written: set[tuple[UUID, str]] = set()

    def step(
        self, kind: str, name: str, block: int, text: str | None, lag: int
    ) -> None:
        uid = UUID(int=block)
        row = MinuteBlock.objects.filter(meeting=self.council.pk, uid=uid).first()
        base = max(0, row.version - lag) if row else 0
        try:
            getattr(self, kind)(self.council.actor(name), uid, row, text, base)
        except Conflict:
            return
        if text is not None and kind != "remove":
            self.written.add((uid, text))

    def write(self, actor, uid, row, text, base) -> None:
        write_block(actor, self.council.pk, uid=uid, base=base, text=text)

    def settle(self, actor, uid, row, text, base) -> None:
        waiting = MinuteProposal.objects.filter(block=row).order_by("pk")
        proposal = waiting.filter(settled_at=None).first() or waiting.first()
        if proposal is None or proposal.settled_at:
            raise Conflict("nothing to settle")
        settle_proposal(actor, proposal, text=text, base=base)

    def remove(self, actor, uid, row, text, base) -> None:
        if row is not None:
            remove_block(actor, row, base=base)

    def kept(self) -> set[tuple[UUID, str]]:
        rows = [BlockRevision.objects, MinuteProposal.objects]
        return {pair for r in rows for pair in r.values_list("block__uid", "text")}


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=st.lists(STEPS, max_size=14))
def test_no_text_ever_written_disappears(opened: Council, steps: list) -> None:
    from django.db import transaction

    desk = Desk(opened)
    with transaction.atomic():
        for step in steps:
            desk.step(*step)

        assert desk.written <= desk.kept()
        for block in MinuteBlock.objects.all():
            assert block.revisions.get(version=block.version).text == block.text
            assert block.revisions.count() == block.version
        meeting = opened.refresh()
        assert list(faults_of(meeting.stream, meeting.seq, meeting.head)) == []
        transaction.set_rollback(True)
