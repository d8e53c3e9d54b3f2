"""Where Redis is, as REDIS_URL says it: one, several, or one that sentinels watch over.

Nothing is connected here before it is asked for; redis-py is an option of the installation.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import SplitResult, parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

BETWEEN = re.compile(r"[\s,]+(?=rediss?(?:\+sentinel)?://)")
SCHEMES = ("redis", "rediss", "unix")
WATCHED = ("redis+sentinel", "rediss+sentinel")
SENTINEL_PORT = 26379
PATIENCE = 2  # seconds, to connect and for a sentinel's answer
LINE = {
    # redis-py closes idle subscriptions after 5 s otherwise.
    "socket_timeout": None,
    "socket_connect_timeout": PATIENCE,
    "max_connections": 2000,
}


@dataclass(frozen=True)
class Relay:
    """One Redis, or one set of them of which the sentinels name the master."""

    address: str

    @property
    def parts(self) -> SplitResult:
        return urlsplit(self.address)

    @property
    def is_watched(self) -> bool:
        return self.parts.scheme in WATCHED

    def host(self) -> dict[str, Any]:
        """Return what channels_redis takes for one host."""
        if not self.is_watched:
            return {"address": self.address, **LINE}
        sentinels = {"socket_timeout": PATIENCE, "socket_connect_timeout": PATIENCE}
        return {
            "master_name": self._master[0],
            "sentinels": self._sentinels(),
            "sentinel_kwargs": sentinels | self._word_of_sentinels() | self._tls(),
            **self._account(),
            **self._tls(),
            **LINE,
        }

    def client(self, *, seconds: float) -> Any:
        """Return a redis-py client that waits so long for each answer."""
        from redis import Redis, sentinel

        patience = {"socket_timeout": seconds, "socket_connect_timeout": seconds}
        if not self.is_watched:
            return Redis.from_url(self.address, **patience)
        known = patience | self._word_of_sentinels() | self._tls()
        untyped: Any = sentinel.Sentinel
        watch = untyped(self._sentinels(), sentinel_kwargs=known)
        return watch.master_for(
            self._master[0], **patience, **self._account(), **self._tls()
        )

    @property
    def _master(self) -> tuple[str, int]:
        """Return the name that the sentinels give the master, and the database's number."""
        name, _, number = self.parts.path.strip("/").partition("/")
        return unquote(name), int(number or 0)

    def _sentinels(self) -> list[tuple[str, int]]:
        places = self.parts.netloc.rpartition("@")[2].split(",")
        found = [urlsplit(f"//{place}") for place in places if place]
        return [(place.hostname or "", place.port or SENTINEL_PORT) for place in found]

    def _account(self) -> dict[str, Any]:
        words = {"username": self.parts.username, "password": self.parts.password}
        given = {name: unquote(word) for name, word in words.items() if word}
        return {"db": self._master[1], **given}

    def _word_of_sentinels(self) -> dict[str, str]:
        word = self._asked("sentinel_password")
        return {"password": word} if word else {}

    def _tls(self) -> dict[str, Any]:
        if self.parts.scheme != "rediss+sentinel":
            return {}
        roots = self._asked("ssl_ca_certs")
        return {"ssl": True, "ssl_ca_certs": roots} if roots else {"ssl": True}

    def _asked(self, name: str) -> str:
        return parse_qs(self.parts.query).get(name, [""])[0]

    def refuse_nonsense(self) -> None:
        """Raise ImproperlyConfigured where the address says nothing that can be done."""
        known = self.parts.scheme in (*SCHEMES, *WATCHED)
        try:
            names = self.is_watched and not (self._master[0] and self._sentinels())
        except ValueError:
            names = True
        if not known or names:
            # Not the address itself: it may hold a password.
            raise ImproperlyConfigured(
                "REDIS_URL : redis://machine:6379/0, plusieurs séparées par des virgules, ou"
                " redis+sentinel://machine:26379,machine:26379/nom-du-maître/0."
            )


def relays_of(text: str) -> list[Relay]:
    """Return the Redis that a setting names, in its order."""
    found = [Relay(word) for word in BETWEEN.split(text.strip()) if word]
    for relay in found:
        relay.refuse_nonsense()
    return found


def layers_of(relays: Sequence[Relay], key: str) -> dict[str, dict[str, Any]]:
    """Return a channel layer for each Redis: channels_redis itself would put our one group
    on one of them, and would stop for all when any other is away.
    """
    if not relays:
        return {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
    names = ["default", *(f"relay-{number}" for number in range(2, len(relays) + 1))]
    return {
        name: {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [relay.host()], "symmetric_encryption_keys": [key]},
        }
        for name, relay in zip(names, relays, strict=True)
    }
