"""An SMS gateway that the tests hold in their hand: it keeps what it gets, and may not answer."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs

from tests.servers import HOST


class Gateway(ThreadingHTTPServer):
    """Answers each POST at once, but holds back the answer to the one numbered `held`."""

    daemon_threads = True

    def __init__(self, held: int | None = None) -> None:
        super().__init__((HOST, 0), _Asked)
        self.url = f"http://{HOST}:{self.server_port}/envoi"
        self.held = held
        self.ids: list[str] = []
        self.numbers: list[str] = []
        self.is_holding = threading.Event()
        self.let_go = threading.Event()
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def take(self, fields: dict[str, list[str]]) -> None:
        """Keep a message; the one that is held back is kept too."""
        self.ids += fields["id"]
        self.numbers += fields["to"]
        if len(self.ids) == self.held:
            self.is_holding.set()
            self.let_go.wait(300)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing of a client that was killed before its answer."""


class _Asked(BaseHTTPRequestHandler):
    server: Gateway

    def do_POST(self) -> None:
        length = int(self.headers["Content-Length"])
        self.server.take(parse_qs(self.rfile.read(length).decode()))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *args: Any) -> None:
        pass
