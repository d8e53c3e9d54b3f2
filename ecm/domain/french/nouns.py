"""Articles, contraction and elision before the names of institutions and of subjects."""

import re
from enum import StrEnum
from typing import NamedTuple

from ecm.domain.french import lexicon
from ecm.domain.french.letters import without_accents

_ARTICLE = re.compile(r"(?P<article>l[ae]s?\s+|l['’]\s*)(?P<rest>\S.*)", re.I | re.S)
_INDEFINITE = re.compile(r"(?P<article>des|du|de la|de l['’])\s*(?P<rest>\S.*)", re.S)


class Gender(StrEnum):
    MASCULINE = "m"
    FEMININE = "f"


class Nature(NamedTuple):
    """What an article must know of the noun it precedes."""

    gender: Gender
    plural: bool


def plain(word: str) -> str:
    """Return a word in small letters, without accents nor the marks around it."""
    return without_accents(word.lower()).strip(" \u00a0«»\"'’“”().,;:")


def _words(phrase: str) -> list[str]:
    return [plain(word) for word in phrase.split() if plain(word)]


def elides(phrase: str) -> bool:
    """Tell whether « de » loses its e before `phrase`."""
    word = next(iter(_words(phrase)), "")
    if not word or lexicon.UNELIDED.match(word):
        return False
    if word.startswith("h"):
        first = re.split("[-' ]", word)[0]
        aspirated = lexicon.ASPIRATED.match(word) or first in lexicon.ASPIRATED_WORDS
        return aspirated is None or aspirated is False
    return word[0] in "aeiouy"


def elide(particle: str, phrase: str) -> str:
    """Return `particle` (de, que, le, la, se, ne, je) before `phrase`, elided if needed."""
    if elides(phrase):
        return f"{particle[:-1]}'{phrase}"
    return f"{particle} {phrase}"


def _head(phrase: str) -> tuple[str, Gender | None]:
    """Return the noun of a phrase, and the gender that an adjective before it shows."""
    shown: Gender | None = None
    words = _words(phrase)
    for word in words:
        if lexicon.ORDINAL.fullmatch(word):
            continue
        if word not in lexicon.LEADING_ADJECTIVES:
            return word, shown
        shown = Gender(lexicon.LEADING_ADJECTIVES[word])
    return (words[-1] if words else ""), shown


def _noun(compound: str) -> str:
    first, *others = re.split("[-']", compound)
    return others[-1] if others and first in lexicon.PREFIXES else compound


def _is_plural(noun: str) -> bool:
    return len(noun) > 2 and noun[-1] in "sx" and noun not in lexicon.SINGULAR_IN_S


def _singular(noun: str) -> str:
    if not _is_plural(noun):
        return noun
    return noun[:-3] + "al" if noun.endswith("aux") else noun[:-1]


def _gender(noun: str) -> Gender:
    first = noun.split("-")[0]
    for form in (noun, first):
        if form in lexicon.MASCULINE:
            return Gender.MASCULINE
        if form in lexicon.FEMININE or lexicon.FEMININE_ENDINGS.search(form):
            return Gender.FEMININE
    return Gender.MASCULINE


def nature_of(phrase: str) -> Nature:
    """Return the gender and number of the noun at the head of `phrase`."""
    head, shown = _head(phrase)
    noun = _noun(head)
    return Nature(shown or _gender(_singular(noun)), _is_plural(noun.split("-")[0]))


def _definite(phrase: str, gender: Gender | None) -> tuple[str, str]:
    """Return the article of `phrase` (le, la, l', les or none) and the phrase without it."""
    if found := _ARTICLE.fullmatch(phrase):
        return found["article"].strip().replace("’", "'"), found["rest"]
    if _is_determined(phrase):
        return "", phrase
    nature = nature_of(phrase)
    if nature.plural:
        return "les", phrase
    if elides(phrase):
        return "l'", phrase
    feminine = (gender or nature.gender) is Gender.FEMININE
    return ("la" if feminine else "le"), phrase


def _is_determined(phrase: str) -> bool:
    first = next(iter(_words(phrase)), "")
    return (
        first in lexicon.DETERMINERS
        or (first[:1].isdigit() and not lexicon.ORDINAL.fullmatch(first))
        or _INDEFINITE.fullmatch(phrase) is not None
    )


def the(phrase: str, gender: Gender | None = None) -> str:
    """Return « le ministère … », « la Présidence … », « l'Assemblée … », « les services »."""
    article, rest = _definite(phrase, gender)
    return f"{article}{'' if article[-1:] in {chr(39), ''} else ' '}{rest}"


def of_the(phrase: str, gender: Gender | None = None) -> str:
    """Return « du ministère … », « de la Présidence … », « de l'Assemblée … », « des … »."""
    if found := _INDEFINITE.fullmatch(phrase):
        return elide("de", found["rest"])
    article, rest = _definite(phrase, gender)
    match article.lower():
        case "le":
            return f"du {rest}"
        case "les":
            return f"des {rest}"
        case "la":
            return f"de {article} {rest}"
        case "l'":
            return f"de {article}{rest}"
    return elide("de", rest)


def to_the(phrase: str, gender: Gender | None = None) -> str:
    """Return « au ministère … », « à la Présidence … », « à l'Assemblée … », « aux … »."""
    article, rest = _definite(phrase, gender)
    match article.lower():
        case "le":
            return f"au {rest}"
        case "les":
            return f"aux {rest}"
        case "la":
            return f"à {article} {rest}"
        case "l'":
            return f"à {article}{rest}"
    return f"à {rest}"


def of(name: str) -> str:
    """Return « de Bobo-Dioulasso », « d'Accra »: a name that takes no article."""
    return elide("de", name)


def this(noun: str, nature: Nature) -> str:
    """Return « ce décret », « cet accord », « cette ordonnance », « ces décrets »."""
    if nature.plural:
        return f"ces {noun}"
    if nature.gender is Gender.FEMININE:
        return f"cette {noun}"
    return f"cet {noun}" if elides(noun) else f"ce {noun}"


def of_the_said(noun: str, nature: Nature) -> str:
    """Return « dudit projet », « de ladite ordonnance », « desdits projets »."""
    if nature.plural:
        stem = "desdites" if nature.gender is Gender.FEMININE else "desdits"
        return f"{stem} {noun}"
    feminine = nature.gender is Gender.FEMININE
    return f"de ladite {noun}" if feminine else f"dudit {noun}"


def at_place(place: str) -> str:
    """Return « à Ouagadougou », « au Palais de Kosyam », « à la salle des banquets »."""
    return ", ".join(_at(part.strip()) for part in place.split(",") if part.strip())


def _at(place: str) -> str:
    first, *others = _words(place)
    if first in {"a", "au", "aux", "en", "dans", "chez", "sur"} and others:
        return place
    if place.startswith("Le "):
        return f"au {place[3:]}"
    if place.startswith("Les "):
        return f"aux {place[4:]}"
    head = _head(place)[0]
    built = head in lexicon.PLACES or head.split("-")[0] in {"haut", "sous"}
    return to_the(place) if built or _ARTICLE.match(place) else f"à {place}"
