"""How many tablets have the present state; an estimate made of heartbeats, never a record."""

import time
from collections import Counter
from collections.abc import Hashable
from dataclasses import dataclass
from weakref import WeakKeyDictionary

STALE_AFTER = 6.0  # seconds without a word from another process
SPEAK_EVERY = 3.0  # seconds after which an unchanged count is told again


@dataclass(frozen=True)
class State:
    """Cursors of the tablets present, and the number at which the meeting is."""

    cursors: tuple[tuple[int, int], ...]
    seq: int

    @property
    def present(self) -> int:
        return sum(count for _, count in self.cursors)

    @property
    def up_to_date(self) -> int:
        return sum(count for cursor, count in self.cursors if cursor >= self.seq)

    @property
    def histogram(self) -> str:
        return " ".join(f"{cursor}:{count}" for cursor, count in self.cursors)


class Presence:
    """The cursors of this process's tablets and what the other processes told of theirs."""

    def __init__(self) -> None:
        self._own: dict[int, tuple[list[int], float]] = {}
        self._others: dict[tuple[str, int], tuple[list[int], float]] = {}
        self._shown: WeakKeyDictionary[Hashable, str] = WeakKeyDictionary()

    def own(self, meeting_id: int, cursors: list[int]) -> bool:
        """Note this process's cursors; tell whether the others should hear of them."""
        now, ordered = time.monotonic(), sorted(cursors)
        before, told = self._own.get(meeting_id, ([], 0.0))
        if before == ordered and now - told < SPEAK_EVERY:
            return False
        self._own[meeting_id] = (ordered, now)
        return True

    def heard(self, process: str, meeting_id: int, cursors: list[int]) -> None:
        self._others[process, meeting_id] = (cursors, time.monotonic())

    def state(self, meeting_id: int, seq: int) -> State:
        counts = Counter(self._own.get(meeting_id, ([], 0.0))[0])
        horizon = time.monotonic() - STALE_AFTER
        for (_, meeting), (cursors, told) in self._others.items():
            if meeting == meeting_id and told > horizon:
                counts.update(cursors)
        return State(tuple(sorted(counts.items(), reverse=True)), seq)

    def is_new(self, socket: Hashable, frame: str) -> bool:
        """Tell whether this socket was shown something else before, and remember."""
        if self._shown.get(socket) == frame:
            return False
        self._shown[socket] = frame
        return True
