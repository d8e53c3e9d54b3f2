"""Under whose name an item stood: a ministry, several, a theme, « idem »."""

import re
from dataclasses import dataclass

from ecm.domain.communique import parse_presided_by
from ecm.domain.french import normalise

_SECTOR = re.compile(r"\s*\(secteur\)\s*$", re.I)
_TOGETHER = re.compile(r"\s*\(\s*en liaison avec (?P<others>[^)]+)\)\s*$", re.I)
_CUT = re.compile(r"\s*\[(?:\.\.\.|…)\]")
NOBODY = "Conseil des ministres"
_SAME = {"idem", "id", "id.", "ibidem"}


@dataclass(frozen=True)
class Owner:
    """`ministry` is looked up, `name` printed; a theme groups the items of several."""

    ministry: str
    name: str
    theme: str = ""
    on_behalf_of: str = ""


def owner_of(text: str, on_behalf_of: str, previous: Owner | None) -> Owner:
    """Read the name of a group; `previous` is what « idem » refers to."""
    name, behalf = normalise(text) or NOBODY, normalise(on_behalf_of)
    if name.lower() in _SAME and previous:
        same = previous.ministry
        return Owner(same, same, previous.theme, behalf or previous.on_behalf_of)
    if _SECTOR.search(name):
        theme = _SECTOR.sub("", name)
        return Owner(behalf or theme, behalf or theme, theme, behalf)
    if found := _TOGETHER.search(name):
        lead = name[: found.start()]
        return Owner(lead, f"{lead}, en liaison avec {found['others'].strip()}")
    first = re.split(r"\s*;\s*", name)[0]
    return Owner(_CUT.sub("", first) or name, name, "", behalf)


def presenter_of(owner: Owner, presided_by: str) -> str:
    """Return the title of who spoke for an owner: « ministre de la Santé ».

    The chair speaks for the presidency; where the source names the council as a whole,
    « rapporteur » says no more than it does.
    """
    name = owner.ministry
    if re.match(r"minist[eè]re\b", name, re.I):
        return re.sub(r"^minist[eè]re\b", "ministre", name, flags=re.I)
    if re.match(r"primature|premier minist[eè]re", name, re.I):
        return "Premier ministre"
    if re.match(r"présidence", name, re.I):
        qualities = parse_presided_by(presided_by).qualities
        return qualities[0] if qualities else "Président"
    return "rapporteur" if name.lower().startswith("conseil") else ""
