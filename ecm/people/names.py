"""The names of ministries, loaded once: a list of files asks the database nothing a line."""

from collections import defaultdict
from datetime import date

from ecm.people.models import MinistryName

LAST = 999


class Names:
    """What each ministry was called on a day, and its rank; one query for all."""

    def __init__(self) -> None:
        self._known: dict[int, list[MinistryName]] = defaultdict(list)
        for name in MinistryName.objects.order_by("-valid_from"):
            self._known[name.ministry_id].append(name)

    def on(self, ministry_id: int, day: date) -> MinistryName | None:
        """Return the name valid on `day`, the earliest one for a day before them all."""
        known = self._known.get(ministry_id, [])
        begun = (name for name in known if name.valid_from <= day)
        return next(begun, known[-1] if known else None)

    def short(self, ministry_id: int, day: date) -> str:
        """Return « Économie et Finances »; empty for a ministry that was never named."""
        name = self.on(ministry_id, day)
        return name.short_name if name else ""

    def rank(self, ministry_id: int, day: date) -> int:
        """Return the protocol rank, after all others for a ministry never named."""
        name = self.on(ministry_id, day)
        return name.precedence if name else LAST

    def all_on(self, day: date) -> list[MinistryName]:
        """Return the names valid on `day`, in the order of protocol."""
        valid = [self.on(ministry, day) for ministry in self._known]
        standing = [
            n for n in valid if n and (not n.valid_until or n.valid_until >= day)
        ]
        return sorted(standing, key=lambda name: name.precedence)
