"""The check list of a communiqué, read before it goes out as a careful person reads it."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ecm.domain.communique.edition import (
    HEADING,
    OPENING,
    SECOND,
    Edition,
    EditionGroup,
    texts_of,
)
from ecm.domain.errors import gettext_noop
from ecm.domain.french import count_in_words


class Level(StrEnum):
    """An error keeps the text at the desk; a warning is shown to who validates it."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Remark:
    """What is wrong with a text; `key` names it, empty for the communiqué as a whole."""

    level: Level
    key: str
    message: str
    values: dict[str, object] = field(default_factory=dict)


Check = Callable[[Edition], Iterator[Remark]]
_E, _W = Level.ERROR, Level.WARNING

_COUNTED = re.compile(r"([a-zàâéèêîôû-]+(?: [a-zéè-]+)?)\s\((\d{1,3})\)", re.I)
_BLANK = re.compile(
    r"n°\s*(?:…|\.{2,}|_+|(?=du\b|de\b|portant\b))|\b(?:X{2,}|x{3,})\b|\?\?"
)
_UNFINISHED = re.compile(r"à compléter|à vérifier|\[[^\]]*\]", re.I)
_MLE = re.compile(r"\bMle\s+([^,;]+)")
_STAFF_NUMBER = re.compile(r"\d{2,3}\s?\d{3}\s?[A-Z]")
_AMOUNT = re.compile(r"\b\d{5,}\s*F\s?CFA")
_HOURS = re.compile(r"\bde \d{2} H \d{2} mn à \d{2} H \d{2} mn|\bde \d{2} H")
_SPACES = re.compile(r"[^\S\n]{2,}")
_LEAD = re.compile(r"Le Conseil a (?:adopté|examiné|approuvé|entendu) .*\(\d+\)")


def remarks_of(edition: Edition) -> list[Remark]:
    """Return everything that should be looked at, errors first, in reading order."""
    found = [remark for check in CHECKS for remark in check(edition)]
    places = {key: place for place, key in enumerate(texts_of(edition))}
    return sorted(found, key=lambda r: (r.level is _W, places.get(r.key, -1)))


def _numbers(edition: Edition) -> Iterator[Remark]:
    """« deux (02) »: the word and the figure say the same number."""
    for key, text in texts_of(edition).items():
        for said in _COUNTED.finditer(_plain(text)):
            figure = int(said[2])
            words = count_in_words(figure).rpartition(" (")[0]
            if said[1].lower().split()[-1] in _WORDS and not (
                said[1].lower().endswith(words.lower())
            ):
                message = gettext_noop("« %(said)s » : le mot et le chiffre diffèrent.")
                yield Remark(_E, key, message, {"said": said[0]})


_WORDS = frozenset(
    word
    for number in range(1, 100)
    for word in [count_in_words(number).rpartition(" (")[0].split()[-1].lower()]
)


def _counts(edition: Edition) -> Iterator[Remark]:
    """« Le Conseil a adopté deux (02) décrets. » is followed by two of them."""
    for section in edition.sections:
        for group in section.groups:
            yield from _count_of(group)


def _count_of(group: EditionGroup) -> Iterator[Remark]:
    leads = [
        p for p in group.paragraphs if not p.reference and _LEAD.match(_plain(p.text))
    ]
    if not leads:
        return
    announced = sum(_announced(_plain(lead.text)) for lead in leads)
    listed = len({p.reference for p in group.paragraphs if p.reference})
    alone = sum(
        1
        for p in group.paragraphs
        if p.reference and p.text.startswith("Le Conseil a ") and p.key.endswith("#0")
    )
    if announced + alone != listed:
        message = gettext_noop("%(announced)s annoncés, %(listed)s exposés.")
        values: dict[str, object] = {"announced": announced + alone, "listed": listed}
        yield Remark(_E, leads[0].key, message, values)


def _announced(text: str) -> int:
    numbers = [int(number) for number in re.findall(r"\((\d+)\)", text)]
    singles = len(
        re.findall(r"\b(?:un|une) (?:rapport|décret|ordonnance|projet)", text)
    )
    return sum(numbers) + singles


# What the second sentence announces, and the section that must follow.
_ANNOUNCED = {
    "DELIBERATIONS": re.compile(r"\bdélibéré\b"),
    "COMMUNICATIONS ORALES": re.compile(r"\bcommunications? orales?\b"),
    "NOMINATIONS": re.compile(r"\bnominations?\b"),
}


def _second(edition: Edition) -> Iterator[Remark]:
    """The second sentence announces the sections that follow, and no other."""
    said = _plain(edition.second)
    titles = {section.title for section in edition.sections}
    if not said and titles:
        yield Remark(_E, SECOND, gettext_noop("La phrase d'annonce manque."))
        return
    for title, words in _ANNOUNCED.items():
        if title in titles and not words.search(said):
            message = gettext_noop("« %(title)s » n'est pas annoncé.")
            yield Remark(_E, SECOND, message, {"title": title})
        # Files may be deliberated upon that are not published.
        elif title not in titles and words.search(said) and title != "DELIBERATIONS":
            message = gettext_noop("« %(title)s » est annoncé, et ne suit pas.")
            yield Remark(_E, SECOND, message, {"title": title})


def _references(edition: Edition) -> Iterator[Remark]:
    for key, text in texts_of(edition).items():
        plain = _plain(text)
        if _BLANK.search(plain):
            message = gettext_noop("Une référence est restée en blanc.")
            yield Remark(_E, key, message)
        if _UNFINISHED.search(plain):
            yield Remark(_E, key, gettext_noop("Un passage est à compléter."))


def _persons(edition: Edition) -> Iterator[Remark]:
    for paragraph in edition.paragraphs():
        if not paragraph.is_entry:
            continue
        plain = _plain(paragraph.text)
        number = _MLE.search(plain)
        if number and not _STAFF_NUMBER.fullmatch(number[1].strip()):
            message = gettext_noop(
                "« Mle %(number)s » n'a pas la forme d'un matricule."
            )
            yield Remark(_W, paragraph.key, message, {"number": number[1].strip()})
    for who in edition.appointments:
        if who.surname and not (who.given_names and who.post):
            message = gettext_noop("Le prénom ou la fonction manque.")
            yield Remark(_E, who.paragraph, message)


def _frame(edition: Edition) -> Iterator[Remark]:
    if not edition.heading:
        yield Remark(_E, HEADING, gettext_noop("Le titre manque."))
    if not _HOURS.search(_plain(edition.opening)):
        message = gettext_noop("L'heure de début ou de fin manque à l'ouverture.")
        yield Remark(_E, OPENING, message)
    if edition.signature is None or not edition.signature.name:
        message = gettext_noop("Le porte-parole du jour n'est pas connu.")
        yield Remark(_W, "", message)


def _decisions(edition: Edition) -> Iterator[Remark]:
    for decided in edition.decisions:
        if not edition.words_of(decided.reference):
            message = gettext_noop("La décision %(number)s n'a pas de paragraphe.")
            yield Remark(_E, "", message, {"number": decided.number})
    for paragraph in edition.paragraphs():
        if paragraph.key.startswith("ajout#"):
            message = gettext_noop("Paragraphe ajouté à la main.")
            yield Remark(_W, paragraph.key, message)


def _typography(edition: Edition) -> Iterator[Remark]:
    for key, text in texts_of(edition).items():
        if _SPACES.search(text.strip()) or '"' in text:
            message = gettext_noop("Espaces doubles ou guillemets droits.")
            yield Remark(_W, key, message)
        if _AMOUNT.search(_plain(text)):
            message = gettext_noop("Un montant n'est pas groupé par milliers.")
            yield Remark(_W, key, message)


def _plain(text: str) -> str:
    """Return a text with ordinary spaces, as the patterns above read it."""
    return text.replace("\u00a0", " ").replace("\u202f", " ")


CHECKS: tuple[Check, ...] = (
    *(_frame, _second, _counts, _numbers, _references),
    *(_persons, _decisions, _typography),
)
