"""The order in which items are called, when it is not that of their numbers."""

from bisect import bisect_left
from collections.abc import Sequence


def out_of_place(ranks: Sequence[int]) -> frozenset[int]:
    """Return the fewest of these different ranks without which the others ascend."""
    tails: list[int] = []
    lengths: list[int] = []
    for rank in ranks:
        at = bisect_left(tails, rank)
        tails[at : at + 1] = [rank]
        lengths.append(at + 1)
    wanted = len(tails)
    kept: set[int] = set()
    for rank, length in zip(reversed(ranks), reversed(lengths), strict=True):
        if length == wanted and all(rank < later for later in kept):
            kept.add(rank)
            wanted -= 1
    return frozenset(ranks) - kept
