"""E-mail: what leaves, and what a server's answer says of it."""

import socketserver
import threading
from collections.abc import Iterator

import pytest
from django.conf import LazySettings
from django.core import mail

from ecm.notices.gateways import Doubtful, Message, Refused, Unavailable
from ecm.notices.gateways.mail import MailGateway
from tests.servers import HOST, free_port

MESSAGE = Message(
    uid="5f0c", to="awa@exemple.bf", subject="Un avis vous attend", text="Un avis."
)


def test_a_message_leaves_with_the_sender_of_the_settings(
    settings: LazySettings,
) -> None:
    settings.DEFAULT_FROM_EMAIL = "e-CM <conseil@conseil.gouv.example>"

    MailGateway().send(MESSAGE)

    sent = mail.outbox[0]
    assert (sent.to, sent.subject, sent.body) == (
        ["awa@exemple.bf"],
        "Un avis vous attend",
        "Un avis.",
    )
    headers = sent.message()
    assert headers["Message-ID"] == "<5f0c@conseil.gouv.example>"
    assert headers["Auto-Submitted"] == "auto-generated"


class Post(socketserver.StreamRequestHandler):
    """A mail server that answers one command as the test says; 0 hangs up."""

    def handle(self) -> None:
        self.say(self.server.answers.get("GREETING", 220))
        for line in self.rfile:
            word = line.decode().split()[0].upper() if line.split() else ""
            if word in self.server.answers:
                code = self.server.answers[word]
                if code == 0:
                    return
                self.say(code)
            elif word == "DATA":
                self.say(354)
                while self.rfile.readline() != b".\r\n":
                    pass
                code = self.server.answers.get("END", 250)
                if code == 0:
                    return
                self.say(code)
            else:
                self.say(221 if word == "QUIT" else 250)

    def say(self, code: int) -> None:
        self.wfile.write(f"{code} ok\r\n".encode())


class Server(socketserver.ThreadingTCPServer):
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__((HOST, 0), Post)
        self.answers: dict[str, int] = {}


@pytest.fixture
def server(settings: LazySettings) -> Iterator[Server]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = HOST
    with Server() as server:
        settings.EMAIL_PORT = server.server_address[1]
        often = {"poll_interval": 0.01}  # it is at the next poll that the server stops
        serving = threading.Thread(target=server.serve_forever, kwargs=often)
        serving.start()
        yield server
        server.shutdown()
        serving.join()


def test_a_server_that_takes_the_message_is_believed(server: Server) -> None:
    assert MailGateway().send(MESSAGE) == "pris en charge"


@pytest.mark.parametrize(
    ("command", "code", "reading"),
    [
        pytest.param("GREETING", 421, Unavailable, id="a server that is closing"),
        pytest.param("MAIL", 0, Doubtful, id="hung up half-way"),
        pytest.param("RCPT", 550, Refused, id="an unknown recipient"),
        pytest.param("RCPT", 451, Unavailable, id="a recipient to try again"),
        pytest.param("MAIL", 421, Unavailable, id="a server that is busy"),
        pytest.param("END", 554, Refused, id="a message refused"),
        pytest.param("END", 452, Unavailable, id="a server that is full"),
        pytest.param("END", 0, Doubtful, id="hung up after the message"),
    ],
)
def test_an_answer_says_whether_the_message_was_taken(
    server: Server, command: str, code: int, reading: type[Exception]
) -> None:
    server.answers = {command: code}

    with pytest.raises(reading):
        MailGateway().send(MESSAGE)


def test_a_server_that_is_not_there_took_nothing(
    server: Server, settings: LazySettings
) -> None:
    settings.EMAIL_PORT = free_port()

    with pytest.raises(Unavailable):
        MailGateway().send(MESSAGE)
