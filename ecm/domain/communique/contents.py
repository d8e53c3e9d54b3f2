"""What the council decided, line by line, as the communiqué needs to know it."""

from collections.abc import Iterator
from dataclasses import dataclass

from ecm.domain.communique.layout import Signature
from ecm.domain.outcomes import ItemKind, Outcome


@dataclass(frozen=True)
class ItemLine:
    """An item of the deliberations.

    `subject` reads after « portant » or « relatif à »; `count` is the number of drafts
    that one file carries; `decision` is the sentence that was pronounced, if it says more
    than the outcome; `context` is published between the two as it stands.
    """

    kind: ItemKind
    outcome: Outcome
    subject: str
    reference: str = ""
    count: int = 1
    context: tuple[str, ...] = ()
    decision: str = ""
    on_behalf_of: str = ""


@dataclass(frozen=True)
class MinistryLines:
    """The items of one ministry, or of one theme where councils are grouped by theme."""

    name: str
    lines: tuple[ItemLine, ...]


@dataclass(frozen=True)
class OralLine:
    """An oral communication: who spoke (« ministre de la Santé »), and about what."""

    speaker: str
    subject: str
    feminine: bool = False
    reference: str = ""
    outcome: Outcome = Outcome.HEARD
    context: tuple[str, ...] = ()
    decision: str = ""


@dataclass(frozen=True)
class Named:
    """A person as a list of individual measures names her or him.

    `details` follows the staff number: corps, class, step.
    """

    given_names: str
    surname: str
    civility: str = "Monsieur"
    staff_number: str = ""
    details: tuple[str, ...] = ()

    @property
    def is_woman(self) -> bool:
        return self.civility in {"Madame", "Mademoiselle"}


@dataclass(frozen=True)
class Appointment:
    """A person in a list; `line` is the caller's own number for her or him."""

    person: Named
    post: str
    reference: str = ""
    outcome: Outcome = Outcome.ADOPTED
    line: int = 0


@dataclass(frozen=True)
class Measure:
    """A dismissal, a sanction or an end of duties; `text` replaces the usual sentence."""

    kind: ItemKind
    person: Named
    post: str = ""
    text: str = ""
    reference: str = ""
    outcome: Outcome = Outcome.ADOPTED


@dataclass(frozen=True)
class AppointmentGroup:
    name: str
    lines: tuple[Appointment, ...]


@dataclass(frozen=True)
class MeasureGroup:
    name: str
    lines: tuple[Measure, ...]


@dataclass(frozen=True)
class Content:
    """Everything the communiqué may publish, each list in the order of protocol.

    `deliberated` counts the files put before the council, published or not (None: those
    published); `missions` are announced but never listed.
    """

    ministries: tuple[MinistryLines, ...] = ()
    oral: tuple[OralLine, ...] = ()
    appointments: tuple[AppointmentGroup, ...] = ()
    boards: tuple[AppointmentGroup, ...] = ()
    measures: tuple[MeasureGroup, ...] = ()
    missions: int = 0
    deliberated: int | None = None
    signature: Signature | None = None

    def outcomes(self) -> Iterator[tuple[str, Outcome]]:
        """Yield the reference and the outcome of every line."""
        for ministry in self.ministries:
            yield from ((line.reference, line.outcome) for line in ministry.lines)
        yield from ((line.reference, line.outcome) for line in self.oral)
        for group in (*self.appointments, *self.boards):
            yield from ((line.reference, line.outcome) for line in group.lines)
        for measures in self.measures:
            yield from ((line.reference, line.outcome) for line in measures.lines)
