"""The one door from a committed turn to the tablets."""

from typing import Any

from live.hub import hub


def announce(sender: Any, *, meeting_id: int, after_seq: int, **_: Any) -> None:
    """Tell every web process that a meeting moved on; called after commit."""
    hub.announce(meeting_id)


def sign_out(sender: Any, *, request: Any, **_: Any) -> None:
    """Close the sockets of whoever signs out; his key is still known at this moment."""
    hub.sign_out(request.session.session_key or "")
