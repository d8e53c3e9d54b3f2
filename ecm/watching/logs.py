"""How technical logs are written: one JSON line a record in production, words elsewhere.

A production line holds what scrubbing.py lets through and nothing else: no title, no
text, no address of a page, no words of an exception.
"""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from ecm.watching.scrubbing import scrubbed


class JsonLines(logging.Formatter):
    """One line a record: time (UTC), level, logger, event, then its fields."""

    def format(self, record: logging.LogRecord) -> str:
        at = datetime.fromtimestamp(record.created, UTC)
        told = {
            "time": at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            **scrubbed(record),
        }
        return json.dumps(told, ensure_ascii=False)


def settings_of(*, production: bool, level: str) -> dict[str, Any]:
    """Return Django's LOGGING: lines on the standard error, the last errors in memory."""
    console = {
        "class": "logging.StreamHandler",
        "formatter": "json" if production else "line",
    }
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"},
            "json": {"()": "ecm.watching.logs.JsonLines"},
        },
        "handlers": {"console": console, "ring": {"()": "ecm.watching.ring.ring"}},
        "root": {"handlers": ["console", "ring"], "level": level},
        "loggers": {
            "axes": {"level": "ERROR"},
            "daphne": {"level": "WARNING"},
            "uvicorn": {"level": "WARNING"},
            "django": {"level": level},
        },
    }
