"""Reads typed values out of a JSON file; an error says the file, the key and what is expected.

What nobody asked for is remembered, to be reported and never refused.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, time
from typing import Any, TypeVar

T = TypeVar("T")


class BadFile(Exception):
    """A file that cannot be taken in: where, and what was expected there."""

    def __init__(self, file: str, key: str, expected: str, found: Any = None) -> None:
        self.key = key
        shown = "rien / nothing" if found is None else repr(found)[:60]
        super().__init__(
            f"{file} : clé / key « {key} » : attendu / expected {expected} ; "
            f"trouvé / found {shown}"
        )


@dataclass
class Reader:
    """One object of the file, at a path such as « sections[0].groups[2] »."""

    file: str
    values: dict[str, Any]
    path: str = ""
    unknown: list[str] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, file: str, value: Any, path: str, unknown: list[str]) -> "Reader":
        """Return a reader of `value`. Raises BadFile unless it is an object."""
        if not isinstance(value, dict):
            raise BadFile(file, path or "(racine)", "un objet", value)
        return cls(file, value, path, unknown)

    def __enter__(self) -> "Reader":
        return self

    def __exit__(self, *error: object) -> None:
        left = [key for key in self.values if key not in self.asked]
        self.unknown.extend(self.key(key) for key in left)

    def key(self, name: str) -> str:
        return f"{self.path}.{name}" if self.path else name

    def ignore(self, *names: str) -> None:
        """Know keys that carry nothing to be kept."""
        self.asked.update(names)

    def text(self, name: str, *, required: bool = False) -> str:
        """Return a text, empty when it is absent or null."""
        value = self._value(name, (str,), "un texte", required)
        if required and not value.strip():
            raise BadFile(self.file, self.key(name), "un texte", value)
        return str(value or "").strip()

    def number(self, name: str) -> int | None:
        """Return a positive whole number, or None."""
        value = self._value(name, (int,), "un nombre entier positif")
        if value is not None and (isinstance(value, bool) or not 0 < value < 10000):
            raise BadFile(self.file, self.key(name), "un nombre entier positif", value)
        return None if value is None else int(value)

    def day(self, name: str, *, required: bool = False) -> date | None:
        expected = "une date AAAA-MM-JJ"
        value = self._value(name, (str,), expected, required)
        return self._parsed(name, value, date.fromisoformat, expected)

    def hour(self, name: str) -> time | None:
        expected = "une heure HH:MM"
        value = self._value(name, (str,), expected)
        return self._parsed(name, value, time.fromisoformat, expected)

    def objects(self, name: str) -> "Iterator[Reader]":
        """Yield a reader for each object of a list; nothing when it is absent or null."""
        entries = self._value(name, (list,), "une liste") or []
        for rank, entry in enumerate(entries):
            path = f"{self.key(name)}[{rank}]"
            with Reader.of(self.file, entry, path, self.unknown) as reader:
                yield reader

    def texts(self, name: str) -> list[str]:
        """Return a list of texts, empty when it is absent or null."""
        entries = self._value(name, (list,), "une liste de textes") or []
        for rank, entry in enumerate(entries):
            if not isinstance(entry, str):
                raise BadFile(self.file, f"{self.key(name)}[{rank}]", "un texte", entry)
        return entries

    def any(self, name: str) -> Any:
        """Return whatever stands there."""
        self.asked.add(name)
        return self.values.get(name)

    def _value(
        self, name: str, types: tuple[type, ...], expected: str, required: bool = False
    ) -> Any:
        value = self.any(name)
        if value is None and not required:
            return None
        if not isinstance(value, types):
            raise BadFile(self.file, self.key(name), expected, value)
        return value

    def _parsed(
        self, name: str, value: Any, parse: Callable[[str], T], expected: str
    ) -> T | None:
        if not value:
            return None
        try:
            return parse(value)
        except ValueError as error:
            raise BadFile(self.file, self.key(name), expected, value) from error
