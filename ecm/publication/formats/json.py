"""An edition as its canonical JSON: the very bytes that its seal covers."""

from ecm.domain.communique.edition import Edition, as_json


def of_edition(edition: Edition, *, draft: str = "") -> bytes:
    """Return the canonical JSON; a draft has no other form of it."""
    return as_json(edition).encode()
