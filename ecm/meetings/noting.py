"""One's own notes as his tablet asks for them: sealed, with those on the same matter before."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from ecm.access import Presence
from ecm.access.notes import EarlierNote, earlier_notes, notes_on
from ecm.meetings.models import AgendaItem


@dataclass(frozen=True)
class NoteLine:
    """An item and what its reader has noted; version 0 stands for nothing yet."""

    item: int
    number: str
    title: str
    version: int
    sealed: str
    earlier: list[dict[str, Any]]

    @property
    def told(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "sealed": self.sealed,
            "earlier": self.earlier,
        }


def lines_of(here: Presence, items: Iterable[AgendaItem]) -> list[NoteLine]:
    """Return the user's own notes on items that he may read."""
    rows, numbers = list(items), here.numbers()
    kept, earlier = notes_on(here, rows), earlier_notes(here, rows)
    return [
        NoteLine(
            item=item.pk,
            number=numbers[item.pk],
            title=item.title,
            version=kept[item.pk].version if item.pk in kept else 0,
            sealed=kept[item.pk].sealed if item.pk in kept else "",
            earlier=[_of_before(note) for note in earlier.get(item.pk, [])],
        )
        for item in rows
    ]


def _of_before(note: EarlierNote) -> dict[str, Any]:
    words = _("Note du conseil du %(day)s")
    day = date_format(note.meeting.day, "j F Y")
    return {"item": note.item, "sealed": note.sealed, "label": words % {"day": day}}
