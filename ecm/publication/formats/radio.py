"""An edition as plain text to be read aloud, and the summary that opens it."""

from ecm.domain.communique.edition import Edition
from ecm.domain.communique.spoken import radio, summary
from ecm.publication.sheets import rehearsed


def of_edition(edition: Edition, *, draft: str = "") -> bytes:
    """Return the whole as it is read aloud."""
    return radio(edition, above=draft or rehearsed()).encode()


def summary_of(edition: Edition, *, draft: str = "") -> bytes:
    """Return the summary as the spokesperson reads it, in French."""
    above = draft or rehearsed()
    return f"{above}\n\n{summary(edition)}".lstrip().encode()
