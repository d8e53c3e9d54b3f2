"""Recording a fact in a stream, and proving that nothing was changed since."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any, Protocol

from ecm import clock, measures
from ecm.domain.errors import Conflict, NotAllowed, gettext_noop
from ecm.domain.facts import facts_of
from ecm.domain.verbs import Verb
from ecm.journal.models import GENESIS, Entry
from ecm.prepared import Prepared

UNDER_KEY = Prepared(
    lambda stream, key: Entry.objects.filter(stream=stream, key=key), (str, str)
)
KEY_OF_ANOTHER_ACT = gettext_noop("Cette clé a servi à un autre acte.")


class Journalled(Protocol):
    """A row that keeps a stream: its name, its last number and the hash at its head."""

    seq: int
    head: str

    @property
    def stream(self) -> str: ...


@dataclass(frozen=True)
class Actor:
    """Who acts, and the idempotency key of the command.

    `user_id` is None for the system; `person_id` is None for a screen. `epoch` is the
    number of the conduct that the screen showed; None where no screen was read.
    """

    user_id: int | None
    person_id: int | None = None
    key: str = ""
    epoch: int | None = None

    @property
    def author(self) -> int:
        """The account that writes; raises NotAllowed for the system, which writes nothing."""
        return _known(self.user_id)

    @property
    def member(self) -> int:
        """The person who acts; raises NotAllowed for the system and for screens."""
        return _known(self.person_id)


def _known(identity: int | None) -> int:
    if identity is None:
        raise NotAllowed(gettext_noop("Cet acte est celui d'une personne."))
    return identity


SYSTEM = Actor(user_id=None)


class AlreadyDone(Exception):
    """The command was done before under the same key; `entry` is what it recorded."""

    def __init__(self, entry: Entry) -> None:
        super().__init__(str(entry))
        self.entry = entry


def refuse_replay(actor: Actor, stream: str) -> None:
    """Raise AlreadyDone when the actor's key was used, Conflict when by somebody else.

    The stream's row must be locked: check and act are one.
    """
    if not actor.key:
        return
    entry = next(iter(UNDER_KEY(stream, actor.key)), None)
    if entry is None:
        return
    if entry.actor_id != actor.user_id:
        raise Conflict(KEY_OF_ANOTHER_ACT)
    raise AlreadyDone(entry)


def record(verb: Verb, actor: Actor, on: Journalled, **facts: Any) -> Entry:
    """Append a fact to the stream of `on`, whose row the caller has locked and saves.

    The first entry of a command carries its key. Raises TypeError when the facts are not
    those of the verb.
    """
    entry = Entry(
        stream=on.stream,
        seq=on.seq + 1,
        verb=verb.value,
        actor_id=actor.user_id,
        at=clock.now(),
        key=_unused(actor.key, on),
        facts=facts_of(verb, facts),
        previous=on.head,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    measures.appended(entry.verb, is_command=entry.key is not None)
    on.seq, on.head = entry.seq, entry.hash
    return entry


def _unused(key: str, on: Journalled) -> str | None:
    if not key or UNDER_KEY(on.stream, key):
        return None
    return key


def hash_of(entry: Entry) -> str:
    """Return SHA-256(previous hash ‖ canonical JSON of the entry), in hexadecimal."""
    body = {
        "stream": entry.stream,
        "seq": entry.seq,
        "verb": entry.verb,
        "actor": entry.actor_id,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "key": entry.key,
        "facts": entry.facts,
    }
    canonical = json.dumps(
        body, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )
    return hashlib.sha256((entry.previous + canonical).encode()).hexdigest()


def digest(text: str) -> str:
    """Return the SHA-256 of a text, by which the chain seals words it does not hold."""
    return hashlib.sha256(text.encode()).hexdigest()


def faults_of(stream: str, seq: int, head: str) -> Iterator[str]:
    """Yield in French each thing that is wrong with a stream that should end at `head`."""
    expected, previous = 0, GENESIS
    for entry in Entry.objects.filter(stream=stream).order_by("seq").iterator():
        expected += 1
        if entry.seq != expected:
            yield f"{stream} : l'entrée {expected} manque"
            expected = entry.seq
        elif entry.previous != previous:
            yield f"{stream} : l'entrée {entry.seq} ne suit pas la précédente"
        if entry.hash != hash_of(entry):
            yield f"{stream} : l'entrée {entry.seq} a été modifiée"
        previous = entry.hash
    if expected != seq:
        yield f"{stream} : la fin manque ({expected} entrées au lieu de {seq})"
    elif previous != head:
        yield f"{stream} : la dernière entrée n'est pas celle de la tête"
