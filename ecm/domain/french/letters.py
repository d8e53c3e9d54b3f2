"""Letters, spaces and lists as the communiqué prints them; it never changes a meaning."""

import re
import unicodedata
from collections.abc import Sequence

NBSP = "\u00a0"
NARROW_NBSP = "\u202f"

_LIGATURES = str.maketrans({"Œ": "OE", "Æ": "AE", "œ": "oe", "æ": "ae", "ẞ": "SS"})
# What NFKC would flatten although it carries meaning: m², 1ᵉʳ is not among them.
_KEPT = frozenset("²³°º½¼¾…")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_ORDINAL = re.compile(r"\b(\d+)(ER|RE|E|EME)\b")
_PARTICLES = frozenset({"de", "du", "des", "d'", "la", "le", "von", "van", "ben"})


def without_accents(text: str) -> str:
    """Return `text` without accents nor ligatures, its case kept."""
    decomposed = unicodedata.normalize("NFD", text.translate(_LIGATURES))
    bare = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", bare)


def capitals(text: str) -> str:
    """Return `text` as a heading: capitals without accents, « 1er » left as it is."""
    raised = without_accents(text.upper())
    return _ORDINAL.sub(lambda found: found[0].lower(), raised)


def surname_in_capitals(surname: str) -> str:
    """Return a surname in capitals; a particle inside it keeps its small letters."""
    words = surname.split()
    return " ".join(
        word if word in _PARTICLES and len(words) > 1 else without_accents(word.upper())
        for word in words
    )


def full_name(given_names: str, surname: str) -> str:
    """Return « Awa SANOU »."""
    return f"{given_names} {surname_in_capitals(surname)}".strip()


def normalise(text: str) -> str:
    """Return imported text in plain letters, straight apostrophes and single spaces.

    Copies of communiqués circulate in mathematical bold letters, with curly apostrophes
    and no-break spaces that alternate between versions.
    """
    folded = "".join(
        c if c in _KEPT else unicodedata.normalize("NFKC", c)
        for c in unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    )
    straight = re.sub("[’‘ʼ`´]", "'", unicodedata.normalize("NFC", folded))
    return re.sub(r"\s+", " ", straight).strip()


def typeset(text: str) -> str:
    """Return `text` with the no-break spaces of French before : ; ? ! » and after «."""
    before = re.sub(r"\s*([;?!»])", NBSP + r"\1", text)
    # A colon inside an hour or an address (09:30, https://) is not punctuation.
    before = re.sub(r"\s+:|(?<=\S):(?=\s|$)", NBSP + ":", before)
    return re.sub(r"«\s*", "«" + NBSP, before)


def quoted(text: str) -> str:
    """Return « text » with its no-break spaces."""
    return f"«{NBSP}{text}{NBSP}»"


def upper_first(text: str) -> str:
    """Return `text` with a capital at its beginning, the rest untouched."""
    return text[:1].upper() + text[1:]


def lower_first(text: str) -> str:
    """Return `text` with a small letter at its beginning, unless it opens on an acronym."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def sentence(text: str) -> str:
    """Return `text` with a capital at its beginning and a mark at its end."""
    trimmed = upper_first(text.strip())
    if not trimmed or trimmed[-1] in ".!?…":
        return trimmed
    return trimmed.rstrip(" ;," + NBSP) + "."


def listed(things: Sequence[str], conjunction: str = "et") -> str:
    """Return « a, b et c »."""
    if len(things) < 2:
        return "".join(things)
    return f"{', '.join(things[:-1])} {conjunction} {things[-1]}"
