"""Fragments drawn before, given again where every value that they show is the same.

A template of the room reads its context and nothing else: what it prints follows from the
values it reads there. The first drawing notes each of them, in order; a later one reads
them again and takes what was kept as long as all are equal. No clock, no version and no
audience decides: who would be shown other bytes has read another value on the way.
"""

from collections.abc import Hashable, Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import get_script_prefix
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.timezone import get_current_timezone_name
from django.utils.translation import get_language

KEPT = 8 * 1024 * 1024  # characters of the fragments kept in memory
LONGEST = 64 * 1024  # characters: a longer one is a page of minutes that will change
ATOMS = frozenset(
    {str, int, bool, float, NoneType, date, datetime, time, timedelta, Decimal, UUID}
)


class Mark(Enum):
    """What is no value of ours, and what is told of values that are objects."""

    MISSING = 1
    OBJECT = 2
    OBJECTS = 3
    OPAQUE = 4


MISSING, OBJECT, OBJECTS, OPAQUE = Mark


class Step:
    """One reading of a drawing, and where each value that was found there leads."""

    __slots__ = ("leads", "name", "slot")

    def __init__(self, slot: int, name: str) -> None:
        self.slot = slot
        self.name = name
        self.leads: dict[Hashable, Step | str] = {}


_firsts: dict[Hashable, Step | str] = {}
_length = 0


def draw(template: str, context: dict[str, Any]) -> str:
    """Return the template with this context, from memory where nothing differs."""
    if settings.DEBUG:  # the template itself may have changed
        return render_to_string(template, context)
    place = get_language(), get_current_timezone_name(), get_script_prefix()
    key = (template, *place)
    kept = _follow(_firsts.get(key), [context])
    if kept is not None:
        return kept
    trace = Trace(context)
    seen = {name: trace.read(0, name) for name in context}
    html = render_to_string(template, seen)
    if trace.is_sound and len(html) <= LONGEST:
        _keep(key, trace, html)
    return html


def forget() -> None:
    """Forget every fragment."""
    global _length
    _firsts.clear()
    _length = 0


def _follow(step: Step | str | None, objects: list[Any]) -> str | None:
    """Read again what the drawings before read; None when a value is a new one."""
    while isinstance(step, Step):
        value = _value(objects[step.slot], step.name)
        step = step.leads.get(_lead(value, objects))
    return step


def _keep(key: Hashable, trace: "Trace", html: str) -> None:
    global _length
    if _length >= KEPT:
        forget()  # all at once: what is shown now is drawn again with the next frame
    leads = _firsts
    for slot, name, lead in trace.readings:
        step = leads.setdefault(key, Step(slot, name))
        # Two drawings that found the same so far read the same next, or are not kept.
        if isinstance(step, str) or (step.slot, step.name) != (slot, name):
            return
        leads, key = step.leads, lead
    leads[key] = html
    _length += len(html)


class Trace:
    """What a drawing reads: objects by their slot, and each value that was found."""

    def __init__(self, context: dict[str, Any]) -> None:
        self.objects: list[Any] = [context]
        self.readings: list[tuple[int, str, Hashable]] = []
        self.is_sound = True
        self._found: dict[tuple[int, str], Any] = {}

    def read(self, slot: int, name: str) -> Any:
        """Return a value, or its double where it is an object; raises KeyError."""
        if (slot, name) not in self._found:
            self._found[slot, name] = self._read(slot, name)
        found = self._found[slot, name]
        if found is MISSING:
            raise KeyError(name)
        return found

    def _read(self, slot: int, name: str) -> Any:
        try:
            value = _value(self.objects[slot], name)
        except Exception:
            self.is_sound = False  # what could not be read cannot be compared
            raise
        first = len(self.objects)
        lead = _lead(value, self.objects)
        self.readings.append((slot, name, lead))
        if lead is OPAQUE:
            self.is_sound = False
            return value
        doubles = [Seen(self, slot) for slot in range(first, len(self.objects))]
        if not doubles:
            return value
        return doubles if isinstance(value, list | tuple) else doubles[0]


class Seen:
    """Stands in a template for an object, and notes what is read of it."""

    __slots__ = ("_slot", "_trace")

    def __init__(self, trace: Trace, slot: int) -> None:
        self._trace = trace
        self._slot = slot

    def __getitem__(self, name: str) -> Any:
        return self._trace.read(self._slot, name)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError as error:
            raise AttributeError(name) from error

    def __str__(self) -> str:
        return str(self["__str__"])

    def __iter__(self) -> Iterator[Any]:
        return iter(self._bare())

    def __eq__(self, other: object) -> bool:
        return bool(self._bare() == (other._bare() if type(other) is Seen else other))

    def __hash__(self) -> int:
        return hash(self._bare())

    def _bare(self) -> Any:
        """Return the object to who wants more than to read it: that is not kept."""
        self._trace.is_sound = False
        bare = self._trace.objects[self._slot]
        return bare._bare() if type(bare) is Seen else bare


def _value(source: Any, name: str) -> Any:
    """Return what a template finds under a name."""
    if type(source) is Seen or type(source) is dict:
        try:
            return source[name]
        except KeyError:
            return MISSING
    try:
        value = getattr(source, name)
    except AttributeError as error:
        if name in dir(source) and not hasattr(error, "silent_variable_failure"):
            raise RuntimeError(f"{name} of {type(source).__name__}") from error
        return MISSING
    return value() if callable(value) and not isinstance(value, type) else value


def _lead(value: Any, objects: list[Any]) -> Hashable:
    """Return what tells a value from another; an object gets a slot, and is then read."""
    kind: Any = type(value)
    if kind is str or _is_record(kind):
        return value  # type: ignore[no-any-return]  # both are hashable
    if _is_atom(kind):
        return kind, value
    if kind is list or kind is tuple:
        return _lead_of_many(value, objects)
    if isinstance(value, Promise):
        return kind, str(value)
    if not _is_readable(kind):
        return OPAQUE
    objects.append(value)
    return OBJECT, kind


def _lead_of_many(values: Any, objects: list[Any]) -> Hashable:
    whole = _whole(values)
    if whole is not None:
        return tuple, whole
    kinds: list[Any] = [type(value) for value in values]
    if not all(_is_readable(kind) for kind in kinds):
        return OPAQUE
    objects.extend(values)
    return (OBJECTS, *kinds)


def _whole(values: Any) -> tuple[Hashable, ...] | None:
    """Return a hashable copy of values that hold no object; None where one does."""
    found: list[Hashable] = []
    for value in values:
        kind: Any = type(value)
        if _is_record(kind) or kind is str:
            found.append(value)
        elif _is_atom(kind):
            found.append((kind, value))
        elif kind is tuple or kind is list:
            inner = _whole(value)
            if inner is None:
                return None
            found.append(inner)
        else:
            return None
    return tuple(found)


@cache
def _is_atom(kind: type) -> bool:
    return kind in ATOMS or kind is SafeString or issubclass(kind, Enum)


@cache
def _is_record(kind: type) -> bool:
    """Whether two of a kind are equal only if all that can be read of them is."""
    if not is_dataclass(kind) or not kind.__dataclass_params__.frozen:  # type: ignore[attr-defined]  # every dataclass has them
        return False
    try:
        hints = get_type_hints(kind)
    except NameError:
        return False
    return all(_is_plain(hints[field.name]) for field in fields(kind))


def _is_plain(hint: Any) -> bool:
    origin = get_origin(hint)
    if origin in (Union, UnionType, tuple):
        return all(part is Ellipsis or _is_plain(part) for part in get_args(hint))
    return isinstance(hint, type) and (_is_atom(hint) or _is_record(hint))


@cache
def _is_readable(kind: type) -> bool:
    """Whether a template can only read attributes of it, and print it."""
    if kind is Seen:
        return True
    if kind is dict or issubclass(kind, type):
        return False
    ways = ("__getitem__", "__iter__", "__len__", "__bool__")
    return not any(hasattr(kind, way) for way in ways)
