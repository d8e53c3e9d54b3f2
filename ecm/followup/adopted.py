"""The version that the council adopted, and what the deposited text changes in it."""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ecm.domain.wording import Fate, Run, compared
from ecm.dossiers.models import Version
from ecm.followup.models import Act

PIECE = "draft_text"
# Sentences are matched first: whole laws, word by word, would take minutes.
_SENTENCES = re.compile(r"(?<=[.;:!?])\s+|\f|\n\s*\n")
MOST_WORDS = 4_000  # of one changed passage, compared word by word


def adopted_version(act: Act) -> Version | None:
    """Return the draft text as it stood when the council decided; None without one."""
    dossier = act.item.dossier
    if dossier is None:
        return None
    rows = Version.objects.filter(document__dossier=dossier, document__removed_at=None)
    rows = rows.filter(document__kind__code=PIECE).select_related(
        "document", "rendition"
    )
    if act.draft_id:
        rows = rows.filter(document__draft=act.draft_id)
    if settled := getattr(act.item, "decision", None):
        rows = rows.filter(stored_at__lte=settled.decided_at)
    return rows.order_by("document__position", "-number").first()


def text_of_version(version: Version | None) -> str:
    """Return the words of the adopted version; empty until they were read."""
    made = getattr(version, "rendition", None) if version else None
    return made.text if made else ""


def changes(before: str, after: str) -> list[Run]:
    """Return both texts in order, each passage with what became of it."""
    was, now = _sentences(before), _sentences(after)
    matcher = SequenceMatcher(None, was, now, autojunk=False)
    found: list[Run] = []
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "equal":
            found.append(Run(Fate.SAME, "\n".join(now[c:d]) + "\n"))
        else:
            found += _changed("\n".join(was[a:b]), "\n".join(now[c:d]))
            found.append(Run(Fate.SAME, "\n"))
    return found


def _sentences(text: str) -> list[str]:
    parts = (" ".join(part.split()) for part in _SENTENCES.split(text))
    return [part for part in parts if part]


def _changed(before: str, after: str) -> Iterator[Run]:
    if len(before) + len(after) < MOST_WORDS * 6:
        yield from compared(before, after)
        return
    yield Run(Fate.REMOVED, before)
    yield Run(Fate.ADDED, after)
