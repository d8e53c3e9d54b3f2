"""Median days from decision to signature to Journal officiel, as a chart and a table."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ecm.domain.delays import Course, Delays, delays_by_ministry, delays_of
from ecm.followup.models import Act
from ecm.people.names import Names

BAR, GAP = 22, 14
LABELS, WIDTH = 190, 720


@dataclass(frozen=True)
class Bar:
    """A line of the chart: where its two parts begin and end, in its own units."""

    label: str
    y: int
    text_y: int
    signing: int
    printing: int
    printing_x: int
    end_x: int
    words: str


@dataclass(frozen=True)
class MinistryDelays:
    label: str
    delays: Delays


def course_of(act: Act) -> Course:
    """Return the days of an act; a bill has those of its transmission."""
    signed = act.signed_on or act.transmitted_on
    return Course(act.ministry_id, act.decided_on, signed, act.gazetted_on)


class Medians:
    """The delays of some acts, ministry by ministry."""

    def __init__(self, acts: Iterable[Act], today: date) -> None:
        names = Names()
        courses = [course_of(act) for act in acts]
        found = delays_by_ministry(courses)
        ranked = sorted(found, key=lambda pk: names.rank(pk, today))
        self.total = delays_of(courses)
        self.lines = [
            MinistryDelays(names.short(pk, today), found[pk]) for pk in ranked
        ]

    @property
    def bars(self) -> list[Bar]:
        """Return the chart; a ministry that has signed nothing has no bar."""
        shown = [x for x in self.lines if x.delays.to_signature is not None]
        longest = max((_whole(x.delays) for x in shown), default=0) or 1
        scale = (WIDTH - LABELS - 90) / longest
        return [_bar(x, rank, scale) for rank, x in enumerate(shown)]

    @property
    def height(self) -> int:
        return len(self.bars) * (BAR + GAP) + GAP

    @property
    def width(self) -> int:
        return WIDTH


def _whole(delays: Delays) -> float:
    return (delays.to_signature or 0) + (delays.to_gazette or 0)


def _bar(line: MinistryDelays, rank: int, scale: float) -> Bar:
    delays = line.delays
    signing = round((delays.to_signature or 0) * scale)
    printing = round((delays.to_gazette or 0) * scale)
    y = GAP + rank * (BAR + GAP)
    words = f"{_days(delays.to_signature)} + {_days(delays.to_gazette)}"
    return Bar(
        label=line.label,
        y=y,
        text_y=y + BAR - 6,
        signing=signing,
        printing=printing,
        printing_x=LABELS + signing,
        end_x=LABELS + signing + printing + 8,
        words=words,
    )


def _days(value: float | None) -> str:
    return "–" if value is None else f"{value:g}".replace(".", ",")
