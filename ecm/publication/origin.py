"""Where a meeting comes from: held in the application, or taken in from a published text."""

from ecm.domain.verbs import Verb
from ecm.journal.models import Entry
from ecm.meetings.models import Meeting


def was_imported(meeting: Meeting) -> bool:
    """Tell whether a past communiqué is all that is known of a meeting."""
    entries = Entry.objects.filter(stream=meeting.stream)
    return entries.filter(verb=Verb.IMPORT_MEETING.value).exists()
