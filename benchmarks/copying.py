"""Copies the demonstration's meeting: `ecm shell` reads this, with a number at COUNT."""

import json
import sys
from typing import Any

from ecm.journal.models import GENESIS
from ecm.meetings.models import AgendaItem, Meeting, Seat

COUNT = 0
FIRST = 500  # their numbers in the year


def copied(row: Any, **fields: Any) -> Any:
    """Return a new row like `row`, not yet saved."""
    kept = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields}
    del kept["id"]
    return type(row)(**{**kept, **fields})


first = Meeting.objects.get(body__code="CM", year=2026, number=5)
told = []
for rank in range(COUNT):
    # Its journal begins with its opening: what was done before is the first one's.
    meeting = copied(first, number=FIRST + rank, seq=0, head=GENESIS)
    meeting.save()
    Seat.objects.bulk_create(
        copied(s, meeting_id=meeting.pk) for s in first.seats.all()
    )
    items = first.items.order_by("position")
    AgendaItem.objects.bulk_create(copied(i, meeting_id=meeting.pk) for i in items)
    seats = meeting.seats.filter(holder__user__isnull=False)
    told.append(
        {
            "meeting": meeting.pk,
            "items": list(
                meeting.items.order_by("position").values_list("pk", flat=True)
            ),
            "seats": dict(seats.values_list("holder__user__username", "pk")),
        }
    )
sys.stdout.write(json.dumps(told) + "\n")
