"""The name of a file as a person gave it: kept to be shown, never used as a path."""

import re
import unicodedata

LONGEST = 200
# Control characters, and those that turn the direction of what follows (« exe.fdp »).
UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
BLANK = "sans nom"


def display_name(given: str) -> str:
    """Return a name that is safe to show: no folder, nothing unseen, 200 characters."""
    last = re.split(r"[/\\]", given)[-1]
    seen = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", last)
        if char.isspace() or unicodedata.category(char) not in UNSEEN
    )
    name = " ".join(seen.split()).strip(". ")
    if not name or set(name) <= {"."}:
        return BLANK
    return shortened(name)


def shortened(name: str) -> str:
    """Cut the middle of a long name: its end tells what it is."""
    if len(name) <= LONGEST:
        return name
    stem, dot, suffix = name.rpartition(".")
    if not dot or len(suffix) > 10:
        return name[: LONGEST - 1] + "…"
    return f"{stem[: LONGEST - len(suffix) - 2]}….{suffix}"
