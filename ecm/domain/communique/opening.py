"""The heading and the opening sentence of the communiqué."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby

from ecm.domain.communique.facts import Facts, Period
from ecm.domain.communique.presided import under_the_presidency
from ecm.domain.french import (
    at_place,
    capitals,
    day_in_text,
    days_in_text,
    hour,
    hour_in_full,
    listed,
)

BODY = "Conseil des ministres"


def _by_day(periods: Iterable[Period]) -> list[tuple[date, list[Period]]]:
    return [
        (day, list(run)) for day, run in groupby(periods, key=lambda period: period.day)
    ]


def heading(facts: Facts) -> str:
    """Return « COMPTE RENDU DU CONSEIL DES MINISTRES DU JEUDI 05 FEVRIER 2026 »."""
    days = [day for day, _ in _by_day(facts.periods)]
    when = (
        f"du {day_in_text(days[0])}" if len(days) == 1 else f"des {days_in_text(days)}"
    )
    return capitals(f"compte rendu du {BODY} {when}")


def opening_sentence(facts: Facts) -> str:
    """Return « Le Conseil des ministres s'est tenu à Ouagadougou, le jeudi … . ».

    Over one day the nature of the council follows the date; over several it comes before
    the dates, as in the communiqué of 26 and 27 October 2016.
    """
    days = _by_day(facts.periods)
    nature = [f"en séance {facts.nature.lower()}"] if facts.nature else []
    if len(days) == 1:
        day, periods = days[0]
        when = [f"le {day_in_text(day)}", *nature, *_hours(periods)]
    else:
        when = [*nature, _dated_hours(days)]
    if facts.place:
        when.insert(0, at_place(facts.place))
    parts = [f"Le {BODY} s'est tenu {when[0]}", *when[1:]]
    return ", ".join([*parts, under_the_presidency(facts.presided)]) + "."


def _dated_hours(days: list[tuple[date, list[Period]]]) -> str:
    parts = [", ".join([f"le {day_in_text(day)}", *_hours(run)]) for day, run in days]
    return f"{', '.join(parts[:-1])}, et {parts[-1]}"


def _hours(periods: list[Period]) -> list[str]:
    """Return the hours of one day, « de … à … et de … à … », or nothing when unknown."""
    written = [text for period in periods if (text := _span(period))]
    return [listed(written)] if written else []


def _span(period: Period) -> str:
    if period.start is None:
        return ""
    if period.end is None:
        return f"à partir de {hour_in_full(period.start)}"
    return f"de {hour(period.start)} à {hour(period.end)}"
