"""Holds the council of the cast to its end, so that there is something to publish."""

import io
import zipfile

from ecm.domain.kinds import ItemKind
from ecm.domain.outcomes import Outcome, formula, usual_outcome
from ecm.meetings.actions.items import decide
from ecm.meetings.models import AgendaItem, Meeting
from ecm.publication.documents import render
from ecm.publication.formats.table import FORMS
from tests.cast import Council
from tests.publication.pdf import inside_of, squeezed, words_of


def pronounce(
    council: Council, name: str, outcome: Outcome | None = None, text: str = ""
) -> AgendaItem:
    """Call an item and decide on it: in the usual way unless told otherwise."""
    item = council.call(name)
    kind = ItemKind(item.kind)
    found = outcome or usual_outcome(kind)
    said = text or formula(found, kind, count=item.count)
    decide(council.actor("president"), item, outcome=found, text=said)
    return item


def written(meeting: Meeting) -> str:
    """Return the communiqué as text."""
    return render(meeting, "text").decode()


def everything(meeting: Meeting) -> str:
    """Return whatever can be read in all the forms of a communiqué, spaces apart."""
    made = {form: render(meeting, form) for form in FORMS}
    pdf, word = made.pop("pdf"), made.pop("docx")
    forms = [*(form.decode() for form in made.values()), *_parts(word)]
    return "\n".join([*map(squeezed, forms), words_of(pdf), inside_of(pdf)])


def _parts(word: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(word)) as archive:
        names = [name for name in archive.namelist() if name.endswith(".xml")]
        return [archive.read(name).decode() for name in names]
