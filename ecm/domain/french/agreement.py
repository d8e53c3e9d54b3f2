"""Plural of administrative nouns and agreement of participles and adjectives."""

import re

from ecm.domain.french.nouns import Gender, Nature

# From the first of these words on, a phrase is a complement and does not vary.
_COMPLEMENT = re.compile(
    r"(?:de|du|des|d['’].*|à|au|aux|en|sur|pour|par|portant|relatif|relative)", re.I
)
_IRREGULAR = {"procès-verbal": "procès-verbaux", "travail": "travaux", "bail": "baux"}
_IN_ALS = frozenset({"bal", "carnaval", "festival", "récital", "régal", "chacal"})


def plural(phrase: str) -> str:
    """Return the plural of a noun phrase: « projet de loi » gives « projets de loi »."""
    words = phrase.split(" ")
    end = next((i for i, w in enumerate(words) if _COMPLEMENT.fullmatch(w)), len(words))
    return " ".join([plural_word(word) for word in words[:end]] + words[end:])


def plural_word(word: str) -> str:
    """Return the plural of one word, a compound varying in its last part."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if not word or word[-1] in "sxz":
        return word
    if word.endswith("al") and word not in _IN_ALS:
        return word[:-1] + "ux"
    return word + ("x" if re.search("(?:eau|[^bl]eu)$", word) else "s")


def agree(participle: str, nature: Nature) -> str:
    """Return a participle or a regular adjective in the gender and number of `nature`."""
    feminine = nature.gender is Gender.FEMININE
    form = _feminine(participle) if feminine else participle
    return plural_word(form) if nature.plural else form


def _feminine(word: str) -> str:
    if word.endswith("e"):
        return word
    for ending, feminine in (("if", "ive"), ("el", "elle"), ("er", "ère"), ("x", "se")):
        if word.endswith(ending):
            return word.removesuffix(ending) + feminine
    return word + "e"
