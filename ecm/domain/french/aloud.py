"""French as it is read aloud: numbers, dates and hours in words, abbreviations in full."""

import re

from ecm.domain.french.dates import MONTHS
from ecm.domain.french.letters import capitals
from ecm.domain.french.nouns import Gender, nature_of
from ecm.domain.french.numerals import LIMIT, in_words, ordinal

# A staff number is for a file, not for the ear: it goes with what sets it apart.
_STAFF = re.compile(
    r",?\s*\(?\b(?:Mle|[Mm]atricule)\.?\s*(?:n°)?\s*\d[\d ]*(?:[A-Z]\b)?\)?"
)
_NUMERALS = (
    "une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze"
    "|seize|vingts?|trente|quarante|cinquante|soixante|cents?|mille|millions?|milliards?"
)
_REPEATED = re.compile(rf"\b({_NUMERALS})\s+\(\d[\d ]*\)")
_HOUR = re.compile(r"\b(\d{1,2}) ?(?:[Hh]|heures?) ?(?:(\d{2})(?: ?mn| ?min)?)?\b")
# In a heading months are in capitals without accents.
_MONTHS = "|".join([*MONTHS, *map(capitals, MONTHS)])
_DAY = re.compile(
    rf"\b(\d{{1,2}}|1er|1ER)( et \d{{1,2}})? ({_MONTHS})\b", re.IGNORECASE
)
_YEARS = re.compile(r"\b((?:19|20)\d\d)[-–]((?:19|20)\d\d)\b")
_ORDINAL = re.compile(r"\b(\d+)(ers?|res?|ères?|nde?s?|i?[eè]mes?|es?)\b")
_NUMBER = re.compile(r"\d{1,3}(?: \d{3})+(?!\d)|\d+")
_FULL = (
    (re.compile(r"\bS\. ?E\. ?M\.|\bSEM\b"), "Son Excellence Monsieur"),
    (re.compile(r"\bMM\.(?=\s)"), "Messieurs"),
    (re.compile(r"\bM\.(?=\s+[A-ZÀ-Ý])"), "Monsieur"),
    (re.compile(r"\bMmes\b"), "Mesdames"),
    (re.compile(r"\bMme\b"), "Madame"),
    (re.compile(r"\bMlle\b"), "Mademoiselle"),
    (re.compile(r"\bDr\b"), "Docteur"),
    (re.compile(r"\bPr\b"), "Professeur"),
    (re.compile(r"\b[Nn](?:°s|os) ?(?=\d)"), "numéros "),
    (re.compile(r"\b[Nn]° ?"), "numéro "),
    (re.compile(r"\bart\. (?=\d)"), "article "),
    (re.compile(r"\betc\."), "et cetera"),
    (re.compile(r"\bTTC\b"), "toutes taxes comprises"),
    (re.compile(r"\bHT(?:VA)?\b"), "hors taxes"),
    (re.compile(r" ?%"), " pour cent"),
    (re.compile(r"(?<=\d) ?km²"), " kilomètres carrés"),
    (re.compile(r"(?<=\d) ?km\b"), " kilomètres"),
    (re.compile(r"(?<=\d) ?m²"), " mètres carrés"),
    (re.compile(r"(?<=\d) ?ha\b"), " hectares"),
)
_FRANCS = (
    (re.compile(r"\b(millions?|milliards?) F ?CFA\b"), r"\1 de francs CFA"),
    (re.compile(r"\bF ?CFA\b"), "francs CFA"),
)


def aloud(text: str) -> str:
    """Return a text as it is said, without staff numbers; no figure is left in it.

    Numbers that French has no word for, from a thousand milliards on, stay in figures.
    """
    text = re.sub(r"[\s\u00a0\u202f]+", " ", text)
    text = _REPEATED.sub(r"\1", _STAFF.sub("", text))
    text = _DAY.sub(_day, _HOUR.sub(_hour, text))
    for pattern, words in _FULL:
        text = pattern.sub(words, text)
    text = _ORDINAL.sub(_ordinal, text)
    text = _YEARS.sub(r"\1 \2", text)
    text = re.sub(r"(?<=\d),(?=\d)", " virgule ", text)
    text = re.sub(r"(?<=[\dIVX])\.(?=\d)", " point ", text)
    text = re.sub(r"(?<=\d) ?[-–] ?(?=\d)", " tiret ", text)
    text = re.sub(r"(?<=\d)/|/(?=\d)", " barre ", text)
    text = re.sub(r"(?<=[^\W\d])(?=\d)|(?<=\d)(?=[^\W\d])", " ", text)
    text = _NUMBER.sub(_number, text)
    for pattern, words in _FRANCS:
        text = pattern.sub(words, text)
    return re.sub(r" +", " ", text).strip()


def _hour(found: re.Match[str]) -> str:
    hours, minutes = int(found[1]), int(found[2] or 0)
    if hours > 24 or minutes > 59:
        return found[0]
    noun = "heures" if hours > 1 else "heure"
    said = f"{in_words(hours, feminine=True)} {noun}"
    return f"{said} {in_words(minutes, feminine=True)}" if minutes else said


def _day(found: re.Match[str]) -> str:
    first, second, month = found.groups()
    said = "premier" if first.lower() in ("1er", "1", "01") else in_words(int(first))
    if second:
        said += f" et {in_words(int(second[4:]))}"
    return f"{said} {month}"


def _ordinal(found: re.Match[str]) -> str:
    number, ending = int(found[1]), found[2]
    if not 1 <= number < LIMIT:
        return found[0]
    if ending.startswith("nd"):
        return "seconde" if "e" in ending else "second"
    said = ordinal(number, feminine=ending.startswith(("r", "è")))
    return f"{said}s" if ending.endswith("s") else said


def _number(found: re.Match[str]) -> str:
    digits = found[0].replace(" ", "")
    number = int(digits)
    if number >= LIMIT:
        return found[0]
    zeros = len(digits) - len(digits.lstrip("0")) if number else len(digits) - 1
    said = in_words(number, feminine=_counts_a_feminine(found, number))
    return " ".join([*["zéro"] * zeros, said])


def _counts_a_feminine(found: re.Match[str], number: int) -> bool:
    """Tell whether the noun after a number wants « vingt et une »."""
    if number % 10 != 1:
        return False
    noun = re.match(r" ([^\W\d]+)", found.string[found.end() :])
    return noun is not None and nature_of(noun[1]).gender is Gender.FEMININE
