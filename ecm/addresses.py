"""The addresses at which the tablets of the room reach this machine; nothing is sent."""

import socket

EVERYWHERE = ("0.0.0.0", "::")  # noqa: S104  (the tablets of the room must reach it)


def lan_addresses() -> list[str]:
    """Return the IPv4 addresses of this machine on its networks, the main one first."""
    found = [_towards("10.255.255.255"), *_named()]
    known = dict.fromkeys(a for a in found if a and not a.startswith("127."))
    return list(known)


def _towards(target: str) -> str:
    # Connecting a UDP socket chooses a route and sends nothing.
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((target, 9))
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _named() -> list[str]:
    try:
        return socket.gethostbyname_ex(socket.gethostname())[2]
    except OSError:
        return []
