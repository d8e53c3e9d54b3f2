"""One council and the short ways to write its lines, for the tests of the communiqué."""

from datetime import date, time
from typing import Any

from ecm.domain.communique import (
    Facts,
    Group,
    ItemLine,
    Named,
    Period,
    parse_presided_by,
)
from ecm.domain.outcomes import ItemKind, Outcome

FACTS = Facts(
    parse_presided_by("Capitaine Ibrahim TRAORE, Président du Faso"),
    (Period(date(2026, 2, 5), time(9), time(14, 24)),),
)
HEALTH = "ministère de la Santé"
AWA = Named(
    "Awa",
    "Sanou",
    "Madame",
    "99 999 W",
    ("administrateur civil", "2e classe", "5e échelon"),
)
ISSA = Named("Issa", "Zongo")


def line(kind: str, outcome: str, subject: str, **more: Any) -> ItemLine:
    return ItemLine(ItemKind(kind), Outcome(outcome), subject, **more)


def texts(group: Group) -> list[str]:
    """Return the paragraphs of a group with plain spaces."""
    return [paragraph.text.replace("\u00a0", " ") for paragraph in group.paragraphs]
