"""How many members must be there for a body to deliberate, and how many are."""

from collections.abc import Iterable
from dataclasses import dataclass

NONE, HALF, MAJORITY, TWO_THIRDS = "none", "half", "majority", "two_thirds"


@dataclass(frozen=True)
class Place:
    """A seat with a deliberative voice, as the quorum counts it.

    `person` is its holder and `acting` who sits for him; `is_present` says that the
    holder himself is in the room; `is_recused` that the seat stands aside from the item
    under deliberation.
    """

    person: int
    is_present: bool
    acting: int | None = None
    is_recused: bool = False


@dataclass(frozen=True)
class Quorum:
    """The count at one moment; it informs the chair and blocks nothing by itself."""

    present: int
    seats: int
    required: int

    @property
    def is_met(self) -> bool:
        return self.present >= self.required


def required(rule: str, seats: int) -> int:
    """Return how many of `seats` a rule asks for; ValueError for an unknown rule."""
    if rule == NONE:
        return 0
    if rule == HALF:
        return (seats + 1) // 2
    if rule == MAJORITY:
        return seats // 2 + 1 if seats else 0
    if rule == TWO_THIRDS:
        return (2 * seats + 2) // 3
    raise ValueError(f"no such quorum: {rule}")


def count(
    rule: str, places: Iterable[Place], in_the_room: Iterable[int] = ()
) -> Quorum | None:
    """Return the count of the deliberating seats; None where no quorum is asked for.

    A represented seat counts while whoever acts for it is there: in his own seat, or
    among `in_the_room`, the persons present without a deliberative voice. Whoever stands
    aside from the item is out of both numbers, in his own seat and in those where he
    acts for another.
    """
    if rule == NONE:
        return None
    seats = list(places)
    there = {p.person for p in seats if p.is_present} | set(in_the_room)
    aside = {p.acting or p.person for p in seats if p.is_recused}
    counted = [
        p for p in seats if not p.is_recused and (p.acting or p.person) not in aside
    ]
    present = sum(p.acting in there if p.acting else p.is_present for p in counted)
    return Quorum(present, len(counted), required(rule, len(counted)))
