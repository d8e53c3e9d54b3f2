"""The one door from a committed turn to the tablets."""

from typing import Any

from live.hub import hub


def announce(sender: Any, *, meeting_id: int, after_seq: int, **_: Any) -> None:
    """Tell every web process that a meeting moved on; called after commit."""
    hub.announce(meeting_id)


def sign_out(sender: Any, *, request: Any, **_: Any) -> None:
    """Close the sockets of whoever just signed out."""
    hub.sign_out(
        (getattr(request, "session", None) and request.session.session_key) or ""
    )
