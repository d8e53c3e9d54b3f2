"""What a stack's database holds of a council, to compare with what was done in the room."""

import json
from collections import Counter
from dataclasses import dataclass
from typing import Any

from tests.stack import Stack

READ = """
import json
from django.core.serializers.json import DjangoJSONEncoder
from ecm.journal.models import Entry
from ecm.meetings import models as m

meeting = m.Meeting.objects.get(body__code="CM", year=2026, number=5)
decisions = m.Decision.objects.filter(item__meeting=meeting)
found = {
    "meeting": meeting.pk,
    "state": meeting.state,
    "seq": meeting.seq,
    "entries": list(
        Entry.objects.filter(stream=meeting.stream)
        .order_by("seq").values("seq", "at", "verb", "key", "facts", "actor__username")
    ),
    "items": list(
        meeting.items.order_by("position").values(
            "id", "title", "state", "kind", "is_restricted", "ministry__code"
        )
    ),
    "decisions": {
        d.item_id: {
            "outcome": d.outcome,
            "text": d.text,
            "amendments": d.amendments,
            "deferred_to": d.deferred_to,
            "decided_at": d.decided_at,
            "instructions": [
                [x.text, x.responsible.code, x.due_on] for x in d.directives.all()
            ],
        }
        for d in decisions
    },
    "marks": list(
        m.Mark.objects.filter(round__item__meeting=meeting).order_by("pk").values(
            "round__item_id", "round__number", "seat_id", "value", "comment",
            "given_by__user__username",
        )
    ),
    "seats": list(
        meeting.seats.order_by("pk").values(
            "id", "holder_id", "holder__user__username", "attendance",
            "acting__user__username", "capacity",
        )
    ),
    "blocks": list(
        meeting.blocks.order_by("pk").values(
            "id", "uid", "item_id", "zone", "text", "version", "is_removed"
        )
    ),
    "proposals": list(
        m.MinuteProposal.objects.filter(block__meeting=meeting).order_by("pk").values(
            "id", "block_id", "text", "written_by__username", "settled_at"
        )
    ),
    "revisions": list(
        m.BlockRevision.objects.filter(block__meeting=meeting)
        .order_by("pk").values("block__uid", "version", "text")
    ),
    "sittings": meeting.sittings.count(),
    "hours": list(meeting.sittings.values("starts_at", "ends_at")),
    "guests": list(meeting.guests.values("admitted_at", "left_at")),
    "recusals": list(
        m.Recusal.objects.filter(item__meeting=meeting).values("since", "lifted_at")
    ),
    "readings": list(
        Entry.objects.filter(verb="paper.opened").values_list(
            "actor__username", flat=True
        )
    ),
}
print(json.dumps(found, cls=DjangoJSONEncoder))
"""


@dataclass(frozen=True)
class Held:
    """The rows of the demonstration's council at one moment."""

    rows: dict[str, Any]

    def __getitem__(self, name: str) -> Any:
        return self.rows[name]

    @property
    def verbs(self) -> Counter[str]:
        """Return how often the journal records each verb."""
        return Counter(entry["verb"] for entry in self["entries"])

    def facts_of(self, verb: str) -> list[dict[str, Any]]:
        return [e["facts"] for e in self["entries"] if e["verb"] == verb]

    def seat_of(self, username: str) -> int:
        """Return the seat that a member holds himself."""
        return next(
            s["id"] for s in self["seats"] if s["holder__user__username"] == username
        )

    @property
    def texts(self) -> list[str]:
        """Return the paragraphs that stand."""
        return [b["text"] for b in self["blocks"] if not b["is_removed"]]


def held(stack: Stack) -> Held:
    """Read the council from the database, whatever the web processes are doing."""
    return Held(json.loads(stack.manage("shell", "--verbosity=0", given=READ)))


def refuse_broken_chain(stack: Stack, after: Held) -> None:
    """Fail unless the journal has no gap, no fork and no altered entry."""
    assert "entrées vérifiées" in stack.manage("verify")
    seqs = [entry["seq"] for entry in after["entries"]]
    assert seqs == list(range(1, len(seqs) + 1))
