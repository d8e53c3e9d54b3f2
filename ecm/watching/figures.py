"""The figures of this process in Prometheus's words: what is counted, and what is so now."""

import platform
from collections import Counter
from collections.abc import Iterator
from importlib import metadata

from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    GCCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import (
    CounterMetricFamily,
    GaugeMetricFamily,
    InfoMetricFamily,
    Metric,
)
from prometheus_client.registry import Collector

from ecm.measures import REGISTRY
from ecm.watching import lines
from ecm.watching.patience import Asked
from ecm.watching.queues import queues

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
asked_queues = Asked(queues)


class Tablets(Collector):
    """The lines that end in this process, and what left by them."""

    def collect(self) -> Iterator[Metric]:
        room = lines.room()
        found = list(room.here().lines) if room else []
        yield _tablets(found)
        yield GaugeMetricFamily(
            "ecm_sockets", "Lines that end in this process.", value=len(found)
        )
        traffic = lines.TRAFFIC
        for name, words, value in (
            ("frames_sent", "Frames sent to tablets.", traffic.frames),
            ("frame_characters", "Characters of these frames.", traffic.octets),
            ("frames_dropped", "Frames let go for slow tablets.", traffic.dropped),
        ):
            yield CounterMetricFamily(f"ecm_{name}", words, value=value)


def _tablets(found: list[lines.Line]) -> Metric:
    # Not whether they are let into a restricted item: that there is one is told to nobody.
    counts = Counter("behind" if line.late else "level" for line in found)
    family = GaugeMetricFamily("ecm_tablets", "Tablets by state.", labels=["state"])
    for state in ("level", "behind"):
        family.add_metric([state], counts[state])
    return family


class Queues(Collector):
    """What waits in the database, and whether it answers at all."""

    def collect(self) -> Iterator[Metric]:
        up = GaugeMetricFamily("ecm_database_up", "Whether the database answered.")
        waiting = GaugeMetricFamily(
            "ecm_queue_waiting", "What waits, by queue.", labels=["queue"]
        )
        oldest = GaugeMetricFamily(
            "ecm_queue_oldest_seconds",
            "Age of what has waited longest, by queue.",
            labels=["queue"],
        )
        found = asked_queues()
        up.add_metric([], found is not None)
        for queue in found or ():
            waiting.add_metric([queue.name], queue.count)
            oldest.add_metric([queue.name], queue.oldest)
        yield from (up, waiting, oldest)


class Version(Collector):
    def collect(self) -> Iterator[Metric]:
        told = {
            "version": metadata.version("ecm"),
            "python": platform.python_version(),
            "django": metadata.version("django"),
        }
        yield InfoMetricFamily("ecm_build", "What runs here.", value=told)


REGISTRY.register(Tablets())
REGISTRY.register(Version())
ProcessCollector(registry=REGISTRY)
GCCollector(registry=REGISTRY)


def exposition() -> bytes:
    """Return all figures; those of the database last, whether it answers or not."""
    return generate_latest(REGISTRY) + generate_latest(Queues())
