"""QR codes as SVG drawn here: no other machine is asked and no script runs."""

import re
from urllib.parse import urlsplit, urlunsplit

import qrcode
from django.http import HttpRequest
from django.utils.safestring import SafeString
from qrcode.image.svg import SvgPathImage

from ecm.addresses import lan_addresses

LOOPBACK = {"localhost", "127.0.0.1", "[::1]", "::1"}


def drawing_of(address: str) -> SafeString:
    """Return the QR code of an address as an SVG element, black on white."""
    code = qrcode.QRCode(border=2, image_factory=SvgPathImage)
    code.add_data(address)
    drawing = code.make_image().to_string(encoding="unicode")
    # Without a size in millimetres it takes the room that the page gives it.
    return SafeString(re.sub(r' (?:width|height)="\d+mm"', "", drawing))


def address_for_tablets(request: HttpRequest, path: str) -> str:
    """Return the absolute address of `path` as other machines of the room reach it.

    A page opened as « localhost » is useless to a tablet: the machine's own address
    takes its place.
    """
    parts = urlsplit(request.build_absolute_uri(path))
    others = lan_addresses()
    if parts.hostname not in LOOPBACK or not others:
        return urlunsplit(parts)
    port = f":{parts.port}" if parts.port else ""
    return urlunsplit(parts._replace(netloc=others[0] + port))
