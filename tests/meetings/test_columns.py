"""Every word of the domain fits its column: SQLite would not say, PostgreSQL refuses."""

from enum import StrEnum

import pytest
from django.db.models import Model

from ecm.domain.circuit import DossierState
from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome
from ecm.domain.policy import MarkDisplay, MarkValue
from ecm.domain.verbs import Verb
from ecm.domain.workflow import Attendance, ItemState, MeetingState
from ecm.dossiers.models import Dossier
from ecm.journal.models import Entry
from ecm.meetings.models import AgendaItem, Decision, Mark, Meeting, Seat
from ecm.people.models import Capacity, Post


@pytest.mark.parametrize(
    ("model", "column", "words"),
    [
        (AgendaItem, "state", ItemState),
        (AgendaItem, "kind", ItemKind),
        (Decision, "outcome", Outcome),
        (Entry, "verb", Verb),
        (Mark, "value", MarkValue),
        (Meeting, "state", MeetingState),
        (Meeting, "mark_display", MarkDisplay),
        (Seat, "attendance", Attendance),
        (Seat, "capacity", Capacity),
        (Seat, "post", Post),
        (Dossier, "state", DossierState),
    ],
)
def test_every_word_fits_its_column(
    model: type[Model], column: str, words: type[StrEnum]
) -> None:
    longest = max(words, key=len)

    assert len(longest) <= model._meta.get_field(column).max_length, longest
