"""Dates and hours as the communiqué prints them."""

from datetime import date, time

WEEKDAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
MONTHS = (
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
)


def day_number(day: date) -> str:
    """Return « 05 », or « 1er » for the first of the month."""
    return "1er" if day.day == 1 else f"{day.day:02d}"


def date_in_text(day: date) -> str:
    """Return « 05 février 2026 »."""
    return f"{day_number(day)} {MONTHS[day.month - 1]} {day.year}"


def day_in_text(day: date) -> str:
    """Return « jeudi 05 février 2026 », « mercredi 1er août 2018 »."""
    return f"{WEEKDAYS[day.weekday()]} {date_in_text(day)}"


def days_in_text(days: list[date]) -> str:
    """Return « 26 et 27 octobre 2016 »: month and year are written once if shared."""
    written = [date_in_text(days[-1])]
    for day, following in zip(days[-2::-1], days[:0:-1], strict=True):
        written.insert(0, _shortened(day, following))
    return f"{', '.join(written[:-1])} et {written[-1]}" if days[1:] else written[0]


def _shortened(day: date, following: date) -> str:
    if (day.year, day.month) == (following.year, following.month):
        return day_number(day)
    if day.year == following.year:
        return f"{day_number(day)} {MONTHS[day.month - 1]}"
    return date_in_text(day)


def hour(moment: time) -> str:
    """Return « 09 H 00 mn »."""
    return f"{moment.hour:02d} H {moment.minute:02d} mn"


def hour_in_full(moment: time) -> str:
    """Return « 09 heures 00 », the form used when no end is published."""
    return f"{moment.hour:02d} heures {moment.minute:02d}"
