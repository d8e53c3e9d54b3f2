"""A real process whose database, then Redis, is stopped under it: it says so, and recovers."""

from collections.abc import Iterator

import httpx
import pytest

from tests.servers import wait_until
from tests.stack import Stack, Stacks


@pytest.fixture(scope="module")
def full(stacks: Stacks) -> Iterator[Stack]:
    """The full stack, empty."""
    missing = stacks.missing("full")
    if missing:
        pytest.skip(f"not installed: {missing}")
    opened = stacks.open("full")
    yield opened
    opened.stop()


def asked(stack: Stack, path: str) -> httpx.Response:
    # As a load balancer does: by an address that nobody named.
    return httpx.get(
        stack.base_urls[0] + path, headers={"Host": "192.0.2.1"}, timeout=30
    )


def test_a_process_without_its_database_lives_and_is_not_ready(
    full: Stack, stacks: Stacks
) -> None:
    assert asked(full, "/pret/").status_code == 200
    server = stacks.postgres_server()

    server.stop()
    try:
        wait_until(
            lambda: asked(full, "/pret/").status_code == 503,
            seconds=60,
            what="not ready",
        )
        told = asked(full, "/pret/").json()
        figures = asked(full, "/metriques/").text
        alive = asked(full, "/sante/")
    finally:
        server.start()

    assert (told["database"], told["migrations"]) == ("failed", "failed")
    assert (told["folder"], told["redis"]) == ("ok", "ok")
    assert "ecm_database_up 0.0" in figures
    assert (alive.status_code, alive.text) == (200, "ok")
    wait_until(
        lambda: asked(full, "/pret/").status_code == 200, seconds=60, what="ready again"
    )


def test_a_process_without_redis_stays_in_service(full: Stack) -> None:
    assert full.redis

    full.redis.stop()
    try:
        wait_until(
            lambda: asked(full, "/pret/").json()["redis"] == "failed",
            seconds=60,
            what="redis missed",
        )
        usual, everything = asked(full, "/pret/"), asked(full, "/pret/?tout")
    finally:
        full.redis.start()

    assert usual.status_code == 200
    assert everything.status_code == 503


def test_a_worker_that_never_ran_is_told(full: Stack) -> None:
    told = asked(full, "/pret/")

    assert told.json()["worker"] == "failed"
    assert told.status_code == 200
