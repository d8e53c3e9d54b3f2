"""The two SMS gateways: a file that repeats nothing, an HTTP server that is never followed."""

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from django.conf import LazySettings

from ecm.notices.gateways import Doubtful, Message, Refused, Unavailable
from ecm.notices.gateways.file import FileGateway
from ecm.notices.gateways.http import HttpGateway
from tests.servers import HOST, free_port

MESSAGE = Message(
    uid="5f0c", to="+22670000001", subject="", text="e-CM : un avis à lire."
)
REPEAT = Message(**{**MESSAGE.__dict__, "is_repeat": True})


# A file


@pytest.fixture
def folder(settings: LazySettings, tmp_path: Path) -> Path:
    settings.DATA = tmp_path
    return tmp_path


def lines(folder: Path) -> list[dict[str, str]]:
    text = (folder / "sms.jsonl").read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()]


def test_each_message_is_a_line_of_the_file(folder: Path) -> None:
    FileGateway().send(MESSAGE)
    FileGateway().send(Message("6a1d", "+22670000002", "", "Deux"))

    assert [(line["id"], line["to"]) for line in lines(folder)] == [
        ("5f0c", "+22670000001"),
        ("6a1d", "+22670000002"),
    ]
    assert lines(folder)[0]["text"] == "e-CM : un avis à lire."
    assert (folder / "sms.jsonl").stat().st_mode & 0o777 == 0o600


def test_a_message_that_is_in_the_file_is_not_written_again(folder: Path) -> None:
    FileGateway().send(MESSAGE)
    FileGateway().send(REPEAT)

    assert len(lines(folder)) == 1


def test_a_repeated_message_that_never_arrived_is_written(folder: Path) -> None:
    FileGateway().send(REPEAT)

    assert len(lines(folder)) == 1


def test_a_file_that_can_not_be_written_is_tried_again(folder: Path) -> None:
    (folder / "sms.jsonl").mkdir()

    with pytest.raises(Unavailable):
        FileGateway().send(MESSAGE)


# An HTTP server


class Asked(BaseHTTPRequestHandler):
    """Keeps what it is asked and answers as the test says; 0 hangs up without a word."""

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        body = self.rfile.read(length).decode()
        self.server.requests.append((self.path, dict(self.headers), body))
        if self.server.status == 0:
            self.connection.close()
            return
        self.send_response(self.server.status)
        if self.server.status in (301, 302, 307, 308):
            self.send_header("Location", "/ailleurs")
        self.end_headers()
        self.wfile.write(b"pris")

    do_GET = do_POST

    def log_message(self, *args: Any) -> None:
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), Asked)
        self.requests: list[tuple[str, dict[str, str], str]] = []
        self.status = 200


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Server]:
    with Server() as server:
        often = {"poll_interval": 0.01}  # it is at the next poll that the server stops
        serving = threading.Thread(target=server.serve_forever, kwargs=often)
        serving.start()
        settings.SMS = {
            "url": f"http://{HOST}:{server.server_port}/envoi",
            "token": "jeton",
            "sender": "",
            "format": "form",
            "repeatable": False,
        }
        yield server
        server.shutdown()
        serving.join()


def test_a_message_is_posted_as_a_form(server: Server) -> None:
    answer = HttpGateway().send(MESSAGE)

    path, headers, body = server.requests[0]
    assert answer == "200 pris"
    assert path == "/envoi"
    assert parse_qs(body) == {
        "id": ["5f0c"],
        "to": ["+22670000001"],
        "text": ["e-CM : un avis à lire."],
    }
    assert headers["Authorization"] == "Bearer jeton"
    assert headers["Idempotency-Key"] == "5f0c"


def test_a_message_is_posted_as_json_with_its_sender(
    server: Server, settings: LazySettings
) -> None:
    settings.SMS |= {"format": "json", "sender": "CONSEIL", "token": ""}

    HttpGateway().send(MESSAGE)

    _path, headers, body = server.requests[0]
    assert json.loads(body)["from"] == "CONSEIL"
    assert headers["Content-Type"] == "application/json"
    assert "Authorization" not in headers


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_a_redirection_is_not_followed(server: Server, status: int) -> None:
    server.status = status

    with pytest.raises(Unavailable):
        HttpGateway().send(MESSAGE)

    assert [path for path, _, _ in server.requests] == ["/envoi"]


@pytest.mark.parametrize(
    ("status", "reading"),
    [
        (400, Refused),
        (422, Refused),
        (401, Unavailable),
        (404, Unavailable),
        (429, Unavailable),
        (503, Unavailable),
        (500, Doubtful),
        (502, Doubtful),
        (504, Doubtful),
        (0, Doubtful),
    ],
)
def test_an_answer_says_whether_the_message_was_taken(
    server: Server, status: int, reading: type[Exception]
) -> None:
    server.status = status

    with pytest.raises(reading):
        HttpGateway().send(MESSAGE)


def test_a_server_that_is_not_there_took_nothing(
    server: Server, settings: LazySettings
) -> None:
    settings.SMS |= {"url": f"http://{HOST}:{free_port()}/"}

    with pytest.raises(Unavailable):
        HttpGateway().send(MESSAGE)


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "ftp://exemple.bf/sms"])
def test_only_http_is_spoken(server: Server, settings: LazySettings, url: str) -> None:
    settings.SMS |= {"url": url}

    with pytest.raises(Unavailable):
        HttpGateway().send(MESSAGE)


def test_the_settings_say_whether_it_recognises_a_message(
    server: Server, settings: LazySettings
) -> None:
    assert not HttpGateway().is_repeatable

    settings.SMS |= {"repeatable": True}

    assert HttpGateway().is_repeatable
