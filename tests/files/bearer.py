"""Somebody who brings a file to a real server, as a browser or a bad line does it."""

import socket
import struct
from base64 import b64encode
from pathlib import Path
from urllib.parse import urlsplit

import httpx

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


def give_account(stack: Stack) -> None:
    """Let NAME sign in with WORD."""
    account = f"User.objects.create_user('{NAME}', password='{WORD}')"
    stack.manage("shell", "-c", f"from ecm.people.models import User; {account}")
