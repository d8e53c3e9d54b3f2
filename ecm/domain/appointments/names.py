"""Names and civilities as ministries type them, and as the council prints them."""

import re
from dataclasses import dataclass

from ecm.domain.appointments.spelling import words
from ecm.domain.french import normalise, without_accents

MR = "Monsieur"
MRS = "Madame"

_MEN = words("m mr monsieur mons h homme masculin masc garcon")
_WOMEN = words("mme madame mlle mademoiselle dame f femme feminin fem")
_TITLES = words(
    "dr docteur pr professeur me maitre colonel col commandant cdt capitaine cne "
    "lieutenant lt general gal adjudant sergent commissaire honorable"
)
# Only what can be no initial of a name: « M » alone is left where it is.
_LEADING = re.compile(
    r"(?P<civility>m\.|mr\b\.?|monsieur\b|mme\b\.?|madame\b|mlle\b\.?|mademoiselle\b)\s*",
    re.I,
)
_SMALL = words("de du des la le les et dit dite épouse née ép ép. veuve")
_WORD = re.compile(r"[^\W\d_]+")
_NAME = re.compile(r"[^\W\d_](?:[^\W\d_]|['\-/.,() ])*")


@dataclass(frozen=True)
class FullName:
    """A name cut in two; `surname` is empty when nothing tells which part it is."""

    given_names: str
    surname: str


def civility_of(text: str) -> str | None:
    """Return « Monsieur » or « Madame » for « M. », « F », « Mlle »…, None otherwise."""
    word = _bare(text)
    if word in _MEN:
        return MR
    return MRS if word in _WOMEN else None


def is_title(text: str) -> bool:
    """Tell « Dr » or « Colonel », which say nothing of the civility."""
    return _bare(text).split(" ")[0] in _TITLES


def _bare(text: str) -> str:
    return without_accents(normalise(text)).lower().replace(".", "").strip()


def without_civility(text: str) -> tuple[str, str | None]:
    """Return a name without the « M. » or « Mme » before it, and that civility."""
    name = normalise(text)
    found = _LEADING.match(name)
    if not found or found.end() == len(name):
        return name, None
    return name[found.end() :], civility_of(found["civility"])


def surname(text: str) -> str:
    """Return a surname in capitals with its accents: « Kyelem de TAMBELA » as « KYELEM de … ».

    A word of union keeps its small letters when it was written so, inside the name.
    """
    parts = normalise(text).split(" ")
    if len(parts) == 1:
        return parts[0].upper()
    return " ".join(part if part in _SMALL else _raised(part) for part in parts)


def _raised(word: str) -> str:
    if word.startswith("d'") and word[2:3]:
        return word[:2] + word[2:].upper()
    return word.upper()


def given_names(text: str) -> str:
    """Return given names with capitals at their beginnings: « Awa Marie-Noëlle », « N'Golo ».

    A word already written with both sorts of letters stays as it is.
    """
    parts = normalise(text).split(" ")
    return " ".join(_capitalised(part, is_first=not i) for i, part in enumerate(parts))


def _capitalised(word: str, *, is_first: bool) -> str:
    if word.lower() in _SMALL and not is_first:
        return word.lower()
    if not (word.isupper() or word.islower()):
        return word
    return _WORD.sub(lambda part: part[0][:1].title() + part[0][1:].lower(), word)


def is_name(text: str) -> bool:
    """Tell whether a text has only what names are made of: letters, hyphens, apostrophes."""
    return bool(_NAME.fullmatch(text))


def odd_characters(text: str) -> str:
    """Return, once each, the characters of a text that no name has."""
    odd = [c for c in text if not (c.isalpha() or c in "'-/.,() ")]
    return "".join(dict.fromkeys(odd))


def split(text: str) -> FullName:
    """Cut « OUEDRAOGO Issa » or « Issa OUEDRAOGO » in two: the surname is in capitals."""
    parts = normalise(text).split(" ")
    loud = [is_loud(word) for word in parts]
    if all(loud) or not any(loud):
        return FullName("", "")
    first = loud.index(True)
    after = len(parts) - loud[::-1].index(True)
    inside = zip(parts[first:after], loud[first:after], strict=True)
    if (first and after < len(parts)) or not all(
        is_surname or word in _SMALL for word, is_surname in inside
    ):
        return FullName("", "")
    rest = parts[:first] or parts[after:]
    return FullName(" ".join(rest), " ".join(parts[first:after]))


def is_loud(word: str) -> bool:
    """Tell whether a word is in capitals; an initial (« B. ») is not."""
    return word.isupper() and len(_WORD.findall(word)) > 0 and len(word.strip(".")) > 1


def person_key(given: str, family: str) -> tuple[str, ...]:
    """Return what two spellings of one name have in common, whatever their order."""
    bare = without_accents(normalise(f"{given} {family}")).lower()
    return tuple(sorted(re.findall(r"\w+", bare)))
