"""A secret planted in every field of a restricted item reaches nobody outside its audience.

And it does reach those inside, so that these tests can fail.
"""

from collections.abc import Callable, Iterator

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ecm.domain.errors import Refusal
from ecm.dossiers.actions.pieces import store_version
from ecm.meetings.models import MinuteProposal
from live import render
from live.audience import audiences_now
from tests.addresses import ADDRESSES
from tests.asking import PDF, Address, Place, answered, furnish
from tests.cast import Council
from tests.live.secret import SHOWN, STEPS, fields_in, plant, readers_of

SEATED = (
    *("president", "secretary", "minister", "absent", "rival"),
    *("observer", "screen"),
)
EVERYBODY = (*SEATED, "stranger", "administrator", "")
WALLS = ("president", "secretary")
OF_A_MEETING = ("live:", "meetings:", "publication:", "notices:")
Seen = set[tuple[str, str]]


def leaks(who: str, text: str, name: str, *, hall: bool = False) -> set[str]:
    """Return the fields whose secret a text tells somebody who may not read it."""
    return {
        field for field in fields_in(text) if hall or who not in readers_of(field, name)
    }


class Watch:
    """Everybody's screens: what each has been sent, by delta and as a whole page."""

    def __init__(self, council: Council, name: str) -> None:
        self.council, self.name = council, name
        self.item = council.items[name]
        self.seen: Seen = set()

    def after(self, step: Callable) -> None:
        """Do something to the item and read every frame that it makes."""
        before = self.council.refresh().seq
        with transaction.atomic():
            step(self.council, self.item)
        people = [(who, hall) for who in SEATED for hall in {False, who in WALLS}]
        found = audiences_now(
            self.council.refresh(),
            [(self.council.cast[who], hall, "fr") for who, hall in people],
        )
        change = render.changes(self.council.pk, before, {a for a in found if a})
        for (who, hall), audience in zip(people, found, strict=True):
            assert audience is not None
            whole = render.snapshot(self.council.pk, audience).html
            for frame in (change.frames[audience], whole):
                assert leaks(who, frame, self.name, hall=hall) == set(), (who, hall)
                self.seen |= {(who, field) for field in fields_in(frame)}


@pytest.mark.parametrize("name", ["secret", "neutral"])
def test_no_frame_tells_a_secret_from_the_call_to_the_closing(
    opened: Council, name: str
) -> None:
    plant(opened, name)
    store_paper(opened, name)
    watch = Watch(opened, name)

    for step in STEPS.values():
        watch.after(step)

    assert {field for _, field in watch.seen} >= SHOWN - {"document"}
    assert {who for who, field in watch.seen if field == "title"} == {
        *("president", "secretary", "minister"),
        *(("absent",) if name == "neutral" else ()),
    }


def store_paper(council: Council, name: str) -> None:
    """A version of the planted document, so that it is shown among the papers."""
    document = council.items[name].dossier.documents.get()
    store_version(council.actor("secretary"), document, PDF, pages=1)


@settings(
    max_examples=10,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    name=st.sampled_from(["secret", "neutral"]),
    steps=st.lists(st.sampled_from(sorted(STEPS)), min_size=1, max_size=5),
)
def test_no_frame_tells_a_secret_whatever_happens(
    opened: Council, name: str, steps: list[str]
) -> None:
    render._snapshots.clear()
    with transaction.atomic():
        plant(opened, name)
        watch = Watch(opened, name)
        for step in steps:
            try:
                watch.after(STEPS[step])
            except Refusal:
                continue
        transaction.set_rollback(True)
    for item in opened.items.values():
        item.refresh_from_db()


@pytest.fixture(params=["deliberating", "closed"])
def place(opened: Council, request: pytest.FixtureRequest) -> Place:
    """The secret item on the table, or decided in a council that is over."""
    plant(opened, "secret")
    store_paper(opened, "secret")
    last = "propose" if request.param == "deliberating" else "close"
    item = opened.secret
    for name, step in STEPS.items():
        step(opened, item)
        if name == last:
            break
    item.refresh_from_db()
    opened.refresh()
    return Place(
        council=opened,
        item=item,
        version=item.dossier.documents.get().versions.get(),
        block=item.blocks.get(zone="running"),
        proposal=MinuteProposal.objects.get(),
    )


def answer(address: Address, place: Place, who: str) -> str:
    """Return all that an answer says, its headers included."""
    render._snapshots.clear()  # what was taken back leaves its number to another act
    with answered(address, place, who) as found:
        body = b"".join(found) if found.streaming else found.content
        return f"{found.headers} {body.decode(errors='replace')}"


def asked_of(place: Place) -> Iterator[tuple[Address, list[Place]]]:
    """Each address with the places where it is asked.

    What a meeting answers changes with the item that is named and with its state: the
    ordinary item's own addresses too, they answer with what stands around. The
    preparation is the same throughout: it is asked once, when all is over.
    """
    ordinary = furnish(place.council, place.council.report)
    for address in ADDRESSES:
        if address.name.startswith(OF_A_MEETING):
            differs = address.arguments(place) != address.arguments(ordinary)
            yield address, [place, ordinary] if differs else [place]
        elif not place.council.meeting.is_open:
            yield address, [place]


def test_no_answer_tells_a_secret(place: Place) -> None:
    seen: Seen = set()

    for address, places in asked_of(place):
        for at in places:
            for who in EVERYBODY:
                said = answer(address, at, who)
                assert leaks(who, said, "secret") == set(), (address.label, who)
                seen |= {(who, field) for field in fields_in(said)}

    told = {field for _, field in seen}
    later = {"decision", "amendments", "directive", "settled"}
    over = {"proposal", "comment", "round"}
    assert told >= SHOWN - (later if place.council.meeting.is_open else over)


def test_a_communique_tells_nobody_of_a_restricted_item(place: Place) -> None:
    forms = [a for a in ADDRESSES if a.name.startswith("publication:communique")]

    for address in forms:
        for who in ("president", "secretary", "minister"):
            assert fields_in(answer(address, place, who)) == set(), address.label
