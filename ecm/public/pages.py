"""The pages of a long list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Pages:
    """Where a reader is in a list of `total` rows; pages count from 1."""

    here: int
    total: int
    length: int

    @property
    def last(self) -> int:
        return -(-self.total // self.length)

    @property
    def exists(self) -> bool:
        return 1 <= self.here <= self.last

    @property
    def offset(self) -> int:
        return (self.here - 1) * self.length

    @property
    def previous(self) -> int:
        return self.here - 1

    @property
    def following(self) -> int:
        """The page after this one, 0 on the last."""
        return self.here + 1 if self.here < self.last else 0
