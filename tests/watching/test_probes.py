"""Alive and ready: what a load balancer is told, and that it needs no name and no account."""

import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import connection
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from ecm.middleware import policies
from ecm.relays import relays_of
from ecm.watching import probes, readiness
from ecm.watching.entrance import entrance
from ecm.watching.patience import Asked
from ecm.watching.readiness import Signs
from ecm.worker.models import Beat, Tick

PROBES = ("/sante/", "/pret/")


def answered(well: bool) -> Asked[bool]:
    return Asked(lambda: well)


@pytest.fixture
def checks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Sets what the checks find: names and their answers."""

    def found(**answers: bool) -> None:
        for name, well in answers.items():
            monkeypatch.setitem(readiness.CHECKS, name, answered(well))

    return found


def test_alive_is_told_without_a_database() -> None:
    # No `db`: a query would fail this test.
    answer = Client().get("/sante/")

    assert (answer.status_code, answer.content) == (200, b"ok")
    assert answer.headers["Cache-Control"] == "no-store"
    assert not answer.cookies


@pytest.mark.parametrize("path", PROBES)
def test_a_probe_needs_no_known_name_and_no_tls(
    path: str, settings: Settings, checks: Callable[..., None]
) -> None:
    checks(database=True, migrations=True, folder=True, redis=True, worker=True)
    settings.ALLOWED_HOSTS = ["conseil.example"]
    settings.SECURE_SSL_REDIRECT = True

    answer = Client().get(path, headers={"host": "192.0.2.7:8000"})
    other = Client().get("/connexion/", headers={"host": "192.0.2.7:8000"})

    assert answer.status_code == 200
    assert other.status_code == 400


@pytest.mark.parametrize("language", ["fr", "en", "xx"])
def test_a_probe_speaks_no_language(language: str) -> None:
    answer = Client().get("/sante/", headers={"accept-language": language})

    assert answer.content == b"ok"
    assert "Content-Language" not in answer.headers


def test_the_door_of_the_probes_is_the_first() -> None:
    assert django_settings.MIDDLEWARE[0] == "ecm.watching.entrance.entrance"


def test_what_is_no_probe_goes_its_way() -> None:
    passed = policies(lambda request: probes.HttpResponse("page"))

    assert entrance(passed)(RequestFactory().get("/sante")).content == b"page"


def test_a_process_with_all_it_needs_is_ready(db: None) -> None:
    answer = Client().get("/pret/")

    assert answer.status_code == 200
    assert {"database": "ok", "migrations": "ok", "folder": "ok"}.items() <= (
        answer.json().items()
    )
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("name", ["database", "migrations", "folder"])
def test_a_process_without_what_it_needs_is_not_ready(
    name: str, checks: Callable[..., None]
) -> None:
    checks(**{"database": True, "migrations": True, "folder": True, name: False})

    answer = Client().get("/pret/")

    assert answer.status_code == 503
    assert answer.json()[name] == "failed"


@pytest.mark.parametrize("name", ["redis", "worker"])
def test_what_the_council_goes_on_without_is_told_and_takes_nobody_away(
    name: str, settings: Settings, checks: Callable[..., None]
) -> None:
    settings.REDIS_URL, settings.WORKER = "redis://127.0.0.1:1/0", "process"
    well = dict.fromkeys(("database", "migrations", "folder", "redis", "worker"), True)
    checks(**(well | {name: False}))

    usual, everything = Client().get("/pret/"), Client().get("/pret/?tout")

    assert usual.status_code == 200
    assert usual.json()[name] == "failed"
    assert everything.status_code == 503


def test_what_is_not_there_is_not_asked(settings: Settings) -> None:
    settings.REDIS_URL, settings.WORKER = "", "embedded"

    assert not readiness._concerns("redis")
    assert not readiness._concerns("worker")


def test_an_unreachable_database_fails_its_check(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refused() -> bool:
        raise connection.Database.OperationalError("no route to 192.0.2.9")

    monkeypatch.setitem(readiness.CHECKS, "database", Asked(refused))
    monkeypatch.setitem(readiness.CHECKS, "migrations", Asked(refused))

    answer = Client().get("/pret/")

    assert answer.status_code == 503
    assert answer.json()["database"] == "failed"
    assert b"192.0.2.9" not in answer.content


def test_a_check_that_hangs_is_waited_for_once(monkeypatch: pytest.MonkeyPatch) -> None:
    over = threading.Event()
    monkeypatch.setattr("ecm.watching.patience.PATIENCE", 0.05)
    asked = []

    def hangs() -> bool:
        asked.append(1)
        return over.wait(30)

    check = Asked(hangs)
    try:
        assert [check(), check(), check()] == [None, None, None]
        assert len(asked) == 1
    finally:
        over.set()


def test_a_redis_that_is_away_fails_its_check(settings: Settings) -> None:
    pytest.importorskip("redis")
    settings.RELAYS = relays_of("redis://127.0.0.1:1/0")

    assert Asked(readiness.redis_answers)() is None


def test_a_folder_that_takes_no_file_fails_its_check(
    settings: Settings, tmp_path: Path
) -> None:
    settings.DATA = tmp_path / "gone"

    assert not readiness.folder_is_writable()

    settings.DATA = tmp_path
    assert readiness.folder_is_writable()
    assert list(tmp_path.iterdir()) == []


def test_a_migration_that_is_missing_fails_its_check(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert readiness.migrations_are_applied()
    monkeypatch.setattr(
        readiness, "_known_migrations", lambda: frozenset({("people", "9999_new")})
    )

    assert not readiness.migrations_are_applied()


def test_a_worker_is_alive_while_its_minutes_come(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(readiness.time, "monotonic", lambda: now)
    signs = Signs()
    assert not signs.are_fresh()
    tick = Tick.objects.create(pk=1, at=timezone.now())

    assert signs.are_fresh()

    now += readiness.SILENCE + 1
    assert not signs.are_fresh()
    tick.at = timezone.now() + timedelta(minutes=1)
    tick.save()
    assert signs.are_fresh()


def test_a_worker_in_a_long_task_is_alive(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(readiness.time, "monotonic", lambda: now)
    Tick.objects.create(pk=1, at=timezone.now())
    beat = Beat.objects.create(pk="w", count=1)
    signs = Signs()
    assert signs.are_fresh()

    now += readiness.SILENCE + 1
    beat.count = 2
    beat.save()

    assert signs.are_fresh()


def test_a_process_started_after_the_worker_died_says_so(db: None) -> None:
    Tick.objects.create(pk=1, at=timezone.now() - timedelta(minutes=10))

    assert not Signs().are_fresh()
