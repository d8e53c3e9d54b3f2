"""Bringing a file to a real server, over lines that are cut and under a process that dies."""

import random
import socket
import struct
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from tests.stack import Stack

NAME, WORD = "awa", "une phrase de passe"
PIECE = 256 * 1024
SPOKEN = {"Tus-Resumable": "1.0.0"}


class Bearer:
    """Somebody who is signed in and brings a file by pieces."""

    def __init__(self, stack: Stack) -> None:
        self.stack = stack
        self.http = httpx.Client(base_url=stack.base_urls[0], timeout=20)
        self.http.get("/connexion/")
        fields = {"username": NAME, "password": WORD}
        answer = self.http.post("/connexion/", data=fields | self.token)
        assert answer.status_code == 302, answer.text
        self.where = ""

    @property
    def token(self) -> dict[str, str]:
        return {"csrfmiddlewaretoken": self.http.cookies.get("csrftoken", "")}

    @property
    def headers(self) -> dict[str, str]:
        return SPOKEN | {"X-CSRFToken": self.http.cookies["csrftoken"]}

    def begin(self, length: int) -> None:
        named = f"filename {b64encode(b'a.pdf').decode()}"
        told = {"Upload-Length": str(length), "Upload-Metadata": named}
        begun = self.http.post("/televersements/", headers=self.headers | told)
        assert begun.status_code == 201, begun.text
        self.where = begun.headers["Location"]

    def offset(self) -> int:
        looked = self.http.head(self.where, headers=self.headers)
        return int(looked.headers["Upload-Offset"])

    def piece_headers(self, offset: int) -> dict[str, str]:
        piece = {"Content-Type": "application/offset+octet-stream"}
        return self.headers | piece | {"Upload-Offset": str(offset)}

    def add(self, piece: bytes, offset: int, *, at: str = "") -> int:
        headers = self.piece_headers(offset)
        url = f"{at or self.stack.base_urls[0]}{self.where}"
        return self.http.patch(url, content=piece, headers=headers).status_code

    def add_and_be_cut(self, piece: bytes, offset: int, *, after: int) -> None:
        """Send the beginning of a piece, then vanish as a modem does."""
        site = urlsplit(self.stack.base_urls[0])
        cookies = "; ".join(f"{c.name}={c.value}" for c in self.http.cookies.jar)
        told = self.piece_headers(offset) | {
            "Host": site.netloc,
            "Cookie": cookies,
            "Content-Length": str(len(piece)),
        }
        lines = [
            f"PATCH {self.where} HTTP/1.1",
            *(f"{k}: {v}" for k, v in told.items()),
        ]
        head = "\r\n".join([*lines, "", ""]).encode()
        with socket.create_connection((site.hostname, site.port)) as line:
            # No farewell: the other side learns of it by a reset.
            line.setsockopt(
                socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0)
            )
            line.sendall(head + piece[:after])

    def bytes_there(self) -> bytes:
        folder: Path = self.stack.folder / "data" / "uploads"
        return (folder / self.where.strip("/").split("/")[-1]).read_bytes()


@pytest.fixture(scope="module")
def bearer(stack: Stack) -> Bearer:
    account = f"User.objects.create_user('{NAME}', password='{WORD}')"
    stack.manage("shell", "-c", f"from ecm.people.models import User; {account}")
    return Bearer(stack)


def test_a_file_arrives_whole_over_a_line_that_is_cut(bearer: Bearer) -> None:
    chance = random.Random(7)
    content = chance.randbytes(2_000_000)
    bearer.begin(len(content))

    cuts = resent = 0
    while (offset := bearer.offset()) < len(content):
        piece = content[offset : offset + PIECE]
        if chance.random() < 0.5:
            bearer.add_and_be_cut(piece, offset, after=chance.randrange(len(piece) + 1))
            cuts += 1
            resent += bearer.offset() == offset
        else:
            assert bearer.add(piece, offset) in (204, 409, 423)

    assert bearer.bytes_there() == content
    assert cuts > 3
    assert resent > 0  # the line was cut before the server had the piece


def test_what_was_acknowledged_outlives_the_process(bearer: Bearer) -> None:
    content = random.Random(8).randbytes(3 * PIECE)
    bearer.begin(len(content))
    bearer.add(content[:PIECE], 0)
    bearer.add_and_be_cut(content[PIECE:], PIECE, after=PIECE // 2)

    bearer.stack.web[0].kill()
    bearer.stack.start()

    assert bearer.offset() == PIECE
    assert bearer.add(content[PIECE:], PIECE) == 204
    assert bearer.bytes_there() == content


def test_of_many_that_write_at_once_one_does(bearer: Bearer) -> None:
    pieces = [bytes([number]) * PIECE for number in range(8)]
    sites = bearer.stack.base_urls * 8
    bearer.begin(2 * PIECE)

    with ThreadPoolExecutor(8) as crowd:
        answers = list(
            crowd.map(lambda n: bearer.add(pieces[n], 0, at=sites[n]), range(8))
        )

    assert sorted(answers)[0] == 204
    assert set(sorted(answers)[1:]) <= {409, 423}
    assert bearer.offset() == PIECE
    assert bearer.bytes_there() == pieces[answers.index(204)]
