"""How an item's subject joins its noun: « portant création … », « relatif à la … »."""

import re

from ecm.domain.french import (
    Gender,
    Nature,
    agree,
    count_in_words,
    listed,
    lower_first,
    nature_of,
    the,
    to_the,
    upper_first,
)
from ecm.domain.kinds import ENACTED, WORDS, ItemKind

REPORT = WORDS[ItemKind.REPORT]
# What is published under its own name; everything else comes as a report.
_OWN_NAME = ENACTED | {
    ItemKind.OTHER,
    ItemKind.MEASURE,
    ItemKind.COMMUNICATION,
    ItemKind.ORAL_COMMUNICATION,
}

_RELATIVE = re.compile(r"relati(?:fs?|ves?)\s+", re.I)
_REPEATED = re.compile(
    r"(?:un\s+|le\s+)?(?:rapport|(?:avant-)?projet\s+d(?:e\s+loi|e\s+décret|'ordonnance)"
    r"|décret|ordonnance|loi)(?:\s+organique|\s+constitutionnelle)?\s+"
    r"(?=portant|relati|autorisant|modifiant|fixant)",
    re.I,
)
_VERBS = {
    "abrogeant": "abroge",
    "approuvant": "approuve",
    "autorisant": "autorise",
    "complétant": "complète",
    "créant": "crée",
    "définissant": "définit",
    "déterminant": "détermine",
    "fixant": "fixe",
    "instituant": "institue",
    "modifiant": "modifie",
    "nommant": "nomme",
    "portant": "porte",
    "ratifiant": "ratifie",
    "rectifiant": "rectifie",
    "régissant": "régit",
    "réglementant": "réglemente",
}
_PARTICIPLE = re.compile(rf"({'|'.join(_VERBS)})\s+(.*)", re.I | re.S)
_ARTICLE = re.compile(r"(?:l[ae]s?\s|l')", re.I)
# Nouns without articles that share one complement.
_BARE_NOUNS = re.compile(
    r"(?P<first>(?:[\w-]+, )*[\w-]+) et (?P<last>[\w-]+)(?P<rest>\s.+)?", re.S
)
# Two nouns with their articles; after such a preposition the second may be its own.
_TWO_NOUNS = re.compile(
    r"(?P<one>(?=l[ae]s?\s|l')(?:(?!\b(?:sur|dans|par|entre|contre|pour|avec|sous|que?)\b).)+?)"
    r" et (?P<other>(?:l[ae]s?\s|l').+)",
    re.S,
)
_COMMON = re.compile(r"\S+\s+(?:de|du|des|d'\S+|à|au|aux|en|pour)(?:\s|$)")
_CONTRACT = re.compile(r"march|contrat|convention|avenant|gré à gré|entente", re.I)


def noun_of(kind: ItemKind, count: int) -> tuple[str, Gender]:
    """Return the noun under which an item is published, and its gender.

    Several drafts brought by one file are published as one report.
    """
    own = kind in _OWN_NAME and count == 1
    words = WORDS[kind] if own else REPORT
    return words.noun, words.gender


def complement(kind: ItemKind, subject: str, count: int = 1) -> str:
    """Return what follows the noun: « portant … », « relatif au … », « autorisant … »."""
    about = _cleaned(subject)
    _, gender = noun_of(kind, count)
    related = agree("relatif", Nature(gender, plural=False))
    if count > 1:
        drafts = f"{count_in_words(count)} {WORDS[kind].drafts(count)}"
        return f"{related} à {drafts} {complement_of_drafts(kind, about)}"
    if found := _RELATIVE.match(about):
        return f"{related} {about[found.end() :]}"
    if _PARTICIPLE.match(about):
        return about
    if kind in ENACTED and not _ARTICLE.match(about):
        return f"portant {about}"
    return f"{related} {_to_each(_matter(kind, about))}"


def title_of(kind: ItemKind, subject: str, count: int = 1) -> str:
    """Return the short title of a decision: « Décret portant création de … »."""
    noun, _ = noun_of(kind, count)
    return upper_first(f"{noun} {complement(kind, subject, count)}")


def complement_of_drafts(kind: ItemKind, about: str) -> str:
    """Return the complement of several drafts: « portant … », « relatifs à … »."""
    if found := _RELATIVE.match(about):
        return f"{agree('relatif', WORDS[kind].draft_nature(2))} {about[found.end() :]}"
    if _PARTICIPLE.match(about):
        return about
    if kind in ENACTED and not _ARTICLE.match(about):
        return f"portant {about}"
    return f"{agree('relatif', WORDS[kind].draft_nature(2))} {_to_each(about)}"


def predicate(kind: ItemKind, subject: str, count: int = 1) -> str:
    """Return what a noun is said to do: « porte création … », « est relatif à … »."""
    text = complement(kind, subject, count)
    if found := _PARTICIPLE.match(text):
        return f"{_VERBS[found[1].lower()]} {found[2]}"
    return f"est {text}"


def _to_each(matter: str) -> str:
    """Return « à la création, à l'organisation et au fonctionnement de … »."""
    if found := _BARE_NOUNS.fullmatch(matter):
        nouns = [*found["first"].split(", "), found["last"]]
        if not all(nature_of(noun).plural for noun in nouns):
            return listed([to_the(noun) for noun in nouns]) + (found["rest"] or "")
    if found := _TWO_NOUNS.fullmatch(matter):
        return f"{to_the(found['one'])} et {to_the(found['other'])}"
    return to_the(matter)


def _cleaned(subject: str) -> str:
    about = _REPEATED.sub("", subject.strip().rstrip(" .;"), count=1)
    # A title typed with a capital reads inside a sentence here; a name keeps its own.
    return lower_first(about) if _COMMON.match(about) else about


def _matter(kind: ItemKind, about: str) -> str:
    """Return the subject of a report, completed with the act that it asks for."""
    if about.startswith("demande"):
        return f"une {about}"
    if kind is ItemKind.AGREMENT and "agrément" not in about:
        return f"une demande d'agrément pour {the(about)}"
    if kind is ItemKind.CONTRACT and not _CONTRACT.search(about):
        return f"la passation d'un marché pour {the(about)}"
    return about
