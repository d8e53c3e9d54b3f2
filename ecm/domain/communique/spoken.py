"""What is read aloud of an edition: the whole for the radio, a summary by the spokesperson.

No staff number is in either; the summary names nobody who was appointed.
"""

import re
import textwrap
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby

from ecm.domain.communique.edition import Decided, Edition, EditionGroup
from ecm.domain.communique.languages import FRENCH
from ecm.domain.communique.opening import BODY
from ecm.domain.french import (
    Gender,
    date_in_text,
    days_in_text,
    in_words,
    listed,
    lower_first,
    of_the,
    ordinal,
    upper_first,
)
from ecm.domain.french.aloud import aloud
from ecm.domain.kinds import WORDS, ItemKind

WIDTH = 79
_STAFF = re.compile(r",?\s*\(?\bMle\s*\d[\d \u00a0\u202f]*(?:[A-Z]\b)?\)?")
# What decides on persons: counted, never titled.
MEASURES = (ItemKind.DISMISSAL, ItemKind.SANCTION, ItemKind.TERMINATION)
OF_PERSONS = frozenset({ItemKind.APPOINTMENTS, ItemKind.MISSION, *MEASURES})
_NAMING = OF_PERSONS | {ItemKind.APPOINTMENT_DECREE, ItemKind.AGREMENT}


def radio(edition: Edition, *, above: str = "") -> str:
    """Return the whole text as it is read aloud, in lines of less than 80 characters.

    In another language than French the words stay as they are written.
    """
    paragraphs = [above, *_whole(edition)]
    return _wrapped(_say(text, edition.language) for text in paragraphs)


def summary(edition: Edition) -> str:
    """Return the few sentences that the spokesperson reads, in French, from an edition.

    How many texts, of what; their titles by ministry; how many appointments.
    """
    return _wrapped(aloud(text) for text in _summed_up(edition))


def _wrapped(texts: Iterator[str]) -> str:
    filled = [textwrap.fill(t, WIDTH, break_on_hyphens=False) for t in texts if t]
    return "\n\n".join(filled) + "\n"


def _say(text: str, language: str) -> str:
    if language == FRENCH:
        return aloud(text)
    return re.sub(r"[\s\u00a0\u202f]+", " ", _STAFF.sub("", text))


def _whole(edition: Edition) -> Iterator[str]:
    yield _heading(edition)
    if edition.version > 1:
        yield _amended(edition)
    yield f"{edition.opening} {edition.second}".strip()
    for rank, section in enumerate(edition.sections, start=1):
        yield _titled(edition, f"{ordinal(rank, feminine=True)} partie", section.title)
        for group in section.groups:
            yield from _group(edition, group)
    if signature := edition.signature:
        yield ", ".join(filter(None, [signature.title, signature.name]))


def _heading(edition: Edition) -> str:
    """Return the heading; the French one is said again, for capitals are not read aloud."""
    if edition.language != FRENCH:
        return edition.heading
    days = [date.fromisoformat(day) for day in edition.days]
    return f"Compte rendu du {BODY} {'des' if days[1:] else 'du'} {days_in_text(days)}"


def _group(edition: Edition, group: EditionGroup) -> Iterator[str]:
    place = group.number.rpartition(".")[2]
    point = f"point {in_words(int(place)) if place.isdecimal() else place}"
    if group.number or group.title or group.on_behalf_of:
        title = group.title or group.on_behalf_of
        yield _titled(edition, point if place else "", title)
    for paragraph in group.paragraphs:
        yield paragraph.text


def _titled(edition: Edition, place: str, title: str) -> str:
    """Return « Première partie : DÉLIBÉRATIONS »: the place is said in French alone."""
    parts = [place if edition.language == FRENCH else "", title]
    return upper_first(" : ".join(filter(None, parts)))


def _amended(edition: Edition) -> str:
    day = date_in_text(datetime.fromisoformat(edition.published).date())
    why = f" : {edition.reason}" if edition.reason else ""
    return f"Version n° {edition.version} du {day}{why}"


def _summed_up(edition: Edition) -> Iterator[str]:
    if edition.version > 1:
        yield _amended(edition)
    yield edition.opening
    if counted := _counts(edition):
        yield f"Le {BODY} s'est prononcé sur {listed(counted)}."
    titled = [d for d in edition.decisions if ItemKind(d.kind) not in _NAMING]
    for ministry, run in groupby(titled, key=lambda decided: decided.ministry):
        yield _titles(ministry, list(run))
    if done := _individual(edition):
        yield f"Il a {listed(done)}."


def _counts(edition: Edition) -> list[str]:
    """Return « trois décrets », « une communication orale », in the order of the agenda.

    Kinds that bear one name, a decree and a decree of appointment, are counted together.
    """
    kinds = [ItemKind(decided.kind) for decided in edition.decisions]
    words = [WORDS[kind] for kind in kinds if kind not in OF_PERSONS]
    named = {one.noun: one for one in words}
    counts = Counter(one.noun for one in words)
    return [
        f"{in_words(n, feminine=named[noun].gender is Gender.FEMININE)}"
        f" {named[noun].nouns(n)}"
        for noun, n in counts.items()
    ]


def _titles(ministry: str, decisions: list[Decided]) -> str:
    titles = " ; ".join(lower_first(d.title).rstrip(" .;") for d in decisions)
    return f"Au titre {of_the(ministry)} : {titles}." if ministry else f"{titles}."


def _individual(edition: Edition) -> list[str]:
    appointed = len(edition.appointments)
    done = [f"procédé à {_count(appointed, 'nomination')}"] if appointed else []
    measures = sum(
        len(edition.words_of(d.reference))
        for d in edition.decisions
        if ItemKind(d.kind) in MEASURES
    )
    if measures:
        done.append(f"pris {_count(measures, 'mesure')} concernant des agents publics")
    return done


def _count(number: int, noun: str) -> str:
    return f"{in_words(number, feminine=True)} {noun}{'s' * (number > 1)}"
