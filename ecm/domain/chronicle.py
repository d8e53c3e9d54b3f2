"""What a session noted, as the sentences of its minutes: facts are never typed again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from ecm.domain.french import NBSP, date_in_text, hour, listed, to_the

# Words of the minutes themselves: they are in French whatever the language of the screens.
_CAME = {True: "arrive", False: "se retire"}


@dataclass(frozen=True)
class Moved:
    """Somebody came or went; `acting` is who sits for him from then on."""

    who: str
    at: time
    is_there: bool
    acting: str = ""


@dataclass(frozen=True)
class Visitor:
    name: str
    title: str


@dataclass(frozen=True)
class Marked:
    """How many gave one mark, « 2 réserves », and who where names are told."""

    label: str
    count: int
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Voted:
    """A vote on an item; `is_carried` of None: it was annulled. Names where they are kept."""

    how: str
    is_carried: bool | None
    votes_for: int = 0
    votes_against: int = 0
    abstentions: int = 0
    void: int = 0
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()


@dataclass(frozen=True)
class Instruction:
    text: str
    ministry: str
    due_on: date | None = None


@dataclass(frozen=True)
class OfItem:
    """What was noted while one item was under deliberation.

    `on_paper_at` is the written hour of a decision that was entered afterwards.
    """

    moves: tuple[Moved, ...] = ()
    aside: tuple[str, ...] = ()
    visitors: tuple[Visitor, ...] = ()
    speakers: tuple[str, ...] = ()
    marks: tuple[Marked, ...] = ()
    votes: tuple[Voted, ...] = ()
    decision: str = ""
    amendments: str = ""
    instructions: tuple[Instruction, ...] = ()
    on_paper_at: time | None = None


@dataclass(frozen=True)
class Period:
    """One sitting of the meeting; `end` of None: it goes on."""

    start: time
    end: time | None


@dataclass(frozen=True)
class Entered:
    """When what was held on paper was entered, and by whom."""

    on: date
    by: str


@dataclass(frozen=True)
class OfMeeting:
    """What belongs to the meeting as a whole; the lists are in order of precedence."""

    presided_by: str = ""
    periods: tuple[Period, ...] = ()
    is_closed: bool = False
    present: tuple[str, ...] = ()
    represented: tuple[tuple[str, str], ...] = ()
    excused: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()
    moves: tuple[Moved, ...] = ()
    entered: Entered | None = None


def of_item(facts: OfItem) -> list[str]:
    """Return the sentences of an item, in the order of its examination."""
    return [
        *map(_moved, facts.moves),
        *_named(facts.aside, "Se déporte de ce point", "Se déportent de ce point"),
        *map(_visited, facts.visitors),
        *_named(facts.speakers, "Intervient", "Interviennent"),
        *_marked(facts.marks),
        *map(_voted, facts.votes),
        *filter(None, [facts.decision.strip()]),
        *(f"Amendements{NBSP}: {t}" for t in [facts.amendments.strip()] if t),
        *map(_instructed, facts.instructions),
        *_on_paper(facts.on_paper_at),
    ]


def of_meeting(facts: OfMeeting) -> list[str]:
    """Return the sentences of the meeting: opening, presence, pauses, closing."""
    if not facts.periods:
        return []
    return [
        _opened(facts),
        *_named(facts.present, "Est présent", "Sont présents"),
        *(f"{who} est représenté par {by}." for who, by in facts.represented),
        *_named(tuple(map(_excused, facts.excused)), "Est excusé", "Sont excusés"),
        *_named(facts.absent, "Est absent", "Sont absents"),
        *map(_moved, facts.moves),
        *_pauses(facts),
        *_entered(facts.entered),
    ]


def _opened(facts: OfMeeting) -> str:
    under = f", sous la présidence de {facts.presided_by}" if facts.presided_by else ""
    return f"La séance est ouverte à {_hour(facts.periods[0].start)}{under}."


def _pauses(facts: OfMeeting) -> list[str]:
    found = []
    last = len(facts.periods) - 1
    for rank, period in enumerate(facts.periods):
        if rank:
            found.append(f"La séance reprend à {_hour(period.start)}.")
        if period.end is not None:
            word = "levée" if rank == last and facts.is_closed else "suspendue"
            found.append(f"La séance est {word} à {_hour(period.end)}.")
    return found


def _moved(move: Moved) -> str:
    if move.acting:
        return f"À {_hour(move.at)}, {move.acting} siège pour {move.who}."
    return f"À {_hour(move.at)}, {move.who} {_CAME[move.is_there]}."


def _visited(visitor: Visitor) -> str:
    named = ", ".join(filter(None, [visitor.name, visitor.title]))
    return f"Avec voix consultative pour ce point{NBSP}: {named}."


def _marked(marks: Sequence[Marked]) -> list[str]:
    told = [_tally(mark) for mark in marks if mark.count]
    return [f"Positions exprimées{NBSP}: {'; '.join(told)}."] if told else []


def _tally(mark: Marked) -> str:
    names = f" ({listed(mark.names)})" if mark.names else ""
    return f"{mark.label}, {mark.count}{names}"


def _voted(vote: Voted) -> str:
    if vote.is_carried is None:
        return f"Le vote {vote.how} est annulé."
    word = "adopté" if vote.is_carried else "rejeté"
    told = [
        _counted(vote.votes_for, "voix pour", "voix pour"),
        f"{vote.votes_against} contre",
        _counted(vote.abstentions, "abstention", "abstentions"),
    ]
    if vote.void:
        told.append(
            _counted(vote.void, "bulletin blanc ou nul", "bulletins blancs ou nuls")
        )
    said = f"Mis aux voix {vote.how}, le texte est {word} par {listed(told)}."
    if not vote.names:
        return said
    who = "; ".join(f"{label}{NBSP}: {listed(names)}" for label, names in vote.names)
    return f"{said} {who}."


def _counted(count: int, one: str, many: str) -> str:
    return f"{count} {one if count < 2 else many}"


def _instructed(given: Instruction) -> str:
    due = f", avant le {date_in_text(given.due_on)}" if given.due_on else ""
    return f"Instruction {to_the(given.ministry)}{due}{NBSP}: {given.text}"


def _on_paper(at: time | None) -> list[str]:
    if at is None:
        return []
    return [f"Décision prise à {_hour(at)}, saisie a posteriori."]


def _entered(entered: Entered | None) -> list[str]:
    if entered is None:
        return []
    day = date_in_text(entered.on)
    return [
        f"Tenue sur papier, la séance est saisie a posteriori le {day} par {entered.by}."
    ]


def _excused(pair: tuple[str, str]) -> str:
    who, why = pair
    return f"{who} ({why})" if why else who


def _named(names: Sequence[str], one: str, many: str) -> list[str]:
    if not names:
        return []
    return [f"{one if len(names) == 1 else many}{NBSP}: {listed(names)}."]


def _hour(moment: time) -> str:
    return hour(moment).replace(" ", NBSP)
