"""The sealed vote as everybody sees it: whose keys, whether it may open, the urn's list."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from ecm.domain.votes import BallotState, Layer
from ecm.meetings.models import Ballot
from ecm.meetings.sealing import fingerprint_of
from live.council import Council

LAYER_WORDS = {
    Layer.OUTER: gettext_noop("Enveloppe extérieure"),
    Layer.INNER: gettext_noop("Bulletin intérieur"),
}


@dataclass(frozen=True)
class KeyLine:
    """A layer, and whose seat gave its key; both last fields are empty until then."""

    layer: str
    words: str
    title: str
    fingerprint: str


@dataclass(frozen=True)
class Sealed:
    """`digests` is what the urn holds, once it is closed: one receipt for each ballot."""

    ballot: int
    state: str
    keys: tuple[KeyLine, ...]
    digests: tuple[str, ...]

    @property
    def key(self) -> str:
        """Changes when every tablet must look at its own part again."""
        given = ".".join(line.fingerprint for line in self.keys)
        return f"{self.ballot}.{self.state}.{given}"

    @property
    def is_ready(self) -> bool:
        return all(line.fingerprint for line in self.keys)


def sealed_of(council: Council, ballot: Ballot) -> Sealed:
    """Return what an audience that may read the item knows of a sealed vote on it."""
    is_shut = ballot.state not in (BallotState.PREPARED, BallotState.OPEN)
    return Sealed(
        ballot=ballot.pk,
        state=ballot.state,
        keys=tuple(_line(council, layer) for layer in Layer),
        digests=council.digests if is_shut else (),
    )


def _line(council: Council, layer: Layer) -> KeyLine:
    key = next((k for k in council.vote_keys if k.layer == layer), None)
    words = _(LAYER_WORDS[layer])
    if key is None:
        return KeyLine(layer.value, words, "", "")
    return KeyLine(layer.value, words, key.seat.title, fingerprint_of(key.public)[:16])
