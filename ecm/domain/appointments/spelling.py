"""What two spellings of the same words have in common."""

from ecm.domain.french import normalise, without_accents


def bare(text: str) -> str:
    """Return words in small letters, without accents nor the marks around them."""
    return without_accents(normalise(text)).lower().strip(" .;:,")


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())
