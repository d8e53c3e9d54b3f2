"""Opens the published copy to be read, once for each thread and each publication."""

import sqlite3
import threading
from dataclasses import fields
from datetime import date, datetime
from typing import Any, TypeVar

from ecm.public import place

Row = TypeVar("Row")
_own = threading.local()  # this thread's connection, and the file that it is open on


def rows(asked: str, *values: object) -> list[Any]:
    """Return the rows of a question put to the copy as it is now."""
    return _copy().execute(asked, values).fetchall()


def _copy() -> sqlite3.Connection:
    path = place.folder() / place.NAME
    try:
        found = path.stat()
    except FileNotFoundError:
        state: tuple[object, ...] = ("nothing published yet",)
    else:
        state = (str(path), found.st_ino, found.st_mtime_ns)
    if getattr(_own, "state", None) != state:
        _own.copy, _own.state = _opened(str(path) if len(state) > 1 else ""), state
    found_copy: sqlite3.Connection = _own.copy
    return found_copy


def _opened(path: str) -> sqlite3.Connection:
    """Open a file that nobody will ever change: it is replaced, never written."""
    if path:
        copy = sqlite3.connect(f"file:{_quoted(path)}?mode=ro&immutable=1", uri=True)
        copy.execute("PRAGMA mmap_size = 1073741824")
    else:
        copy = sqlite3.connect(":memory:")
        copy.executescript(place.SCHEMA.read_text(encoding="utf-8"))
    copy.execute("PRAGMA query_only = ON")
    return copy


def _quoted(path: str) -> str:
    return path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")


def which(**columns: object) -> tuple[str, list[object]]:
    """Return the conditions on the columns that are given a value."""
    asked = {name: value for name, value in columns.items() if value}
    where = " AND ".join(f"{name} = ?" for name in asked)
    return (f"WHERE {where}" if where else "", list(asked.values()))


def read(kind: type[Row], asked: str, *values: object) -> list[Row]:
    """Return rows as dataclasses: `asked` begins at FROM, the fields name the columns."""
    names = [field.name for field in fields(kind)]  # type: ignore[arg-type]  # ours are dataclasses
    found = rows(f"SELECT {', '.join(names)} {asked}", *values)
    return [kind(**_typed(dict(zip(names, row, strict=True)))) for row in found]


def _typed(row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its days, moments and flags as what they are."""
    for name in ("day", "first_day", "last_day"):
        if name in row:
            row[name] = date.fromisoformat(row[name])
    for name in ("published", "first_published"):
        if name in row:
            row[name] = datetime.fromisoformat(row[name])
    for name in ("is_current", "is_board"):
        if name in row:
            row[name] = bool(row[name])
    return row
