"""What a ministry writes of its dossier: each value cleaned, the rest left as it is."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Model

from ecm.domain.errors import NotPossible, gettext_noop
from ecm.dossiers.models import Dossier, DraftText

WORDS = ("title", "subject", "paragraph", "theme", "revised_text", "planned_minutes")
CHOICES = ("kind", "on_behalf_of", "council_day", "is_confidential")
SETS = ("associated", "readers")


def write_fields(dossier: Dossier, values: Mapping[str, Any]) -> None:
    """Put the values that are given into the row, unsaved; an empty title is not one.

    Raises NotPossible for a value that its field cannot hold.
    """
    given = {name: values[name] for name in (*WORDS, *CHOICES) if name in values}
    if not str(given.get("title") or "").strip():
        given.pop("title", None)
    for name, value in given.items():
        setattr(dossier, name, clean(dossier, name, value))
    # What a former kind asked is kept: changing the kind by mistake loses nothing.
    codes = {asked["code"] for asked in dossier.kind.fields} | set(dossier.entries)
    entries = values.get("entries") or {}
    dossier.entries |= {c: _text(v) for c, v in entries.items() if c in codes}


def _text(value: object) -> str:
    return "" if value is None else str(value).strip()


def clean(row: Model, name: str, value: Any) -> Any:
    """Return the value as the field keeps it; NotPossible in the field's own words."""
    field: Any = row._meta.get_field(name)
    if isinstance(value, Model):
        return value
    text = value.strip() if isinstance(value, str) else value
    if text in ("", None) and field.null:
        return None
    try:
        return field.clean(text, row)
    except ValidationError as error:
        raise NotPossible(
            gettext_noop("%(field)s : %(fault)s"),
            field=str(field.verbose_name),
            fault=" ".join(error.messages),
        ) from error


def write_sets(dossier: Dossier, values: Mapping[str, Any]) -> None:
    """Write the rows beside the dossier's: associated ministries, readers, draft texts."""
    for name in SETS:
        if name in values:
            getattr(dossier, name).set(values[name])
    if "drafts" in values:
        _write_drafts(dossier, values["drafts"])


def _write_drafts(dossier: Dossier, drafts: Sequence[Mapping[str, Any]]) -> None:
    kept = {draft.pk: draft for draft in dossier.drafts.all()}
    named = [given for given in drafts if _text(given.get("title"))]
    for position, given in enumerate(named, start=1):
        row = kept.pop(_number(given.get("id")), None) or DraftText(dossier=dossier)
        row.position = position
        row.title = clean(row, "title", given["title"])
        row.nature = clean(row, "nature", given.get("nature") or row.nature)
        row.save()
    dossier.drafts.filter(pk__in=kept).delete()


def _number(value: object) -> int:
    return int(_text(value)) if _text(value).isdecimal() else 0


def written(dossier: Dossier) -> str:
    """Return all that a ministry wrote as one text, by which two moments compare."""
    kept: dict[str, object] = {n: _text(getattr(dossier, n)) for n in WORDS}
    kept |= {"kind": dossier.kind_id, "on_behalf_of": dossier.on_behalf_of_id}
    kept |= {n: str(getattr(dossier, n)) for n in ("council_day", "is_confidential")}
    kept["entries"] = {code: value for code, value in dossier.entries.items() if value}
    for name in SETS:
        kept[name] = sorted(getattr(dossier, name).values_list("pk", flat=True))
    kept["drafts"] = list(dossier.drafts.values_list("pk", "nature", "title"))
    return json.dumps(kept, sort_keys=True, ensure_ascii=False)
