"""Attendance as one audience of the room may know it."""

from ecm import clock
from ecm.meetings.attending import (
    Attending,
    Rows,
    aside_from,
    quorum_of,
    quorum_sentence,
)
from live.council import Council
from live.lines import ItemLine


def attending(council: Council, lines: list[ItemLine]) -> Attending:
    """Return who attends; items that the audience may not read are named nowhere."""
    return Attending(
        Rows(
            meeting=council.meeting,
            seats=council.seats,
            items=council.items,
            moves=council.moves,
            guests=council.guests,
            recusals=council.recusals,
            numbers={line.id: line.number for line in lines if not line.is_stub},
            now=clock.now(),
        )
    )


def quorum_line(council: Council, item: int | None) -> tuple[str, bool]:
    """Return the sentence of the quorum for the item under deliberation, and if it is met.

    Empty where the body asks for none. `item` is None where the audience may not know of
    the one under deliberation: who stands aside from it would tell that there is one.
    """
    meeting = council.meeting
    if meeting.body.quorum == "none":
        return "", True
    count = quorum_of(meeting, council.seats, aside_from(council.recusals, item))
    return quorum_sentence(count), count is None or count.is_met
