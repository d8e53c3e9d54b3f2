"""The words of tus 1.0.0 (https://tus.io/protocols/resumable-upload): headers and answers."""

import errno
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import http_date
from django.utils.translation import gettext as _

from ecm import clock
from ecm.domain.errors import Refusal, gettext_noop
from ecm.errors import words_of
from ecm.files.actions import DISK_FULL, GONE, Busy, Misplaced, TooLong
from ecm.files.models import Upload
from ecm.files.refusals import Refused

VERSION = "1.0.0"
EXTENSIONS = "creation,termination,expiration"
PIECE = "application/offset+octet-stream"
FULL = {errno.ENOSPC, errno.EDQUOT}
# A refusal that time may heal is 409, 423 or 507; with the others the browser gives up.
STATUSES: dict[type[Refusal], int] = {
    Busy: 423,
    Misplaced: 409,
    TooLong: 413,
    Refused: 413,
}
SIGN_IN_AGAIN = gettext_noop(
    "Votre connexion a pris fin. Reconnectez-vous, puis choisissez de nouveau le fichier : "
    "l'envoi reprendra où il en était."
)
View = Callable[..., HttpResponse]


class Malformed(Exception):
    """The request is not of this protocol; the client's author will want to know why."""


def speaks_tus(view: View) -> View:
    """Refuse other versions and strangers, and answer every refusal in plain words."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _answer(view, request, *args, **kwargs)
        response.headers["Tus-Resumable"] = VERSION
        return response

    return answer


def _answer(
    view: View, request: HttpRequest, *args: Any, **kwargs: Any
) -> HttpResponse:
    if not request.user.is_authenticated:
        return words(401, _(SIGN_IN_AGAIN))
    if request.method == "OPTIONS":
        return abilities()
    if request.headers.get("Tus-Resumable") != VERSION:
        return HttpResponse(status=412, headers={"Tus-Version": VERSION})
    try:
        return view(request, *args, **kwargs)
    except (Http404, ObjectDoesNotExist):
        return words(404, _(GONE))
    except Malformed as error:
        return words(400, str(error))
    except Refusal as refusal:
        return words(STATUSES.get(type(refusal), 403), words_of(refusal))
    except OSError as error:
        if error.errno not in FULL:
            raise
        return words(507, _(DISK_FULL))


def words(status: int, text: str) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")


def abilities() -> HttpResponse:
    """What this server can do, asked by OPTIONS."""
    headers = {
        "Tus-Version": VERSION,
        "Tus-Extension": EXTENSIONS,
        "Tus-Max-Size": str(settings.LARGEST_FILE),
    }
    return HttpResponse(status=204, headers=headers)


def method_of(request: HttpRequest) -> str:
    """Return the method that is meant: some networks let only POST through."""
    meant = request.headers.get("X-HTTP-Method-Override", "POST")
    return meant.upper() if request.method == "POST" else str(request.method)


def announced(request: HttpRequest) -> dict[str, Any]:
    """Return the name and the length that a creation announces."""
    held = metadata(request.headers.get("Upload-Metadata", ""))
    length = number(request.headers.get("Upload-Length"), "Upload-Length")
    return {"filename": held.get("filename", ""), "length": length}


def metadata(header: str) -> dict[str, str]:
    """Read « key base64, key base64 »; raises Malformed."""
    pairs = (pair.split() for pair in header.split(",") if pair.strip())
    try:
        return {
            key: b64decode("".join(value), validate=True).decode()
            for key, *value in pairs
        }
    except (NotBase64, UnicodeDecodeError):
        raise Malformed("Upload-Metadata") from None


def number(value: str | None, name: str) -> int:
    """Read a number of octets; raises Malformed."""
    if value is None or not (value.isascii() and value.isdigit() and len(value) < 16):
        raise Malformed(name)
    return int(value)


def offset_of(request: HttpRequest) -> int:
    """Return where a piece begins; raises Malformed unless the request carries a piece."""
    if request.content_type != PIECE:
        raise Malformed("Content-Type")
    return number(request.headers.get("Upload-Offset"), "Upload-Offset")


def created(upload: Upload) -> HttpResponse:
    """Tell where an upload that was just begun is."""
    where = reverse("files:upload", args=[upload.pk])
    return _told(upload, 201, {"Location": where})


def standing(upload: Upload) -> HttpResponse:
    """Tell where an upload stands."""
    name = b64encode(upload.filename.encode()).decode()
    headers = {
        "Upload-Length": str(upload.length),
        "Upload-Metadata": f"filename {name}",
        "Cache-Control": "no-store",
    }
    return _told(upload, 200, headers)


def moved(upload: Upload) -> HttpResponse:
    """Acknowledge a piece."""
    return _told(upload, 204, {})


def _told(upload: Upload, status: int, headers: dict[str, str]) -> HttpResponse:
    # The browser's clock is the machine's, not that of a demonstration.
    expires = http_date((upload.expires_at - clock.offset()).timestamp())
    told = {"Upload-Offset": str(upload.offset), "Upload-Expires": expires}
    return HttpResponse(status=status, headers=told | headers)
