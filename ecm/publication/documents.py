"""The communiqué that the decisions of a meeting make, as a document: a draft of it."""

from ecm.meetings.models import Meeting
from ecm.publication.editions import edition_of_decisions
from ecm.publication.formats.table import FORMS
from ecm.publication.sheets import draft_of


def render(meeting: Meeting, form: str) -> bytes:
    """Return the communiqué in one of its `FORMS`; the same rows give the same bytes."""
    edition = edition_of_decisions(meeting)
    return FORMS[form].of_edition(edition, draft=draft_of(meeting))
