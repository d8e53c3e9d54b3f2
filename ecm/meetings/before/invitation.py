"""The convocation as an iCalendar file: the moment and the place, never what is discussed."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, vText

from ecm.meetings.actions.convocation import opening_of
from ecm.meetings.models import Convocation

# The median of the councils held since 2024 is 4 h 16.
USUAL_LENGTH = timedelta(hours=4, minutes=30)


def method_of(convocation: Convocation) -> str:
    return "CANCEL" if convocation.is_cancelling else "REQUEST"


def calendar_of(convocation: Convocation) -> bytes:
    """Return the request to attend, or its cancellation (RFC 5546, 3.2.2 and 3.2.5).

    One UID for ever, a rising SEQUENCE.
    """
    meeting = convocation.meeting
    begins = opening_of(meeting)
    event = Event()
    event.add("uid", f"{meeting.reference.lower()}@{settings.STATE['country']}.e-cm")
    event.add("sequence", convocation.sequence)
    event.add("dtstamp", convocation.sent_at)
    event.add("dtstart", begins)
    event.add("dtend", begins + USUAL_LENGTH)
    event.add("summary", meeting.body.name)
    event.add("class", "CONFIDENTIAL")
    event.add("status", "CANCELLED" if convocation.is_cancelling else "CONFIRMED")
    if meeting.place:
        event.add("location", vText(meeting.place))
    event.add("description", _("L'ordre du jour se lit dans e-CM."))
    calendar = Calendar()
    calendar.add("prodid", "-//e-CM//Convocation//FR")
    calendar.add("version", "2.0")
    calendar.add("method", method_of(convocation))
    calendar.add_component(event)
    return bytes(calendar.to_ical())
