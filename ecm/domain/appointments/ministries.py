"""The ministry that a cell names, however it is abbreviated, or the nearest one."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from ecm.domain.appointments.spelling import words
from ecm.domain.french import normalise, without_accents

_LEAST_LIKENESS = 0.6
_GROUP = re.compile(r"(?:[A-Z0-9]{1,3}[.)\-]+\s*)?au titre (?P<owner>d.+)", re.I)
_BEFORE = re.compile(
    r"^(?:au titre )?(?:(?:du |de la |de l'|des |d'|le |la |les |l'))?"
    r"(?:(?:min|minist|ministeres?)\b\.?\s*)?"
    r"(?:(?:du |de la |de l'|des |de |d'|le |la |les |l'))?"
)
_SMALL = words("de du des d la le les l et charge chargee a au aux")


@dataclass(frozen=True)
class KnownMinistry:
    """A ministry of the day: its code, and every name it goes by, the full one first."""

    code: str
    names: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[0] if self.names else self.code


def group_heading(text: str) -> str:
    """Return « du ministère … » from « A. AU TITRE DU MINISTERE … », or nothing."""
    found = _GROUP.fullmatch(normalise(text).rstrip(" :.;"))
    return found["owner"] if found else ""


def find(text: str, known: Iterable[KnownMinistry]) -> KnownMinistry | None:
    """Return the ministry that a text names by name, short name, code or initials."""
    wanted = _key(text)
    named = [ministry for ministry in known if wanted in _keys(ministry)]
    # The initials of two ministries may be the same: then neither is named.
    return named[0] if wanted and len(named) == 1 else None


def nearest(text: str, known: Iterable[KnownMinistry]) -> KnownMinistry | None:
    """Return the ministry whose name looks most like a text, or None if none does."""
    wanted = _key(text)
    rated = [(_likeness(wanted, ministry), ministry) for ministry in known]
    best = max(rated, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] >= _LEAST_LIKENESS else None


@lru_cache(maxsize=1_000)
def _key(text: str) -> str:
    bare = without_accents(normalise(text)).lower()
    # « ministère de la Santé (MS) »: the abbreviation repeats the name.
    bare = re.sub(r"\s*\([^)]*\)\s*$", "", bare).rstrip(" .;:,")
    return " ".join(re.findall(r"\w+", _BEFORE.sub("", bare)))


@lru_cache(maxsize=200)
def _keys(ministry: KnownMinistry) -> set[str]:
    codes = {ministry.code.lower().replace("-", " ")}
    return codes | {_key(n) for n in ministry.names} | {_initials(ministry.name)}


def _initials(name: str) -> str:
    """Return « mef » for « ministère de l'Economie et des finances »."""
    found = re.findall(r"\w+", without_accents(name).lower())
    return "".join(word[0] for word in found if word not in _SMALL)


def _likeness(wanted: str, ministry: KnownMinistry) -> float:
    return max(_alike(wanted, key) for key in _keys(ministry))


def _alike(wanted: str, key: str) -> float:
    ours, theirs = words(wanted) - _SMALL, words(key) - _SMALL
    matcher = SequenceMatcher(None, wanted, key, autojunk=False)
    # Its two upper bounds cost little, and most names are far.
    is_near = min(matcher.real_quick_ratio(), matcher.quick_ratio()) >= _LEAST_LIKENESS
    letters = matcher.ratio() if is_near else 0.0
    if not (ours and theirs):
        return letters
    # « Economie, finances et développement » is near « Economie et finances ».
    shared = len(ours & theirs) / min(len(ours), len(theirs))
    return max(letters, shared * 0.9)
