"""What the chair may pronounce on an item: each outcome with the sentence it will say."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings

from ecm.access import Presence
from ecm.calendar.days import council_days
from ecm.domain import policy
from ecm.domain.french import day_in_text
from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome, Particulars, formula, usual_outcome
from ecm.domain.verbs import Verb
from ecm.meetings.models import AgendaItem
from ecm.meetings.words import outcome_label
from ecm.people.models import MinistryName

NEXT_COUNCILS = 4  # a deferral is offered their days; any other may be written


@dataclass(frozen=True)
class Choice:
    """An outcome; `dated` is its sentence with « {day} » for a day that it may name."""

    outcome: str
    label: str
    sentence: str
    is_usual: bool
    is_positive: bool
    dated: str = ""


@dataclass(frozen=True)
class Palette:
    """What the dialog offers; `days` are those of the next councils."""

    choices: tuple[Choice, ...]
    ministries: tuple[MinistryName, ...]
    usual: Choice
    days: tuple[date, ...]


def of(here: Presence, item: AgendaItem) -> Palette:
    """Return the outcomes for an item, the usual one first.

    Raises NotAllowed for those who may not pronounce any.
    """
    policy.require(here.standing.roles, Verb.DECIDE_ITEM)
    kind = ItemKind(item.kind)
    usual = usual_outcome(kind)
    outcomes = [o for o in Outcome if o is not Outcome.NOT_REACHED]
    outcomes.sort(key=lambda o: o is not usual)
    choices = tuple(
        Choice(
            outcome=o.value,
            label=outcome_label(o.value),
            sentence=sentence(item, o),
            is_usual=o is usual,
            is_positive=o.is_positive,
            dated=_dated(item, here.meeting.day) if o is Outcome.DEFERRED else "",
        )
        for o in outcomes
    )
    names = MinistryName.objects.valid_on(here.meeting.day)
    days = tuple(council_days(here.meeting.day, NEXT_COUNCILS))
    return Palette(choices, tuple(names), choices[0], days)


def _dated(item: AgendaItem, day: date) -> str:
    """Return the sentence of a deferral to a day that the chair has yet to name."""
    said = sentence(item, Outcome.DEFERRED, until=day)
    return said.replace(day_in_text(day), "{day}")


def sentence(item: AgendaItem, outcome: Outcome, *, until: date | None = None) -> str:
    """Return the formula of an outcome for an item, with the right agreement."""
    particulars = Particulars(
        assembly=settings.STATE["parliament"],
        ministry=item.ministry_name,
        until=until,
    )
    return formula(
        outcome, ItemKind(item.kind), count=item.count, particulars=particulars
    )


# The sentences that a secretary needs most, beside the usual one of the item's kind.
STOCK = (
    Outcome.ADOPTED,
    Outcome.ADOPTED_WITH_AMENDMENTS,
    Outcome.ADOPTED_SUBJECT_TO,
    Outcome.NOTED,
    Outcome.DEFERRED,
    Outcome.REFERRED_BACK,
)


def formulas(item: AgendaItem) -> tuple[str, ...]:
    """Return the stock sentences for the minutes of an item, the usual one first."""
    usual = usual_outcome(ItemKind(item.kind))
    return tuple(dict.fromkeys(sentence(item, o) for o in (usual, *STOCK)))
