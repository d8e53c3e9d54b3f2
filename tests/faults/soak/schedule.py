"""When each fault comes: two lanes, drawn from one seed, so that a run can be replayed.

One lane is that of the servers, the other that of the lines and the tablets: what befalls
both at once is where things are lost.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

CALM = 2.0  # seconds before the first fault
SHORTEST_REST, LONGEST_REST = 0.7, 8.0


@dataclass(frozen=True)
class Event:
    """A fault at an hour of the run; `draw` is the chance that picks its victims.

    `rest` is the calm that it leaves to whatever came before it, however late that ended.
    """

    at: float
    rest: float
    name: str
    lasts: float
    draw: int


def lane(seed: str, names: Sequence[str], seconds: float) -> list[Event]:
    """Return the faults of one lane; all of them come before any comes again."""
    chance = random.Random(seed)
    rest = min(LONGEST_REST, max(SHORTEST_REST, seconds / 40))
    events: list[Event] = []
    at = CALM
    for name in _dealt(names, chance):
        calm = chance.uniform(0.5, 1.5) * rest
        at += calm
        if at >= seconds:
            break
        lasts = chance.uniform(0.3, 1.5) * min(rest, 4.0)
        events.append(Event(at, calm, name, lasts, chance.randrange(2**32)))
        at += lasts
    return events


def _dealt(names: Sequence[str], chance: random.Random) -> Iterator[str]:
    while names:
        yield from chance.sample(names, len(names))
