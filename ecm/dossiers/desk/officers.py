"""Who may have a file in charge: the secretariat's people of the day."""

from datetime import date

from django.db.models import QuerySet

from ecm.dossiers.standing import OFFICERS
from ecm.people.models import Mandate, Person


def officers_on(day: date) -> "QuerySet[Person]":
    """Return the people of the secretariat, by name."""
    held = Mandate.objects.held_on(day).filter(post__in=OFFICERS)
    return Person.objects.filter(pk__in=held.values("person"))
