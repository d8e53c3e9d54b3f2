"""`ecm publier`: put on the public site whatever was published and is not there."""

from typing import Any

from django.core.management.base import BaseCommand

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
        done = 0
        for version in CommuniqueVersion.objects.order_by("pk").iterator():
            hand_over(version)
            done = self._tell(done)
        meetings = Meeting.objects.filter(body__code=COUNCIL).order_by("day", "pk")
        for meeting in meetings.select_related("body").iterator():
            if was_imported(meeting):
                hand_over_edition(edition_of_decisions(meeting))
                done = self._tell(done)
        self.stdout.write(f"{done}")

    def _tell(self, done: int) -> int:
        self.stderr.write(f"\r{done + 1}", ending="")
        return done + 1
