"""The person who presided: read from a record, written in the opening sentence."""

import re

from ecm.domain.communique.facts import Presided
from ecm.domain.french import (
    Gender,
    full_name,
    normalise,
    of,
    of_the,
    surname_in_capitals,
    the,
    upper_first,
)

_RANK = (
    r"(?:général|colonel|commandant|capitaine|lieutenant|sous-lieutenant|adjudant"
    r"|maréchal|amiral)"
)
_MILITARY = re.compile(
    rf"(?:(?:médecin|pharmacien|intendant|vétérinaire|ingénieur|lieutenant|contre|vice)"
    rf"[- ])?{_RANK}(?:-(?:major|chef))?"
    r"(?:\s+(?:de\s+(?:brigade|division|corps\s+d'armée)|d'armée|major))?"
    r"|chef\s+(?:de\s+bataillon|d'escadrons?)"
    r"|(?:commissaire|contrôleur|inspecteur)\s+(?:général|divisionnaire|principal)"
    r"(?:\s+de\s+police)?",
    re.I,
)
_CIVIL = re.compile(r"maître|docteur|professeur", re.I)
_ABBREVIATED = {
    "me": "Maître",
    "dr": "Docteur",
    "pr": "Professeur",
    "cne": "Capitaine",
    "cdt": "Commandant",
    "lt-col": "Lieutenant-colonel",
    "lt-colonel": "Lieutenant-colonel",
    "col": "Colonel",
    "gal": "Général",
}
_CIVILITIES = {
    "m": "Monsieur",
    "mr": "Monsieur",
    "monsieur": "Monsieur",
    "mme": "Madame",
    "madame": "Madame",
    "mademoiselle": "Mademoiselle",
}
_EXCELLENCY = re.compile(
    r"(?:son\s+excellence|sem|s\.\s?e\.?\s?m?\.?)(?:\s*,\s*|\s+)", re.I
)
_ARTICLE = re.compile(r"(?:l[ae]\s+|l')", re.I)
_FUNCTION = re.compile(
    r"(?P<function>(?:Présidente?|Premi(?:er|ère)\s+ministre|Chef)\b"
    r"(?:\s+d[ue]\s+(?:la\s+|l')?\w+)?)(?:\s*,)?\s+(?=\S)",
    re.I,
)
_OFFICE = re.compile(r"(?:vice-)?présidente?\b|premi|chef\b|ministre\b", re.I)
_DELEGATION = re.compile(r"par délégation d(?:u|e la|e l'|e)\s*(?P<authority>.+)", re.I)


def parse_presided_by(text: str) -> Presided:
    """Read « Capitaine Ibrahim TRAORE, Président du Faso, … ».

    A man is assumed where neither a civility nor a quality tells.
    """
    rest = _EXCELLENCY.sub("", normalise(text).rstrip(" ."), count=1)
    civility, grade, rest = _titles(rest)
    before = ""
    if (found := _FUNCTION.match(rest)) and _has_surname(rest[found.end() :]):
        before, rest = upper_first(found["function"]), rest[found.end() :]
        later_civility, later_grade, rest = _titles(rest)
        civility, grade = civility or later_civility, grade or later_grade
    person, *others = re.split(r"\s*,\s*", rest)
    qualities = [before] * bool(before) + [part for part in others if part]
    if not _has_surname(person) and _OFFICE.match(person):
        qualities, person = [person, *qualities], ""
    if not grade and qualities and _grade(qualities[0] + ","):
        grade = upper_first(qualities.pop(0))
    given_names, surname = _names(person)
    delegated_by, qualities = _delegation(qualities)
    return Presided(
        given_names=given_names,
        surname=surname,
        qualities=tuple(qualities),
        civility=civility or _civility_of(qualities),
        grade=grade,
        delegated_by=delegated_by,
    )


def _titles(text: str) -> tuple[str, str, str]:
    """Return the civility and the grade that open a text, and the text after them."""
    civility = grade = ""
    while True:
        first, _, after = text.partition(" ")
        key = first.rstrip(".").lower()
        if key in _CIVILITIES and after:
            civility, text = _CIVILITIES[key], after
        elif key in _ABBREVIATED and after:
            grade, text = _ABBREVIATED[key], after
        elif found := _grade(text):
            grade, text = upper_first(found), text[len(found) :].lstrip(" ,")
        elif (article := _ARTICLE.match(text)) and text[article.end() :]:
            text = text[article.end() :]
        else:
            return civility, grade, text


def _grade(text: str) -> str:
    for pattern in (_MILITARY, _CIVIL):
        if (found := pattern.match(text)) and text[found.end() :].startswith(
            (" ", ",")
        ):
            return found[0]
    return ""


def _is_capital(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def _has_surname(text: str) -> bool:
    return any(_is_capital(word) for word in text.split(",")[0].split())


def _names(person: str) -> tuple[str, str]:
    words = person.split()
    capital = [i for i, word in enumerate(words) if _is_capital(word)]
    if not capital:
        return " ".join(words[:-1]), surname_in_capitals(" ".join(words[-1:]))
    start, end = capital[0], capital[-1] + 1
    given = words[:start] or words[end:]
    return " ".join(given), surname_in_capitals(" ".join(words[start:end]))


def _delegation(qualities: list[str]) -> tuple[str, list[str]]:
    for quality in qualities:
        if found := _DELEGATION.fullmatch(quality):
            return found["authority"], [
                other for other in qualities if other != quality
            ]
    return "", qualities


def _civility_of(qualities: list[str]) -> str:
    words = " ".join(qualities).lower().split()
    feminine = {"présidente", "première", "cheffe", "chargée", "déléguée"}
    return "Madame" if feminine.intersection(words) else "Monsieur"


def under_the_presidency(presided: Presided) -> str:
    """Return « sous la présidence de Son Excellence le Capitaine Ibrahim TRAORE, … »."""
    person = _person(presided)
    if presided.excellency:
        person = f"de Son Excellence {person}"
    else:
        person = of_the(person) if _ARTICLE.match(person) else of(person)
    qualities = list(presided.qualities)
    if not presided.surname:
        qualities = qualities[1:]
    if presided.delegated_by:
        qualities.append(f"par délégation {of_the(presided.delegated_by)}")
    return ", ".join([f"sous la présidence {person}", *qualities])


def _person(presided: Presided) -> str:
    woman = presided.civility in {"Madame", "Mademoiselle"}
    if not presided.surname:
        quality = presided.qualities[0] if presided.qualities else "Président"
        gender = Gender.FEMININE if woman else Gender.MASCULINE
        return f"{presided.civility} {the(quality, gender)}".strip()
    name = full_name(presided.given_names, presided.surname)
    if not presided.grade:
        return f"{presided.civility} {name}".strip()
    if not _MILITARY.fullmatch(presided.grade):
        return f"{presided.grade} {name}"
    # « Madame le Commandant »: in the army the rank itself keeps its masculine.
    rank = the(presided.grade, Gender.MASCULINE)
    return f"{presided.civility} {rank} {name}" if woman else f"{rank} {name}"
