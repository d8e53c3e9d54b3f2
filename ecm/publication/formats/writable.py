"""What XML can hold of a text: it has no way to write certain control characters."""

import re

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


def writable(text: str) -> str:
    """Return a text without the characters that XML 1.0 cannot hold."""
    return _UNWRITABLE.sub("", text)
