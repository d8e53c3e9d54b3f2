"""The numbers of acts: « n°2026-0123/PF/PRIM/MEF », « n°011-2026/ALP »; written and read.

A decree's serial comes after the year, a law's before it.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from ecm.domain.kinds import BILLS, ItemKind
from ecm.domain.outcomes import POSITIVE, Outcome


class Form(StrEnum):
    """What is numbered in one series a year."""

    DECREE = "decree"
    ORDINANCE = "ordinance"
    LAW = "law"


FORMS: dict[ItemKind, Form] = {
    ItemKind.DECREE: Form.DECREE,
    ItemKind.APPOINTMENT_DECREE: Form.DECREE,
    ItemKind.ORDINANCE: Form.ORDINANCE,
    **dict.fromkeys(BILLS, Form.LAW),
}
# Positive, but of no text: the council was told of something.
_TOLD = frozenset({Outcome.NOTED, Outcome.HEARD, Outcome.EXAMINED})

PATTERNS: dict[Form, str] = {
    Form.DECREE: "n°{year}-{serial:04d}/{suffix}",
    Form.ORDINANCE: "n°{year}-{serial:03d}/{suffix}",
    Form.LAW: "n°{serial:03d}-{year}/{suffix}",
}
_SUFFIX = r"[A-Z][A-Z\-]*(?:/[A-Z][A-Z\-]*)*"
_SIGLE = re.compile(r"[A-Z][A-Z\-]*(?:/[A-Z][A-Z\-]*)*")
# Of decrees and ordinances: the year, the serial, the signatories.
_DECREE = re.compile(rf"n°\s?(\d{{4}})-(\d{{2,4}})/({_SUFFIX})(?![\w/])")
_LAW = re.compile(rf"n°\s?(\d{{2,3}})-(\d{{4}})/({_SUFFIX})(?![\w/])")


@dataclass(frozen=True)
class Number:
    """A number that was read: which of the year, and whose."""

    year: int
    serial: int
    suffix: str
    is_law: bool


@dataclass(frozen=True)
class Link:
    """A signatory of the chain: what he is to the State, and his sigle of the day."""

    sigle: str
    is_head_of_state: bool = False
    is_head_of_government: bool = False


def form_of(kind: str) -> Form | None:
    """Return the series in which a kind of text is numbered; None for what is no text."""
    return FORMS.get(ItemKind(kind)) if kind in set(ItemKind) else None


def is_adopted_text(kind: str, outcome: str) -> bool:
    """Tell whether this decision leaves a text to be finalised."""
    known = outcome in set(Outcome) and Outcome(outcome) in POSITIVE - _TOLD
    return known and form_of(kind) is not None


def suffix_of(chain: Iterable[Link]) -> str:
    """Return « PF/PRIM/MEF »: the head of State, the Prime Minister, then the ministries.

    The ministries keep the order of the chain; one sigle is written once.
    """
    links = sorted(
        chain, key=lambda x: (not x.is_head_of_state, not x.is_head_of_government)
    )
    return "/".join(dict.fromkeys(link.sigle for link in links if link.sigle))


def is_sigle(text: str) -> bool:
    """Tell whether a sigle may stand in a number (« SGG-CM », « PRES/TRANS »)."""
    return _SIGLE.fullmatch(text) is not None


def number_of(
    form: Form, year: int, serial: int, suffix: str, patterns: Mapping[str, str]
) -> str:
    """Return the number as printed, by the installation's pattern of this form."""
    pattern = patterns.get(form.value) or PATTERNS[form]
    return pattern.format(year=year, serial=serial, suffix=suffix)


def read_number(text: str) -> Number | None:
    """Return the first number of an act that a text cites; None where there is none."""
    if found := _DECREE.search(text):
        year, serial, suffix = found.groups()
        return Number(int(year), int(serial), suffix, is_law=False)
    if found := _LAW.search(text):
        serial, year, suffix = found.groups()
        return Number(int(year), int(serial), suffix, is_law=True)
    return None
