"""Reminders: each minute the settings' providers are asked what is due, and people are told.

A provider returns all that is due at a time, told or not: the key of each keeps a person
from being told twice, even when the worker was killed between two of them. It must look
back far enough to cover a night without a worker, and not so far as to tell old things.
"""

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings
from django.utils.module_loading import import_string

from ecm.notices.actions import notify

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Due:
    """Something to tell some people; `key` is the same each time it is returned."""

    person_ids: tuple[int, ...]
    kind: str
    key: str
    url: str = ""
    words: Mapping[str, object] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.key:
            raise ValueError("a reminder without a key would be sent each minute")


def send_due(now: datetime) -> None:
    """Tell what the providers of settings.REMINDERS say is due; each may fail alone."""
    for name in settings.REMINDERS:
        try:
            for due in import_string(name)(now):
                tell(due)
        except Exception:
            log.exception("%s failed; it is asked again in a minute", name)


def tell(due: Due) -> None:
    """Tell the people of a reminder who were not told yet."""
    notify(due.person_ids, due.kind, url=due.url, key=due.key, **due.words)
