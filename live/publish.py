"""The one door from a committed turn to the tablets."""

from typing import Any


def announce(sender: Any, *, meeting_id: int, after_seq: int, **_: Any) -> None:
    """Tell every web process that a meeting moved on."""
