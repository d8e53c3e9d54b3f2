"""The doctor's judgement of a database, of Redis, of names and of the proxy, both ways."""

from typing import Any

import pytest
from django.core.checks import CheckMessage, Error, Info, Warning
from django.http import HttpResponse
from django.test import RequestFactory

from ecm.doctor import database, relay, web
from ecm.doctor.findings import Finding, Verdict

OK, WARNING, FAULT = Verdict.OK, Verdict.WARNING, Verdict.FAULT
SOUND = {
    "server_version_num": "150004",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "server_encoding": "UTF8",
    "data_checksums": "on",
    "max_connections": "100",
}


def verdicts(found: Any) -> dict[str, Verdict]:
    found = list(found)
    assert all(one.sentence for one in found)
    assert all(bool(one.remedy) == (one.verdict is not OK) for one in found)
    return {one.name: one.verdict for one in found}


def verdict(found: Finding) -> Verdict:
    return next(iter(verdicts([found]).values()))


def test_a_sound_postgresql_is_well() -> None:
    assert set(verdicts(database.of_postgresql(SOUND)).values()) == {OK}


@pytest.mark.parametrize("told", ["local", "remote_write", "remote_apply"])
def test_a_commit_on_this_server_s_disk_is_well(told: str) -> None:
    found = verdicts(database.of_postgresql(SOUND | {"synchronous_commit": told}))

    assert found["database.durability"] is OK


@pytest.mark.parametrize(
    ("changed", "name", "expected"),
    [
        ({"fsync": "off"}, "database.durability", FAULT),
        ({"full_page_writes": "off"}, "database.durability", FAULT),
        ({"synchronous_commit": "off"}, "database.durability", FAULT),
        ({"server_version_num": "130010"}, "database.version", FAULT),
        ({"server_encoding": "SQL_ASCII"}, "database.encoding", FAULT),
        ({"data_checksums": "off"}, "database.checksums", WARNING),
        ({"max_connections": "20"}, "database.connections", WARNING),
    ],
)
def test_each_setting_of_postgresql_that_loses_is_told(
    changed: dict[str, str], name: str, expected: Verdict
) -> None:
    assert verdicts(database.of_postgresql(SOUND | changed))[name] is expected


@pytest.mark.parametrize(
    ("host", "mode", "expected"),
    [
        ("", "", OK),
        ("127.0.0.1", "", OK),
        ("/run/postgresql", "", OK),
        ("base.gouv.example", "verify-full", OK),
        ("base.gouv.example", "prefer", WARNING),
        ("base.gouv.example", "", WARNING),
    ],
)
def test_a_line_that_may_be_listened_to_is_told(
    host: str, mode: str, expected: Verdict
) -> None:
    found = database.of_the_line({"HOST": host, "OPTIONS": {"sslmode": mode}})

    assert verdict(found) is expected


def test_sqlite_is_judged_by_its_version_and_its_pragmas() -> None:
    sound = verdicts(database.of_sqlite("wal", 2, version=(3, 51, 3)))
    old = verdicts(database.of_sqlite("wal", 2, version=(3, 40, 1)))
    quick = verdicts(database.of_sqlite("wal", 1, version=(3, 51, 3)))
    waits = verdicts(database.of_sqlite("delete", 3, version=(3, 40, 1)))

    assert sound == {"database.version": OK, "database.durability": OK}
    assert old["database.version"] is FAULT
    assert quick["database.durability"] is FAULT
    assert waits["database.journal"] is WARNING
    assert waits["database.version"] is OK


def layer(**options: Any) -> dict[str, Any]:
    host = {"address": "redis://h", "socket_timeout": None, "max_connections": 2000}
    return {"CONFIG": {"hosts": [host | options]}}


@pytest.mark.parametrize(
    ("version", "told", "expected"),
    [
        ("7.4.1", layer(), OK),
        ("8.1.0", layer(), FAULT),
        ("7.4.1", layer(socket_timeout=5), FAULT),
        ("7.4.1", layer(max_connections=100), FAULT),
        ("7.4.1", {"CONFIG": {"hosts": ["redis://h"]}}, FAULT),
        ("7.4.1", {"BACKEND": "channels.layers.InMemoryChannelLayer"}, FAULT),
    ],
)
def test_redis_py_and_its_options_are_judged(
    version: str, told: dict[str, Any], expected: Verdict
) -> None:
    assert verdict(relay.of_the_library(version, told)) is expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("redis://127.0.0.1:6379/0", OK),
        ("rediss://:word@relais.example:6379/0", OK),
        ("redis://relais.example:6379/0", WARNING),
    ],
)
def test_a_redis_open_to_all_is_told(url: str, expected: Verdict) -> None:
    assert verdict(relay.of_the_password(url)) is expected


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ({"maxmemory": 0, "maxmemory_policy": "allkeys-lru"}, OK),
        ({"maxmemory": 10, "maxmemory_policy": "noeviction"}, OK),
        ({"maxmemory": 10, "maxmemory_policy": "allkeys-lru"}, WARNING),
    ],
)
def test_a_redis_that_forgets_is_told(told: dict[str, Any], expected: Verdict) -> None:
    assert verdicts(relay.of_redis(told))["redis.eviction"] is expected


def test_a_missing_redis_matters_where_processes_are_many() -> None:
    assert verdict(relay.of_none(is_on_sqlite=True)) is OK
    assert verdict(relay.of_none(is_on_sqlite=False)) is WARNING
    assert verdict(relay.of_silence(TimeoutError())) is FAULT


@pytest.mark.parametrize(
    ("origin", "hosts", "expected"),
    [
        ("https://conseil.example", ["conseil.example"], OK),
        ("https://conseil.example:8443", [".example"], OK),
        ("https://conseil.example", ["autre.example"], FAULT),
        ("http://conseil.example", ["conseil.example"], FAULT),
        ("https://conseil.example/", ["conseil.example"], FAULT),
        ("conseil.example", ["conseil.example"], FAULT),
    ],
)
def test_an_origin_that_no_tablet_could_use_is_told(
    origin: str, hosts: list[str], expected: Verdict
) -> None:
    assert verdicts(web.of_origins([origin], hosts)) == {"web.origins": expected}


def test_names_modes_and_the_proxy_are_judged() -> None:
    assert verdicts(web.of_origins([], ["*"])) == {"web.hosts": FAULT}
    assert verdict(web.of_mode(is_production=True)) is OK
    assert verdict(web.of_mode(is_production=False)) is WARNING
    assert verdict(web.of_the_proxy(("HTTP_X_FORWARDED_PROTO", "https"))) is OK
    assert verdict(web.of_the_proxy(None)) is FAULT


def test_the_public_site_has_an_address_that_stays() -> None:
    assert verdict(web.of_the_public("https://www.gouv.example")) is OK
    assert verdict(web.of_the_public("http://www.gouv.example")) is WARNING
    assert verdict(web.of_the_public("")) is WARNING


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        (Error("mal", hint="ainsi", id="ecm.E001"), FAULT),
        (Warning("peu", id="ecm.W001"), WARNING),
        (Info("su", id="ecm.I001"), WARNING),
    ],
)
def test_what_the_checks_say_is_told(message: CheckMessage, expected: Verdict) -> None:
    assert verdicts(web.of_checks([message])) == {f"check.{message.id}": expected}


def test_checks_that_say_nothing_are_well() -> None:
    assert verdicts(web.of_checks([])) == {"check": OK}


@pytest.mark.parametrize(
    ("status", "expected"),
    [(200, OK), (301, FAULT), (400, FAULT), (502, FAULT)],
)
def test_what_answers_behind_the_proxy_is_judged(
    status: int, expected: Verdict
) -> None:
    address = "https://conseil.example"

    assert verdict(web.of_answer(address, status, f"{address}/sante/")) is expected


def test_a_redirection_to_https_is_well_where_http_was_asked() -> None:
    told = web.of_answer("http://conseil.example", 301, "https://conseil.example/")

    assert verdict(told) is OK


def test_the_address_of_health_is_the_one_that_is_asked() -> None:
    from django.urls import resolve

    found = resolve("/sante/")
    answer = found.func(RequestFactory().get("/sante/"))

    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 200
