"""What a process counts of its own work, for whoever watches it: numbers, never a content.

Labels hold words of the program (a family of verbs, a kind of refusal): never a title, a
text, the number of an item or the name of a person.
"""

from functools import partial

from django.db import transaction
from prometheus_client import CollectorRegistry, Counter, Histogram

# Our own: the library's default one belongs to whoever imports it.
REGISTRY = CollectorRegistry(auto_describe=True)

ENTRIES = Counter(
    "ecm_journal_entries",
    "Entries appended to the journal and committed.",
    ["family"],
    registry=REGISTRY,
)
COMMANDS = Counter(
    "ecm_commands",
    "Commands that were done, by the family of what they recorded first.",
    ["family"],
    registry=REGISTRY,
)
REFUSALS = Counter(
    "ecm_refusals",
    "Commands that the council's rules refused.",
    ["kind", "area"],
    registry=REGISTRY,
)
RENDER = Histogram(
    "ecm_render_seconds",
    "Time to make the frames of a change, or one whole page, in this process.",
    ["what"],
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5),
    registry=REGISTRY,
)
LATENCY = Histogram(
    "ecm_commit_to_last_socket_seconds",
    "From the announcement of a commit in this process to the offer to its last tablet.",
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
    registry=REGISTRY,
)
CLOSED = Counter(
    "ecm_sockets_closed",
    "Lines that this process closed, by close code.",
    ["code"],
    registry=REGISTRY,
)


def appended(verb: str, *, is_command: bool) -> None:
    """Count an entry of the journal once it is committed; one rolled back is none."""
    family = verb.split(".")[0]
    transaction.on_commit(partial(_count, family, is_command), robust=True)


def _count(family: str, is_command: bool) -> None:
    ENTRIES.labels(family).inc()
    if is_command:
        COMMANDS.labels(family).inc()


def refused(kind: str, area: str) -> None:
    """Count a refusal: its class, and the part of the application that was asked."""
    REFUSALS.labels(kind, area).inc()
