"""A frame: what one audience is sent, framed and compressed once for all its tablets."""

import zlib
from functools import cached_property

TEXT = 0x81  # FIN and the opcode of text (RFC 6455, 5.2)
PACKED = 0xC1  # the same with RSV1 (RFC 7692, 6)
SHORT, LONG = 126, 65536
WINDOW = -12  # raw deflate, 4 KiB back: what is agreed on when a line opens
LEVEL = 6
TAIL = b"\x00\x00\xff\xff"  # left out at the end of a message (RFC 7692, 7.2.1)
WORTH_PACKING = 256  # bytes


class Frame:
    """A text message, and its bytes on the wire, made when first asked for.

    A server never masks, so the same bytes serve every tablet; without context takeover
    the same holds for the compressed ones.
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def _payload(self) -> bytes:
        return self.text.encode()

    @cached_property
    def plain(self) -> bytes:
        return _header(TEXT, len(self._payload)) + self._payload

    @cached_property
    def packed(self) -> bytes:
        """The compressed message; the plain one where compression gains nothing."""
        if len(self._payload) < WORTH_PACKING:
            return self.plain
        press = zlib.compressobj(LEVEL, zlib.DEFLATED, WINDOW)
        body = press.compress(self._payload) + press.flush(zlib.Z_SYNC_FLUSH)
        body = body.removesuffix(TAIL)
        return _header(PACKED, len(body)) + body


def _header(first: int, size: int) -> bytes:
    if size < SHORT:
        return bytes((first, size))
    if size < LONG:
        return bytes((first, 126)) + size.to_bytes(2, "big")
    return bytes((first, 127)) + size.to_bytes(8, "big")
