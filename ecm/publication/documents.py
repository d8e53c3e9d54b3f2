"""The communiqué of a meeting as somebody may read it, and as a document."""

from ecm.domain.communique.edition import Edition
from ecm.domain.publishing import CommuniqueState
from ecm.meetings.models import Meeting
from ecm.publication.desk.publishing import published
from ecm.publication.desk.wording import edition_in_hand
from ecm.publication.editions import edition_of_decisions
from ecm.publication.formats.table import FORMS
from ecm.publication.models import Communique
from ecm.publication.sheets import draft_of, rehearsed


def render(meeting: Meeting, form: str) -> bytes:
    """Return the communiqué in one of its `FORMS`; the same rows give the same bytes."""
    edition = edition_of_decisions(meeting)
    return FORMS[form].of_edition(edition, draft=draft_of(meeting))


def read_by(meeting: Meeting, *, is_of_the_desk: bool) -> tuple[Edition, str]:
    """Return the text that somebody may read, with the mark that it bears.

    The desk reads the text in hand; the others the published one or, before there is
    one, what the grammar makes of the decisions.
    """
    found = Communique.objects.filter(meeting=meeting).first()
    if found and is_of_the_desk and found.state != CommuniqueState.PUBLISHED:
        return edition_in_hand(found), draft_of(meeting)
    last = published(found) if found else None
    if last:
        return last, rehearsed()
    return edition_of_decisions(meeting), draft_of(meeting)
