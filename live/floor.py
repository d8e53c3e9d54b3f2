"""The floor as one audience may know it: who speaks, who waits, how long each has spoken."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from ecm import clock
from ecm.domain.floor import Speech, total_of
from ecm.meetings.models import FloorRequest
from live.council import Council


@dataclass(frozen=True)
class Voice:
    """A member by his name and his seat's title."""

    seat: int
    name: str
    title: str
    is_acting: bool


@dataclass(frozen=True)
class Speaker:
    voice: Voice
    since: datetime


@dataclass(frozen=True)
class Waiting:
    """One who waits; the two last fields name the request that he would then follow.

    0 stands for the first place, None for a move that is not possible.
    """

    request: int
    voice: Voice
    rank: int
    has_spoken: bool
    up_after: int | None
    down_after: int | None


@dataclass(frozen=True)
class Total:
    voice: Voice
    words: str


@dataclass(frozen=True)
class Floor:
    """The floor on the item under deliberation; `minutes` is how long one may speak."""

    item: int
    is_closed: bool
    minutes: int | None
    speaker: Speaker | None
    waiting: tuple[Waiting, ...]
    totals: tuple[Total, ...]

    @property
    def order(self) -> str:
        """The seats that wait, in order: each tablet finds its own rank there."""
        return " ".join(str(one.voice.seat) for one in self.waiting)


def floor_of(council: Council, item: int, *, is_table: bool) -> Floor:
    """Return the floor on an item that the audience may read; totals for the table."""
    requests = council.floor
    here = [r for r in requests if r.item_id == item]
    speaking = next((r for r in here if r.is_speaking), None)
    spoken = {r.seat_id for r in here if r.started_at is not None}
    waiting = [r for r in here if r.is_waiting]
    return Floor(
        item=item,
        is_closed=council.meeting.floor_is_closed,
        minutes=council.meeting.body.speaking_minutes,
        speaker=_speaker(speaking),
        waiting=tuple(
            _waiting(waiting, rank, spoken) for rank in range(1, len(waiting) + 1)
        ),
        totals=_totals(here) if is_table else (),
    )


def _voice(request: FloorRequest) -> Voice:
    seat = request.seat
    return Voice(
        seat=seat.pk,
        name=str(seat.occupant or seat),
        title=seat.title,
        is_acting=seat.acting_id is not None,
    )


def _speaker(request: FloorRequest | None) -> Speaker | None:
    if request is None or request.started_at is None:
        return None
    return Speaker(_voice(request), request.started_at)


def _waiting(order: list[FloorRequest], rank: int, spoken: set[int]) -> Waiting:
    request = order[rank - 1]
    before = order[rank - 3].pk if rank > 2 else 0
    return Waiting(
        request=request.pk,
        voice=_voice(request),
        rank=rank,
        has_spoken=request.seat_id in spoken,
        up_after=before if rank > 1 else None,
        down_after=order[rank].pk if rank < len(order) else None,
    )


def _totals(requests: list[FloorRequest]) -> tuple[Total, ...]:
    """Return how long each has spoken on the item, the longest first."""
    ended = [r for r in requests if r.ended_at is not None]
    speeches = [
        Speech(r.seat_id, r.started_at, r.ended_at) for r in ended if r.started_at
    ]
    total = total_of(speeches, clock.now())
    voices = {r.seat_id: _voice(r) for r in ended}
    longest = sorted(total, key=lambda seat: -total[seat])
    return tuple(Total(voices[seat], duration(total[seat])) for seat in longest)


def duration(lasted: timedelta) -> str:
    """Return « 4 min 10 s », or « 10 s », with no-break spaces."""
    minutes, seconds = divmod(int(lasted.total_seconds()), 60)
    if not minutes:
        return _("%(seconds)d s") % {"seconds": seconds}
    return _("%(minutes)d min %(seconds)02d s") % {
        "minutes": minutes,
        "seconds": seconds,
    }
