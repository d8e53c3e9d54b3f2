"""Redis, which carries short messages between processes; a council goes on without it."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings

from ecm.doctor.findings import Finding, doubt, fault, well

PATIENCE = 2  # seconds
MANY = 1000  # connections: redis-py 8 stops at 100 by itself
HERE = ("", "localhost", "127.0.0.1", "::1")


def examine() -> Iterator[Finding]:
    """Ask Redis, where one is set."""
    if not settings.REDIS_URL:
        yield of_none(is_on_sqlite=settings.IS_ON_SQLITE)
        return
    import redis

    for relay, layer in zip(
        settings.RELAYS, settings.CHANNEL_LAYERS.values(), strict=True
    ):
        yield of_the_library(redis.__version__, layer)
        yield of_the_password(relay.address)
        try:
            with relay.client(seconds=PATIENCE) as line:
                told: Any = line.info()
        except redis.RedisError as error:
            yield of_silence(error)
        else:
            yield from of_redis(told)


def of_none(*, is_on_sqlite: bool) -> Finding:
    if is_on_sqlite:
        return well("redis", "Un seul processus web : Redis n'est pas requis.")
    return doubt(
        "redis",
        "REDIS_URL est vide : une tablette apprend avec une seconde de retard ce qui s'est"
        " fait sur un autre processus.",
        "Donnez REDIS_URL dès qu'il y a deux processus web.",
    )


def of_the_library(version: str, layer: Mapping[str, Any]) -> Finding:
    """Judge redis-py and its options: by itself it cuts idle lines after 5 s since 8."""
    hosts = layer.get("CONFIG", {}).get("hosts", [])
    given = [host for host in hosts if isinstance(host, dict)]
    is_set = bool(hosts) and len(given) == len(hosts)
    for host in given:
        waits = host.get("socket_timeout", PATIENCE) is None
        is_set = is_set and waits and host.get("max_connections", 0) >= MANY
    if int(version.split(".")[0]) < 8 and is_set:
        return well("redis.library", f"redis-py {version}, avec ses options.")
    return fault(
        "redis.library",
        f"redis-py {version} couperait les tablettes silencieuses ou les dernières venues.",
        "Installez redis-py 7 (redis>=7.4,<8) et gardez socket_timeout=None et"
        " max_connections=2000 dans CHANNEL_LAYERS.",
    )


def of_the_password(url: str) -> Finding:
    parts = urlsplit(url)
    if parts.password or (parts.hostname or "") in HERE:
        return well("redis.password", "Redis n'est pas ouvert à tous.")
    return doubt(
        "redis.password",
        f"Redis, sur {parts.hostname}, ne demande pas de mot de passe.",
        "Réglez requirepass, et REDIS_URL=rediss://:motdepasse@machine:6379/0.",
    )


def of_silence(error: Exception) -> Finding:
    return fault(
        "redis.answers",
        f"Redis ne répond pas ({type(error).__name__}) : le conseil tient, chaque tablette"
        " suit avec une seconde de retard.",
        "systemctl status redis-server ; vérifiez REDIS_URL.",
    )


def of_redis(told: Mapping[str, Any]) -> Iterator[Finding]:
    """Judge what INFO tells."""
    yield well("redis.answers", f"Redis {told.get('redis_version', '?')} répond.")
    policy = str(told.get("maxmemory_policy", "noeviction"))
    if int(told.get("maxmemory", 0)) and policy != "noeviction":
        yield doubt(
            "redis.eviction",
            f"Redis efface des clés quand sa mémoire est pleine ({policy}).",
            "maxmemory-policy noeviction ; donnez à e-CM un Redis à lui.",
        )
    else:
        yield well("redis.eviction", "Redis n'efface rien de lui-même.")
