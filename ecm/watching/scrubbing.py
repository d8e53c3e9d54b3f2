"""What of a log record may be written down: the words of the program, never of a paper.

A message is kept only when it stands in the code that logged it, letter for letter: what
was put together from a title, or from an exception's words, becomes the place where it
was said. Of its values only numbers and words of the program are kept.
"""

import logging
import re
import sys
import traceback
from types import CodeType, FrameType, TracebackType
from typing import Any
from uuid import UUID

# What a call may add by `extra=`, beside numbers: one word of the program.
FIELDS = frozenset(
    {
        *("verb", "status", "status_code", "method", "view", "task"),
        *("meeting", "dossier", "user", "line", "code", "count", "seconds", "bytes"),
    }
)
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.:/-]{0,79}", re.ASCII)
DEEPEST = 30
KEPT = "_event"  # two handlers, one look at the stack


def scrubbed(record: logging.LogRecord) -> dict[str, Any]:
    """Return what a record may say: its event, its fields, the kind and place of its error.

    It must be called while the record is being logged: it reads the code of its caller.
    """
    told: dict[str, Any] = {"event": _event(record)}
    values = [value for value in _positional(record) if _is_number(value)]
    if values:
        told["values"] = [_plain(value) for value in values]
    told |= _fields(record)
    if record.exc_info and record.exc_info[0]:
        told |= _error(record.exc_info[1], record.exc_info[2])
    return told


def _event(record: logging.LogRecord) -> str:
    if KEPT not in record.__dict__:
        place = f"{record.module}.{record.funcName}:{record.lineno}"
        record.__dict__[KEPT] = record.msg if _is_in_the_code(record.msg) else place
    return str(record.__dict__[KEPT])


def _is_in_the_code(message: object) -> bool:
    """Tell whether a function on the stack has this very message among its constants."""
    if not isinstance(message, str):
        return False
    frame: FrameType | None = sys._getframe(2)
    for _ in range(DEEPEST):
        if frame is None:
            return False
        if message in _constants(frame.f_code):
            return True
        frame = frame.f_back
    return False


def _constants(code: CodeType) -> set[str]:
    found: set[str] = set()
    for constant in code.co_consts:
        inside = constant if isinstance(constant, tuple) else (constant,)
        found.update(each for each in inside if isinstance(each, str))
    return found


def _positional(record: logging.LogRecord) -> tuple[object, ...]:
    return record.args if isinstance(record.args, tuple) else ()


def _is_number(value: object) -> bool:
    return value is None or isinstance(value, (bool, int, float, UUID))


def _plain(value: object) -> object:
    return str(value) if isinstance(value, UUID) else value


def _fields(record: logging.LogRecord) -> dict[str, Any]:
    found = {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
    asked = getattr(record, "request", None)
    if asked is not None:
        found |= _of_the_request(asked)
    return {n: _plain(v) for n, v in found.items() if _is_number(v) or _is_word(v)}


def _of_the_request(request: Any) -> dict[str, Any]:
    """Return the method of a request and the name of its address, never the address."""
    match = getattr(request, "resolver_match", None)
    return {
        "method": getattr(request, "method", None) or "",
        "view": (match.view_name if match else "") or "unknown",
    }


def _is_word(value: object) -> bool:
    return isinstance(value, str) and bool(WORD.fullmatch(value))


def _error(error: BaseException | None, trace: TracebackType | None) -> dict[str, Any]:
    """Return the kind of an error and of what caused it, and where it passed."""
    kinds: list[str] = []
    cause = error
    while cause is not None and len(kinds) < 5:
        kinds.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        cause = cause.__cause__ or cause.__context__
    places = [
        f"{frame.f_globals.get('__name__', '?')}.{frame.f_code.co_name}:{line}"
        for frame, line in traceback.walk_tb(trace)
    ]
    return {"error": " < ".join(kinds), "trace": places[-20:]}
