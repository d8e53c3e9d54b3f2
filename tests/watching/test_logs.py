"""Technical logs in production: the words of the program, never those of a paper."""

import ast
import json
import logging
import threading
from collections.abc import Iterator
from io import StringIO
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from ecm.domain.errors import NotPossible
from ecm.dossiers.models import Dossier
from ecm.watching.logs import JsonLines, keep_words_out, settings_of
from tests.cast import Council, a_dossier, signed_in
from tests.source import PRODUCT

TITLE = "Projet de décret portant nomination au cabinet du Premier ministre"
LOGGER = "ecm.of.this.test"


class Written:
    """What a logger writes as it would in production."""

    def __init__(self) -> None:
        self.stream = StringIO()
        self.handler = logging.StreamHandler(self.stream)
        self.handler.setFormatter(JsonLines())

    @property
    def text(self) -> str:
        return self.stream.getvalue()

    @property
    def line(self) -> dict[str, object]:
        (line,) = self.text.splitlines()
        told: dict[str, object] = json.loads(line)
        return told


@pytest.fixture
def written() -> Iterator[Written]:
    found, root = Written(), logging.getLogger()
    root.addHandler(found.handler)
    yield found
    root.removeHandler(found.handler)


@pytest.fixture
def log() -> logging.Logger:
    logger = logging.getLogger(LOGGER)
    logger.setLevel(logging.DEBUG)
    return logger


def test_a_line_is_one_object(written: Written, log: logging.Logger) -> None:
    log.warning("%d tablets of %d left", 3, 40)

    line = written.line
    assert line.pop("time").endswith("Z")  # type: ignore[attr-defined]  # a string
    assert line == {
        "level": "WARNING",
        "logger": LOGGER,
        "event": "%d tablets of %d left",
        "values": [3, 40],
    }


def test_what_is_given_to_a_message_is_left_out(
    written: Written, log: logging.Logger
) -> None:
    log.error("the file %s of %s could not be read", TITLE, UUID(int=7))

    assert written.line["event"] == "the file %s of %s could not be read"
    assert written.line["values"] == [str(UUID(int=7))]
    assert TITLE not in written.text


def test_a_message_put_together_becomes_its_place(
    written: Written, log: logging.Logger
) -> None:
    log.error(f"the file {TITLE} could not be read")
    log.error(TITLE.upper())
    log.error("the file " + TITLE)

    assert TITLE.casefold() not in written.text.casefold()
    events = [json.loads(line)["event"] for line in written.text.splitlines()]
    assert {event.split(":")[0] for event in events} == {
        "test_logs.test_a_message_put_together_becomes_its_place"
    }


def test_an_error_says_its_kind_and_its_place_alone(
    written: Written, log: logging.Logger
) -> None:
    def read() -> None:
        raise NotPossible("« %(title)s » n'est pas là.", title=TITLE)

    try:
        try:
            read()
        except NotPossible as refusal:
            raise ValueError(TITLE) from refusal
    except ValueError as error:
        log.exception("a file could not be read")
        log.exception(error)
        log.exception("%s", error)

    first = json.loads(written.text.splitlines()[0])
    assert first["event"] == "a file could not be read"
    assert first["error"] == "builtins.ValueError < ecm.domain.errors.NotPossible"
    assert first["trace"][0].startswith(f"{__name__}.test_an_error_says_its_kind")
    assert len(written.text.splitlines()) == 3
    assert TITLE not in written.text


def test_only_known_fields_with_plain_values_are_kept(
    written: Written, log: logging.Logger
) -> None:
    extra = {"verb": "item.called", "meeting": 3, "status": TITLE, "title": "Budget"}

    log.info("done", extra=extra)

    line = written.line
    assert (line["verb"], line["meeting"]) == ("item.called", 3)
    assert {"status", "title"}.isdisjoint(line)


@pytest.mark.parametrize(
    "broken", [("%d files", TITLE), ("%s and %s", 1), ("100 %", 1), ("%(a)s", {"a": 1})]
)
def test_a_message_that_does_not_take_its_values_is_written_all_the_same(
    log: logging.Logger, broken: tuple[str, object]
) -> None:
    message, value = broken
    record = log.makeRecord(LOGGER, logging.ERROR, "x.py", 7, message, (value,), None)

    line = JsonLines().format(record)

    assert json.loads(line)["event"] == "x.None:7"  # it stands in no function's code
    assert TITLE not in line


def test_an_exception_with_a_title_is_a_500_without_it(
    opened: Council, written: Written, monkeypatch: pytest.MonkeyPatch
) -> None:
    dossier: Dossier = a_dossier(opened.report.ministry, TITLE)

    def breaks(*_: object, **__: object) -> None:
        raise RuntimeError(f"{dossier} : {dossier.title}")

    monkeypatch.setattr("live.views._page", breaks)
    client = signed_in(Client(raise_request_exception=False), opened.cast.president)
    url = reverse("live:room", args=[opened.pk])

    answer = client.get(url, {"mot": TITLE})

    assert answer.status_code == 500
    line = next(x for x in map(json.loads, written.text.splitlines()) if "error" in x)
    assert (line["logger"], line["status_code"]) == ("django.request", 500)
    assert (line["method"], line["view"]) == ("GET", "live:room")
    assert line["error"] == "builtins.RuntimeError"
    for words in (TITLE, TITLE.split()[0], "mot=", url):
        assert words not in written.text


def test_a_page_that_is_not_there_is_told_without_its_address(
    db: None, written: Written
) -> None:
    Client().get("/nominations-secretes/", {"q": TITLE})

    assert "nominations" not in written.text
    assert written.line["view"] == "unknown"


def test_what_a_library_puts_together_is_left_out(written: Written) -> None:
    # As asyncio does for a task that nobody awaited.
    parts = ["Task exception was never retrieved", f"future: <Task {TITLE}>"]
    logging.getLogger("asyncio").error("\n".join(parts))

    assert TITLE not in written.text
    assert written.line["logger"] == "asyncio"


@pytest.fixture
def words_kept_out(monkeypatch: pytest.MonkeyPatch) -> None:
    """As production is set, for one test."""
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(logging, "raiseExceptions", logging.raiseExceptions)
    keep_words_out()


@pytest.mark.usefixtures("words_kept_out")
def test_a_thread_that_ends_by_an_error_says_no_word_of_it(
    written: Written, capsys: pytest.CaptureFixture[str]
) -> None:
    def breaks() -> None:
        raise ValueError(TITLE)

    thread = threading.Thread(target=breaks)
    thread.start()
    thread.join()

    assert written.line["event"] == "a thread was ended by an error"
    assert written.line["error"] == "builtins.ValueError"
    assert TITLE not in written.text
    assert TITLE not in capsys.readouterr().err


@pytest.mark.usefixtures("words_kept_out")
def test_a_line_that_cannot_be_written_is_not_written_otherwise(
    log: logging.Logger, capsys: pytest.CaptureFixture[str]
) -> None:
    shut = StringIO()
    shut.close()
    handler = logging.StreamHandler(shut)
    log.addHandler(handler)
    try:
        log.error("the file %s could not be read", TITLE, exc_info=ValueError(TITLE))
    finally:
        log.removeHandler(handler)

    assert "Logging error" not in capsys.readouterr().err


def test_production_writes_objects_and_development_words() -> None:
    for production, formatter in ((True, "json"), (False, "line")):
        told = settings_of(production=production, level="INFO")

        assert told["handlers"]["console"]["formatter"] == formatter
        assert told["root"]["handlers"] == ["console", "ring"]


def test_our_own_messages_stand_in_the_code() -> None:
    levels = {"debug", "info", "warning", "error", "exception", "critical"}
    offenders = [
        module.at(node)
        for module in PRODUCT
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr in levels
        and ast.unparse(node.func.value) in ("log", "logger")
        and not (node.args and isinstance(node.args[0], ast.Constant))
    ]

    assert offenders == []
