"""Opens the published copy to be read, once for each reader and each publication."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, TypeVar

from ecm.public import place

Row = TypeVar("Row")
MOST_REMEMBERED = 300  # questions
MOST_IDLE = 16  # connections


@dataclass(frozen=True)
class _Copy:
    """One publication: its file, idle connections to it, and what was asked of it."""

    state: tuple[object, ...]
    path: str
    idle: list[sqlite3.Connection] = field(default_factory=list)
    remembered: dict[tuple[object, ...], list[Any]] = field(default_factory=dict)


_present = _Copy((), "")
_turn = threading.Lock()


def state() -> tuple[object, ...]:
    """Return what changes with every publication; it costs one look at the file."""
    path = place.folder() / place.NAME
    try:
        found = path.stat()
    except FileNotFoundError:
        return ("nothing published yet",)
    return (str(path), found.st_ino, found.st_mtime_ns)


def rows(asked: str, *values: object) -> list[Any]:
    """Return the rows of a question put to the copy as it is now."""
    with _lent(_now()) as copy:
        return copy.execute(asked, values).fetchall()


def rows_once(asked: str, *values: object) -> list[Any]:
    """Return the rows of a question that is the same for everybody, asked once."""
    copy, key = _now(), (asked, *values)
    found = copy.remembered.get(key)
    if found is None:
        with _lent(copy) as connection:
            found = connection.execute(asked, values).fetchall()
        if len(copy.remembered) < MOST_REMEMBERED:
            copy.remembered[key] = found
    return found


def _now() -> _Copy:
    global _present
    found = state()
    copy = _present
    if copy.state != found:
        copy = _present = _Copy(found, str(found[0]) if len(found) > 1 else "")
    return copy


@contextmanager
def _lent(copy: _Copy) -> Iterator[sqlite3.Connection]:
    """Lend a connection to one reader at a time; the last ones used stay open."""
    with _turn:
        lent = copy.idle.pop() if copy.idle else None
    lent = lent or _opened(copy.path)
    try:
        yield lent
    finally:
        with _turn:
            is_wanted = copy is _present and len(copy.idle) < MOST_IDLE
            if is_wanted:
                copy.idle.append(lent)
        if not is_wanted:
            lent.close()


def _opened(path: str) -> sqlite3.Connection:
    """Open a file that nobody will ever change: it is replaced, never written."""
    if path:
        address = f"file:{_quoted(path)}?mode=ro&immutable=1"
        copy = sqlite3.connect(address, uri=True, check_same_thread=False)
        copy.execute("PRAGMA mmap_size = 1073741824")
    else:
        copy = sqlite3.connect(":memory:", check_same_thread=False)
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
