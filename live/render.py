"""From the database to the bytes of a frame; runs in the hub's thread and in views."""

from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from threading import Lock
from typing import Any, TypeVar

from django.db import DatabaseError, connection
from django.template.loader import render_to_string
from django.utils import translation

from ecm import clock
from ecm.domain.policy import Role
from ecm.domain.verbs import Verb
from ecm.journal.models import Entry
from ecm.meetings.asked import MEETING
from ecm.meetings.models import Meeting
from ecm.prepared import Prepared
from live import gauges
from live.audience import Audience
from live.council import Council
from live.drawn import draw
from live.presence import State
from live.regions import MOVES_AUDIENCES, Fact, Touched, touched, whole_page
from live.room import Room

PRESENCE_VIEWS = (Role.PRESIDING, Role.SECRETARY)
KEPT = 256  # snapshots kept in memory
SINCE = Prepared(
    lambda stream, after, upto: Entry.objects.filter(
        stream=stream, seq__gt=after, seq__lte=upto
    ).order_by("seq"),
    (str, int, int),
)
T = TypeVar("T")


@dataclass(frozen=True)
class Snapshot:
    seq: int
    html: str


@dataclass(frozen=True)
class Snapshots:
    seq: int
    frames: dict[Audience, str]


@dataclass(frozen=True)
class Changes:
    """The frames of each audience since a number, and whether somebody's sight changed.

    `markers` are the accounts whose own marks changed; None stands for everybody's.
    `has_messages` says whether there may be messages to look for.
    """

    seq: int
    frames: dict[Audience, str]
    moves_audiences: bool
    markers: frozenset[int] | None = frozenset()
    has_messages: bool = False


def with_connection(function: Callable[..., T], *arguments: Any) -> T:
    """Run in a thread of ours, on its one lasting connection.

    After an error the connection is dropped: the database may have been restarted.
    """
    try:
        return function(*arguments)
    except DatabaseError:
        connection.close()
        raise


# What the hub asks


@gauges.timed("change")
def changes(meeting_id: int, after: int, audiences: Iterable[Audience]) -> Changes:
    """Render, once per audience, what changed since entry `after`.

    The number is read first and no lock is held: rows that are newer than it do no harm,
    the frame after this one shows them again.
    """
    meeting = _meeting(meeting_id)
    if meeting.seq <= after:
        level = {a: cursor_element(after, meeting.seq, a.view) for a in audiences}
        return Changes(meeting.seq, level, False, has_messages=meeting.messages_are_on)
    facts = _facts(meeting, after)
    council = Council(meeting)
    if any(f.verb is Verb.RESTRICT_ITEM for f in facts):
        # What somebody may no longer see may be open beside the stage, where no delta
        # reaches: a snapshot makes the page ask for that again.
        frames = {a: snapshot(meeting_id, a).html for a in audiences}
    else:
        frames = {a: _delta(council, a, after, facts) for a in audiences}
    moves = any(f.verb in MOVES_AUDIENCES for f in facts)
    markers = _markers(meeting, facts)
    return Changes(meeting.seq, frames, moves, markers, meeting.messages_are_on)


def _markers(meeting: Meeting, facts: list[Fact]) -> frozenset[int] | None:
    """Return whose own marks changed: who gave one, or all when seats change hands."""
    verbs = {f.verb for f in facts}
    if Verb.NOTE_ATTENDANCE in verbs and meeting.current_item_id is not None:
        return None
    given = (f.actor for f in facts if f.verb is Verb.GIVE_MARK)
    return frozenset(actor for actor in given if actor is not None)


def _facts(meeting: Meeting, after: int) -> list[Fact]:
    found = SINCE(meeting.stream, after, meeting.seq)
    return [Fact(e.seq, Verb(e.verb), e.facts, e.actor_id) for e in found]


def _delta(council: Council, audience: Audience, after: int, facts: list[Fact]) -> str:
    room = Room(council, audience)
    seen = touched(facts, audience.view, room.hidden)
    cursor = cursor_element(after, council.meeting.seq, audience.view)
    with translation.override(audience.language):
        return cursor + _elements(room, seen) + _announced(room, facts)


def _announced(room: Room, facts: list[Fact]) -> str:
    """Say to the room that the conduct changed hands: no state of a region would."""
    passed = any(f.verb in (Verb.HAND_WHEEL, Verb.TAKE_WHEEL) for f in facts)
    return region(room, "conducting") if passed and not room.is_screen else ""


def _elements(room: Room, seen: Touched) -> str:
    parts = [region(room, name) for name in seen.regions]
    parts += [
        draw("live/_row.html", {"room": room, "item": line})
        for line in room.rows(seen.rows)
    ]
    if seen.points and room.consent:
        parts += [
            draw("live/_point.html", {"room": room, "line": line})
            for line in room.consent.lines
            if line.id in seen.points
        ]
    if seen.blocks:
        for row in room.council.some_blocks(seen.blocks):
            block = room.block(row)
            if block is not None:
                context = {"room": room, "block": block}
                parts.append(draw("live/_about.html", context))
                parts.append(draw("live/_block.html", context))
    return "".join(parts)


def region(room: Room, name: str) -> str:
    return draw(f"live/_{name}.html", {"room": room})


def cursor_element(after: int, seq: int, view: Role, *, snapshot: bool = False) -> str:
    """Return what moves a page on; `view` is whose page it must be."""
    whole = " data-snapshot" if snapshot else ""
    return (
        f'<i id="cursor" hidden data-from="{after}" data-seq="{seq}" data-role="{view}"'
        f' data-now="{clock.now().isoformat(timespec="seconds")}"{whole}></i>'
    )


_snapshots: OrderedDict[tuple[int, Audience, int], str] = OrderedDict()
_lock = Lock()


def snapshot(meeting_id: int, audience: Audience) -> Snapshot:
    """Return the whole page's regions; one rendering per audience and number."""
    return _snapshot(_meeting(meeting_id), audience)


def snapshots(meeting_id: int, audiences: Iterable[Audience]) -> Snapshots:
    """Return what `snapshot` returns for several audiences, all at one number."""
    meeting = _meeting(meeting_id)
    found = {audience: _snapshot(meeting, audience).html for audience in audiences}
    return Snapshots(meeting.seq, found)


def _meeting(meeting_id: int) -> Meeting:
    found = MEETING(meeting_id)
    if not found:
        raise Meeting.DoesNotExist
    return found[0]


def _snapshot(meeting: Meeting, audience: Audience) -> Snapshot:
    key = (meeting.pk, audience, meeting.seq)
    with _lock:
        body = _snapshots.get(key)
    if body is None:
        body = _whole(Council(meeting), audience)
        with _lock:
            _snapshots[key] = body
            while len(_snapshots) > KEPT:
                _snapshots.popitem(last=False)
    cursor = cursor_element(0, meeting.seq, audience.view, snapshot=True)
    return Snapshot(meeting.seq, cursor + body)


@gauges.timed("page")
def _whole(council: Council, audience: Audience) -> str:
    room = Room(council, audience)
    with translation.override(audience.language):
        return "".join(region(room, name) for name in whole_page(audience.view))


def presence(state: State, language: str) -> str:
    with translation.override(language):
        return render_to_string("live/_presence.html", {"presence": state})


def own_marks_changed() -> str:
    """Tell a tablet to ask for its own marks again; they go to nobody else's frame."""
    return '<i id="mine-changed" hidden></i>'


def pulse() -> str:
    """Answer a heartbeat: the line is alive, and this is the council's time."""
    return f'<i id="pulse" hidden data-now="{clock.now().isoformat(timespec="seconds")}"></i>'


def seqs_of(meetings: list[int]) -> dict[int, int]:
    if not meetings:
        return {}
    return dict(Meeting.objects.filter(pk__in=meetings).values_list("pk", "seq"))
