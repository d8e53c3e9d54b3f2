"""What is counted in a database before and after: rows, and the heads of the journal.

It is asked in SQL, not through models: an older backup has an older shape.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Model

# Runs one SELECT and returns its rows, on whatever connection.
Ask = Callable[[str], Iterable[Sequence[Any]]]
Heads = dict[str, dict[str, list[Any]]]
# Every place where a row names a file of the store, or a list of them.
NAMED = (
    ("dossiers.Version", "path"),
    ("dossiers.Rendition", "path"),
    ("dossiers.Rendition", "previews"),
    ("meetings.Ballot", "scan"),
    ("followup.KeptFile", "path"),
    ("followup.KeptFile", "served"),
)


def counts(ask: Ask, tables: Iterable[str]) -> dict[str, int]:
    """Return how many rows each table has."""
    return {
        table: int(next(iter(ask(f'SELECT count(*) FROM "{table}"')))[0])  # noqa: S608  (ours)
        for table in sorted(tables)
    }


def heads(ask: Ask, tables: Iterable[str]) -> Heads:
    """Return, by table and row, the number and hash at which its stream stands."""
    return {
        table: {
            str(row): [seq, head]
            for row, seq, head in ask(f'SELECT id, seq, head FROM "{table}"')  # noqa: S608  (ours)
        }
        for table in sorted(tables)
    }


def tables_of_rows() -> set[str]:
    """Return every table of the application."""
    return {model._meta.db_table for model in _models()}


def tables_of_streams() -> set[str]:
    """Return the tables whose rows keep a stream of the journal."""
    return {m._meta.db_table for m in _models() if _has(m, "seq") and _has(m, "head")}


def files_named(ask: Ask, tables: Iterable[str]) -> set[str]:
    """Return the files of the store that the rows of these tables name."""
    found: set[str] = set()
    for label, field in NAMED:
        table = apps.get_model(label)._meta.db_table
        if table in tables:
            for (value,) in ask(f'SELECT DISTINCT "{field}" FROM "{table}"'):  # noqa: S608  (ours)
                found.update(_names_in(value))
    return found - {""}


def _names_in(value: Any) -> list[str]:
    """Return the names in a column: one, or a list as JSON, which PostgreSQL may have read."""
    if isinstance(value, str) and value.startswith("["):
        value = json.loads(value)
    return list(value) if isinstance(value, list) else [value]


def _models() -> list[type[Model]]:
    return list(apps.get_models(include_auto_created=True))


def _has(model: type[Model], name: str) -> bool:
    try:
        return model._meta.get_field(name) is not None
    except FieldDoesNotExist:
        return False
