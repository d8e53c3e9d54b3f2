"""What an examination finds: one sentence of each thing, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """How a thing is: nothing to do, to be looked at, or able to lose or to stop a council."""

    OK = "ok"
    WARNING = "avertissement"
    FAULT = "défaut"


@dataclass(frozen=True)
class Finding:
    """`name` never changes, for who watches by a program; `remedy` is empty when all is well."""

    name: str
    verdict: Verdict
    sentence: str
    remedy: str = ""


def well(name: str, sentence: str) -> Finding:
    return Finding(name, Verdict.OK, sentence)


def doubt(name: str, sentence: str, remedy: str) -> Finding:
    return Finding(name, Verdict.WARNING, sentence, remedy)


def fault(name: str, sentence: str, remedy: str) -> Finding:
    return Finding(name, Verdict.FAULT, sentence, remedy)


def graver(name: str, is_grave: bool, sentence: str, remedy: str) -> Finding:
    """Return a fault where it is grave (in production, mostly), else a warning."""
    return (fault if is_grave else doubt)(name, sentence, remedy)


def size(octets: float) -> str:
    """Return « 12,5 Go »."""
    for unit in ("o", "ko", "Mo"):
        if octets < 1000:
            return f"{octets:.0f} {unit}"
        octets /= 1000
    return f"{octets:.1f} Go".replace(".", ",")
