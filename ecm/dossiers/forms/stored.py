"""What the fields of a dossier hold now, and marks by which two moments compare."""

import hashlib
import json
from datetime import date
from typing import Any

from ecm.dossiers.models import Dossier

TEXTS = "texts"
ENTRY = "entry-"


def stored(dossier: Dossier) -> dict[str, Any]:
    """Return what the form's fields hold of a dossier now."""
    names = ("title", "subject", "paragraph", "revised_text", "theme", "council_day")
    found: dict[str, Any] = {name: getattr(dossier, name) for name in names}
    found |= {
        "planned_minutes": dossier.planned_minutes,
        "on_behalf_of": dossier.on_behalf_of_id,
        "is_confidential": dossier.is_confidential,
        "associated": list(dossier.associated.values_list("pk", flat=True)),
        "readers": list(dossier.readers.values_list("pk", flat=True)),
        TEXTS: list(dossier.drafts.values("id", "nature", "title")),
    }
    for asked in dossier.kind.fields:
        found[ENTRY + asked["code"]] = dossier.entries.get(asked["code"], "")
    return found


def base_of(dossier: Dossier) -> str:
    """Return the marks of what the fields hold now, for the page that is being made."""
    return json.dumps({name: mark(value) for name, value in stored(dossier).items()})


def mark(value: object) -> str:
    return hashlib.sha256(flat(value).encode()).hexdigest()[:16]


def flat(value: object) -> str:
    """Return a field's value as the browser would send it, one line for each choice."""
    if isinstance(value, bool):
        return "on" if value else ""
    if isinstance(value, dict):
        return json.dumps([flat(part) for part in value.values()])
    if isinstance(value, list):
        return "\n".join(sorted(flat(part) for part in value))
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
