"""What a deployment must not get wrong: refused or warned at start."""

import sqlite3
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register


@register(Tags.database)
def sqlite_is_sound(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Warn of a SQLite whose WAL can be corrupted (fixed in 3.51.3)."""
    engine = settings.DATABASES["default"]["ENGINE"]
    if not engine.endswith("sqlite3") or sqlite3.sqlite_version_info >= (3, 51, 3):
        return []
    return [
        Warning(
            f"SQLite {sqlite3.sqlite_version} peut corrompre une base en mode WAL.",
            hint="Installez pysqlite3, ou SQLite 3.51.3 ou plus récent.",
            id="ecm.W001",
        )
    ]


@register(Tags.security, deploy=True)
def live_origins_are_named(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse a production where any page could open a live connection."""
    if settings.ORIGINS:
        return []
    return [
        Error(
            "ECM_ORIGINS est vide : aucune tablette ne pourrait se connecter.",
            hint="Par exemple ECM_ORIGINS=https://conseil.gouv.bf",
            id="ecm.E001",
        )
    ]


@register(Tags.compatibility)
def redis_keeps_idle_sockets(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """Refuse redis-py 8, whose defaults cut idle subscriptions (channels_redis 422)."""
    if not settings.REDIS_URL:
        return []
    import redis

    if int(redis.__version__.split(".")[0]) < 8:
        return []
    return [Error("redis-py 8 n'est pas pris en charge.", id="ecm.E002")]
