"""The key with which a tablet seals what it keeps unsent, as the rooms hand it out."""

from ecm.meetings.seal import key_for

__all__ = ["key_for"]
