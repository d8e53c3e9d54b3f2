"""An edition as plain text, one line for each paragraph."""

from ecm.domain.communique import as_text
from ecm.domain.communique.edition import Edition
from ecm.publication.sheets import sheet_of


def of_edition(edition: Edition, *, draft: str = "") -> bytes:
    """Return the text; above it what marks a draft or a later version."""
    sheet = sheet_of(edition, draft=draft)
    written = as_text(edition)
    if sheet.empty:
        written = "\n\n".join(filter(None, [sheet.heading, sheet.opening, sheet.empty]))
    above = [f"{note}\n\n" for note in (sheet.draft, sheet.amended) if note]
    return f"{''.join(above)}{written.rstrip()}\n".encode()
