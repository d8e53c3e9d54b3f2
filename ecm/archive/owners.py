"""Under whose name an item stood: a ministry, several, a theme, « idem »."""

import re
from dataclasses import dataclass

from ecm.domain.french import normalise

_SECTOR = re.compile(r"\s*\(secteur\)\s*$", re.I)
_TOGETHER = re.compile(r"\s*\(\s*en liaison avec (?P<others>[^)]+)\)\s*$", re.I)
_CUT = re.compile(r"\s*\[(?:\.\.\.|…)\]")
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
    name, behalf = normalise(text), normalise(on_behalf_of)
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
