"""The two envelopes of a sealed vote: what the server checks of them, never opening one."""

import re
from base64 import b64decode, b64encode
from binascii import Error
from collections.abc import Mapping

from ecm.domain.votes import Layer

# What an envelope adds: an ephemeral P-256 point, the nonce and the tag of AES-GCM.
OVERHEAD = 65 + 12 + 16
BALLOT = 32  # bytes: the choice padded to 16, and 16 of chance
SIZES = {Layer.INNER: BALLOT + OVERHEAD, Layer.OUTER: BALLOT + 2 * OVERHEAD}
UNCOMPRESSED = 4  # the first byte of a point that gives both its coordinates (SEC 1)
_COORDINATE = re.compile(r"[A-Za-z0-9_-]{43}")


def is_envelope(text: str, layer: Layer) -> bool:
    """Tell whether a text is base64 of the exact size of this layer, in its one form."""
    try:
        raw = b64decode(text, validate=True)
    except (Error, ValueError):
        return False
    is_whole = len(raw) == SIZES[layer] and raw[0] == UNCOMPRESSED
    return is_whole and b64encode(raw).decode() == text


def public_half(jwk: object) -> dict[str, str] | None:
    """Return the public P-256 key that a JWK is; None for anything else.

    A JWK that carries its private half (`d`, RFC 7518) is refused, not trimmed: it must
    not have left its tablet.
    """
    if not isinstance(jwk, Mapping) or "d" in jwk:
        return None
    kept = {name: jwk.get(name) for name in ("kty", "crv", "x", "y")}
    if (kept["kty"], kept["crv"]) != ("EC", "P-256"):
        return None
    coordinates = (kept["x"], kept["y"])
    if not all(isinstance(c, str) and _COORDINATE.fullmatch(c) for c in coordinates):
        return None
    return {name: str(value) for name, value in kept.items()}
