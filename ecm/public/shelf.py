"""What was made once and is given many times, up to so many bytes."""

from collections.abc import Hashable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
MOST = 64_000_000  # bytes on one shelf
LARGEST = 8_000_000  # bytes of one thing: a larger one is made each time


class Shelf(Generic[Thing]):
    """Keeps things by name; when it is full the oldest go first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._kept: dict[Hashable, tuple[Thing, int]] = {}
        self._bytes = 0

    def get(self, name: Hashable) -> Thing | None:
        found = self._kept.get(name)
        return found[0] if found else None

    def put(self, name: Hashable, thing: Thing, size: int) -> bool:
        """Keep a thing of `size` bytes; False where it is too large to be kept."""
        if size > min(LARGEST, self._most):
            return False
        self._forget(name)
        self._kept[name] = (thing, size)
        self._bytes += size
        while self._bytes > self._most:
            self._forget(next(iter(self._kept)))
        return True

    def _forget(self, name: Hashable) -> None:
        _thing, size = self._kept.pop(name, (None, 0))
        self._bytes -= size
