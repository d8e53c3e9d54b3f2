"""Two states of one agenda side by side: what was added, removed, moved or renamed."""

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


@dataclass(frozen=True)
class Line:
    """One item of an agenda as it stood; `readers` count when it is restricted."""

    item: int
    dossier: int | None
    part: str
    group: str
    number: str
    kind: str
    title: str
    ministry: str
    on_behalf_of: str
    associated: str
    presenter: str
    track: str
    minutes: int
    is_supplementary: bool
    is_restricted: bool
    stub_display: str
    readers: tuple[int, ...]

    @property
    def key(self) -> tuple[str, int]:
        """What follows an item that left the agenda and came back as another row."""
        return (
            ("item", self.item) if self.dossier is None else ("dossier", self.dossier)
        )

    @classmethod
    def read(cls, kept: dict[str, Any]) -> "Line":
        """Return the line that `written` kept; what is missing in an older one is empty."""
        known = {f.name: kept.get(f.name, _EMPTY.get(f.name, "")) for f in fields(cls)}
        return cls(**{**known, "readers": tuple(known["readers"])})

    def written(self) -> dict[str, Any]:
        """Return the line as a version keeps it."""
        return {**asdict(self), "readers": list(self.readers)}


_EMPTY: dict[str, Any] = {
    "dossier": None,
    "readers": (),
    "minutes": 0,
    "is_supplementary": False,
    "is_restricted": False,
}
# What an approval approves. The track and the minutes follow the positions, which come
# later; the readers of an item are nobody's business here.
SEALED = (
    *("item", "part", "group", "number", "kind", "title", "ministry"),
    *("on_behalf_of", "associated"),
)


def sealed(lines: Sequence[Line]) -> list[list[Any]]:
    """Return what the digest of an agenda covers: its numbers, titles and order."""
    return [[getattr(line, name) for name in SEALED] for line in lines]


class Change(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    RETITLED = "retitled"
    TRACKED = "tracked"
    REPLANNED = "replanned"


@dataclass(frozen=True)
class Pair:
    """An item before and after; one of the two is None when it came or went."""

    before: Line | None
    after: Line | None
    changes: tuple[Change, ...]


def compare(
    before: Sequence[Line], after: Sequence[Line], moved: Collection[int] = ()
) -> tuple[Pair, ...]:
    """Return every item of both agendas, in the order of `after`, with what changed.

    As few items as possible count as moved: a number that changes because of others is
    no move. Where that leaves a choice (two that changed places), the items that
    somebody moved by hand (`moved`) are taken.
    """
    was = {line.key: line for line in before}
    stayed = _stayed(before, after, moved)
    pairs = [_pair(was.get(line.key), line, line.key in stayed) for line in after]
    for removed in _removed(before, after):
        pairs.insert(_place_of(removed, before, pairs), removed)
    return tuple(pairs)


def _pair(before: Line | None, after: Line, stayed: bool) -> Pair:
    if before is None:
        return Pair(None, after, (Change.ADDED,))
    different = {
        Change.MOVED: not stayed,
        Change.RETITLED: before.title != after.title,
        Change.TRACKED: before.track != after.track,
        Change.REPLANNED: before.minutes != after.minutes,
    }
    return Pair(before, after, tuple(c for c, true in different.items() if true))


def _removed(before: Sequence[Line], after: Sequence[Line]) -> list[Pair]:
    kept = {line.key for line in after}
    gone = (line for line in before if line.key not in kept)
    return [Pair(line, None, (Change.REMOVED,)) for line in gone]


def _place_of(removed: Pair, before: Sequence[Line], pairs: Sequence[Pair]) -> int:
    """Return where a removed item is shown: after the nearest one that preceded it."""
    rank = {line.key: place for place, line in enumerate(before)}
    assert removed.before is not None  # noqa: S101  (a removed item was there before)
    own = rank[removed.before.key]
    earlier = (
        (rank[pair.before.key], place)
        for place, pair in enumerate(pairs, start=1)
        if pair.before and Change.MOVED not in pair.changes
    )
    nearest = max((found for found in earlier if found[0] < own), default=(0, 0))
    return nearest[1]


def _spot(line: Line) -> tuple[tuple[str, int], str, str]:
    """Return an item with its part and its group: in others it has not stayed."""
    return line.key, line.part, line.group


def _stayed(
    before: Sequence[Line], after: Sequence[Line], moved: Collection[int]
) -> frozenset[tuple[str, int]]:
    """Return the items that kept their order: the heaviest increasing subsequence."""
    ranks = {_spot(line): place for place, line in enumerate(before)}
    common = [line for line in after if _spot(line) in ranks]
    order = [ranks[_spot(line)] for line in common]
    # An item that nobody touched weighs more than all the touched ones together.
    light = {line.item for line in common} & set(moved)
    weights = [1 if line.item in light else len(common) + 1 for line in common]
    best: list[tuple[int, int]] = []  # the weight that ends here, and what precedes it
    for here, place in enumerate(order):
        ends = ((best[i][0], i) for i in range(here) if order[i] < place)
        weight, previous = max(ends, default=(0, -1))
        best.append((weight + weights[here], previous))
    kept, here = set(), max(range(len(best)), key=lambda i: best[i][0], default=-1)
    while here >= 0:
        kept.add(common[here].key)
        here = best[here][1]
    return frozenset(kept)
