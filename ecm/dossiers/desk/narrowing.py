"""Narrowing and ordering the week's lines, once they are in memory."""

from collections.abc import Callable, Iterable
from typing import Any

from ecm.dossiers.desk.rows import Row
from ecm.dossiers.desk.stages import ORDER

MINE, NOBODYS = "moi", "personne"

FOLLOWED: dict[str, Callable[[Row], bool]] = {
    "attend": lambda row: row.waits_for_me,
    "hors-delai": lambda row: row.dossier.is_late,
    "avis": lambda row: bool(row.opinions.awaited),
    "silence": lambda row: bool(row.opinions.silent),
    "revenus": lambda row: bool(row.dossier.returns),
    "reserves": lambda row: row.dossier.is_confidential,
}


def _arrival(row: Row) -> tuple[Any, ...]:
    """A number given, else the moment of arrival: the order of the entry book."""
    dossier = row.dossier
    if dossier.register_serial is None:
        return (1, dossier.lodged_at, dossier.pk)
    return (0, dossier.register_year, dossier.register_serial)


SORTS: dict[str, Callable[[Row], tuple[Any, ...]]] = {
    "": lambda row: (ORDER[row.state], *_arrival(row)),
    "arrivee": _arrival,
    "ministere": lambda row: (row.rank, row.ministry, *_arrival(row)),
    "nature": lambda row: (row.dossier.kind.position, *_arrival(row)),
    "charge": lambda row: (str(row.dossier.officer or "~"), *_arrival(row)),
}


def narrowed(rows: Iterable[Row], wishes: dict[str, Any]) -> list[Row]:
    """Return the rows that meet every wish, in the wished order."""
    kept = [row for row in rows if _meets(row, wishes)]
    return sorted(kept, key=SORTS[wishes.get("tri") or ""])


def _meets(row: Row, wishes: dict[str, Any]) -> bool:
    dossier = row.dossier
    asked = {
        "ministere": str(dossier.ministry_id),
        "nature": dossier.kind.code,
        "etat": row.state.value,
    }
    if any(wishes.get(name) not in ("", None, has) for name, has in asked.items()):
        return False
    if (charge := wishes.get("charge")) and not _is_in_charge(row, charge):
        return False
    if (followed := wishes.get("suivi")) and not FOLLOWED[followed](row):
        return False
    words = wishes.get("q")
    return not words or row.says(words)


def _is_in_charge(row: Row, charge: str) -> bool:
    if charge == NOBODYS:
        return row.is_nobodys
    return row.is_mine if charge == MINE else str(row.dossier.officer_id) == charge
