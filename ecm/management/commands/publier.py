"""`ecm publier`: put on the public site whatever was published and is not there."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ecm.meetings.models import Meeting
from ecm.people.models import COUNCIL
from ecm.publication.desk.handing import hand_over, hand_over_edition
from ecm.publication.editions import edition_of_decisions
from ecm.publication.models import CommuniqueVersion
from ecm.publication.origin import was_imported


class Command(BaseCommand):
    help = (
        "Met sur le site public ce qui a été publié et n'y est pas, conseils importés "
        "compris. / Puts on the public site whatever was published and is not there, "
        "imported councils included."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        self._done, self._failed = 0, 0
        for version in CommuniqueVersion.objects.order_by("pk").iterator():
            self._try(str(version), partial(hand_over, version))
        meetings = Meeting.objects.filter(body__code=COUNCIL).order_by("day", "pk")
        for meeting in meetings.select_related("body").iterator():
            if was_imported(meeting):
                self._try(meeting.reference, partial(_hand_over_past, meeting))
        self.stdout.write(f"{self._done}")
        if self._failed:
            raise CommandError(f"{self._failed} en échec / failed")

    def _try(self, name: str, hand: Callable[[], None]) -> None:
        """Hand one thing over; one that fails is told and keeps none of the others back."""
        try:
            hand()
        except Exception as error:
            self._failed += 1
            self.stderr.write(f"{name} : {type(error).__name__}")
        else:
            self._done += 1
            self.stderr.write(f"\r{self._done}", ending="")


def _hand_over_past(meeting: Meeting) -> None:
    hand_over_edition(edition_of_decisions(meeting))
