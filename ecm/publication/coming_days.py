"""The days of coming councils, told to the public site: dates, and nothing of an agenda."""

from datetime import datetime, timedelta

from django.utils import timezone

from ecm.calendar.days import council_days
from ecm.public import copy, reading

ANNOUNCED = 8  # councils


def tell_the_country(now: datetime) -> None:
    """Each minute: announce the next days, if they are not those that are announced."""
    yesterday = timezone.localtime(now).date() - timedelta(days=1)
    days = council_days(yesterday, ANNOUNCED)
    held = reading.councils(limit=1)
    still = [day for day in days if not held or day > held[0].last_day]
    if still != reading.coming_days():
        copy.put_calendar(days)
