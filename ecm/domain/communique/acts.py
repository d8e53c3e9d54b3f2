"""The acts that the second sentence announces, in the order and with the verbs of the Council."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from ecm.domain.french import listed, normalise


class Act(StrEnum):
    """An act of the council, in the order in which it is announced since 2012."""

    DELIBERATED = "deliberated"
    HEARD = "heard"
    APPOINTED = "appointed"
    DISMISSED = "dismissed"
    SANCTIONED = "sanctioned"
    TERMINATED = "terminated"
    SENT_ABROAD = "sent_abroad"


@dataclass(frozen=True)
class Announced:
    """An act and whether it was done once; `words` keeps verbatim an act without a name."""

    act: Act | None
    one: bool = False
    words: str = ""


# Verb, object when there is one, object when there are several.
_PHRASES: dict[Act, tuple[str, str, str]] = {
    Act.DELIBERATED: (
        "délibéré",
        "sur le dossier inscrit à son ordre du jour",
        "sur les dossiers inscrits à son ordre du jour",
    ),
    Act.HEARD: ("entendu", "une communication orale", "des communications orales"),
    Act.APPOINTED: ("procédé", "à une nomination", "à des nominations"),
    Act.DISMISSED: ("procédé", "à une révocation", "à des révocations"),
    Act.SANCTIONED: ("pris", "une sanction", "des sanctions"),
    Act.TERMINATED: ("mis fin", "à une fonction", "à des fonctions"),
    Act.SENT_ABROAD: (
        "autorisé",
        "une mission à l'étranger",
        "des missions à l'étranger",
    ),
}

_KNOWN: dict[str, Announced] = {
    # The sources abridge it; the sentence never does.
    "délibéré": Announced(Act.DELIBERATED),
    **{
        f"{verb} {complement}": Announced(act, one)
        for act, (verb, single, several) in _PHRASES.items()
        for one, complement in ((True, single), (False, several))
    },
}


def parse_act(text: str) -> Announced:
    """Read one announced act (« entendu une communication orale »); keep unknown words."""
    words = re.sub(r"^(?:il\s+)?a\s+", "", normalise(text).rstrip(" .;,"), flags=re.I)
    return _KNOWN.get(words.lower(), Announced(None, words=words))


def parse_acts(texts: Iterable[str]) -> tuple[Announced, ...]:
    """Read the announced acts, « procédé à des nominations, à des révocations » as two."""
    return tuple(parse_act(part) for text in texts for part in _parts(normalise(text)))


def _parts(text: str) -> list[str]:
    if not text.lower().startswith("procédé à "):
        return [text] if text else []
    found = re.split(r",\s+(?=à\s)|\s+et\s+(?=à\s)", text)
    return [found[0], *(f"procédé {part}" for part in found[1:])]


def announced(counts: dict[Act, int]) -> tuple[Announced, ...]:
    """Return the acts that took place, in the order of the Council, from their numbers."""
    return tuple(
        Announced(act, one=counts[act] == 1) for act in Act if counts.get(act, 0) > 0
    )


def second_sentence(acts: Iterable[Announced]) -> str:
    """Return « Il a délibéré …, entendu … et autorisé … . », or nothing without an act.

    Acts that share a verb share it here too: « procédé à des nominations, à des
    révocations ».
    """
    shared = groupby(map(_phrase, acts), key=lambda phrase: phrase[0])
    verbs = [(verb, [complement for _, complement in run]) for verb, run in shared]
    if not verbs:
        return ""
    last_verb, last = verbs[-1]
    clauses = [f"{verb} {', '.join(objects)}".strip() for verb, objects in verbs[:-1]]
    clauses.append(f"{last_verb} {listed(last)}".strip())
    return f"Il a {listed(clauses)}."


def _phrase(announcement: Announced) -> tuple[str, str]:
    if announcement.act is None:
        return announcement.words, ""
    verb, single, several = _PHRASES[announcement.act]
    return verb, single if announcement.one else several
