"""Which part of the agenda a section of an old communiqué was."""

import re

from ecm.domain.french import without_accents
from ecm.meetings.models import Part

# The title decides, the first words that match; countries name their sections freely.
_TITLES = (
    (r"mission", Part.MISSIONS),
    (r"revocation|sanction|fins? de fonction", Part.MEASURES),
    (r"nomination|mesures? individuelle", Part.APPOINTMENTS),
    (r"communication", Part.ORAL_COMMUNICATIONS),
    (r"deliberation|projet|decret|loi|mesure", Part.DELIBERATIONS),
)
_CODES = {
    "I": Part.DELIBERATIONS,
    "II": Part.ORAL_COMMUNICATIONS,
    "III": Part.APPOINTMENTS,
}


def part_of(title: str, code: str) -> Part:
    """Return the part of a section; deliberations when nothing tells."""
    words = without_accents(title.lower())
    for pattern, part in _TITLES:
        if re.search(pattern, words):
            return part
    return Part.DELIBERATIONS if title else _CODES.get(code, Part.DELIBERATIONS)
