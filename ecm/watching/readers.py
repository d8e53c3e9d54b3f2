"""Who may read the figures: an address that is named, or a token; nobody else knows of them."""

from collections.abc import Iterator
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

from django.conf import settings
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

Address = IPv4Address | IPv6Address


def may_read_figures(request: HttpRequest) -> bool:
    """Tell whether a request carries the token, or comes from a named address alone."""
    return _has_the_token(request) or _is_from_a_named_address(request)


def _has_the_token(request: HttpRequest) -> bool:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    token = settings.METRICS_TOKEN
    is_bearer = bool(token) and kind.lower() == "bearer"
    return is_bearer and constant_time_compare(given.strip(), token)


def _is_from_a_named_address(request: HttpRequest) -> bool:
    try:
        nearest = _address(request.META.get("REMOTE_ADDR", ""))
        told = [_address(words) for words in _told(request)]
    except ValueError:
        return False
    # Behind a proxy everybody is near: whom the proxy names must be named too, and who
    # says through it that he is this machine is believed by nobody.
    if any(address.is_loopback for address in told):
        return False
    return all(_is_named(address) for address in [nearest, *told])


def _told(request: HttpRequest) -> Iterator[str]:
    """Yield the addresses for which the request says that it was forwarded."""
    for name in ("X-Forwarded-For", "X-Real-Ip", "True-Client-Ip"):
        if name in request.headers:
            yield from request.headers[name].split(",")
    if "Forwarded" in request.headers:
        yield "unread"  # RFC 7239: we have no proxy that writes it


def _address(words: str) -> Address:
    """Return an address; raises ValueError where it is none."""
    address = ip_address(words.strip())
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _is_named(address: Address) -> bool:
    networks = (ip_network(words, strict=False) for words in settings.METRICS_FROM)
    return any(address in network for network in networks)
