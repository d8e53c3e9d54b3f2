"""SMS by an HTTP gateway: one POST for each, with a time limit, never redirected."""

import json
import socket
import ssl
from http.client import HTTPException
from urllib.error import HTTPError, URLError
from urllib.parse import urlencode, urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
)

from django.conf import settings

from ecm.notices.gateways import Doubtful, Message, Refused, Unavailable

TIMEOUT = 10  # seconds, to connect and to answer
MOST_OF_AN_ANSWER = 2000  # bytes
# What says of a message that it is itself at fault; any other 4xx may be put right.
AT_FAULT = {400, 413, 422}
# The gateway, or a machine before it, may have passed the message on.
IN_DOUBT = {500, 502, 504}
NEVER_REACHED = (ConnectionRefusedError, socket.gaierror, ssl.SSLError, TimeoutError)


class HttpGateway:
    """POSTs `id`, `to`, `text` and the sender to ECM_SMS_URL, as a form or as JSON."""

    def __init__(self) -> None:
        self.is_repeatable: bool = settings.SMS["repeatable"]

    def send(self, message: Message) -> str:
        try:
            with _opener().open(self._request(message), timeout=TIMEOUT) as answer:
                words = answer.read(MOST_OF_AN_ANSWER).decode(errors="replace")
                return f"{answer.status} {words}".strip()
        except HTTPError as error:
            raise _reading_of(error) from error
        except URLError as error:
            if isinstance(error.reason, NEVER_REACHED):
                raise Unavailable(str(error.reason)) from error
            raise Doubtful(str(error.reason)) from error
        except (OSError, HTTPException) as error:
            raise Doubtful(str(error) or type(error).__name__) from error

    def _request(self, message: Message) -> Request:
        url, token = settings.SMS["url"], settings.SMS["token"]
        if urlsplit(url).scheme not in ("http", "https"):
            raise Unavailable("ECM_SMS_URL n'est pas une adresse HTTP")
        fields = {"id": message.uid, "to": message.to, "text": message.text}
        if settings.SMS["sender"]:
            fields["from"] = settings.SMS["sender"]
        as_json = settings.SMS["format"] == "json"
        body = json.dumps(fields) if as_json else urlencode(fields)
        kind = "application/json" if as_json else "application/x-www-form-urlencoded"
        headers = {"Content-Type": kind, "Idempotency-Key": message.uid}
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return Request(url, body.encode(), headers)  # noqa: S310  (scheme checked above)


def _opener() -> OpenerDirector:
    """Return an opener that knows HTTP and nothing else: no file, no redirection."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPErrorProcessor(),
        HTTPDefaultErrorHandler(),
    ):
        opener.add_handler(handler)
    return opener


def _reading_of(error: HTTPError) -> Exception:
    words = f"{error.code} {error.reason}"
    if error.code in AT_FAULT:
        return Refused(words)
    return Doubtful(words) if error.code in IN_DOUBT else Unavailable(words)
