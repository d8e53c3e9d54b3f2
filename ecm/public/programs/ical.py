"""The calendar of councils (RFC 5545): days that were held, and days announced; no title."""

from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event

from ecm.public import reading
from ecm.public.programs.places import Places


def calendar(places: Places) -> bytes:
    """Return every council that was published and every day that is announced."""
    found = Calendar()
    found.add("prodid", "-//e-CM//Conseils//FR")
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", f"Conseils des ministres, {settings.STATE['name']}")
    changed = reading.stamp().changed.astimezone(UTC)
    named: set[date] = set()
    for council in reversed(reading.councils()):
        days = (council.first_day, council.last_day)
        # Of two councils that began on one day, the second bears its number too.
        second = f"-{council.number}" if council.first_day in named else ""
        named.add(council.first_day)
        event = _event(days, council.published, "CONFIRMED", places, second)
        event.add("url", places.council(council))
        found.add_component(event)
    for day in reading.coming_days():
        found.add_component(_event((day, day), changed, "TENTATIVE", places))
    return bytes(found.to_ical())


def _event(
    days: tuple[date, date],
    moment: datetime,
    status: str,
    places: Places,
    second: str = "",
) -> Event:
    first, last = days
    host = places.site.rpartition("//")[2]
    event = Event()
    # The day is the name: what is announced becomes what was held.
    event.add("uid", f"conseil-{first.isoformat()}{second}@{host}")
    event.add("dtstamp", moment.astimezone(UTC))
    event.add("dtstart", first)
    event.add("dtend", last + timedelta(days=1))
    event.add("summary", "Conseil des ministres")
    event.add("status", status)
    return event
