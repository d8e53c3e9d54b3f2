"""The internal seal of an edition: its digest and the journal's head, signed by this machine.

It proves that a text is the one that left e-CM. It is never called a signature of anybody.
"""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.urls import reverse

from ecm.domain.communique.edition import Edition, as_json, digest_of, from_json
from ecm.kept import kept

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT = 1
NOT_A_SIGNATURE = "Ce sceau n'est pas une signature électronique."


class BrokenSeal(Exception):
    """What was sealed is not what is shown, or another machine sealed it."""


@dataclass(frozen=True)
class Seal:
    """What is signed: an edition's digest, and where the journal then stood."""

    edition: str
    stream: str
    seq: int
    head: str


@dataclass(frozen=True)
class SealWords:
    """The seal as a paper says it; `address` is empty when the site has none."""

    sealed: str
    digest: str
    address: str


def words_of(edition: Edition, *, draft: str) -> SealWords | None:
    """Return what a document says of its seal: nothing of a draft.

    Nor of a council known by its communiqué alone: e-CM did not publish it.
    """
    if draft or edition.is_archive:
        return None
    digest = digest_of(edition)
    sealed = f"Scellé par e-CM : empreinte SHA-256 de l'édition. {NOT_A_SIGNATURE}"
    return SealWords(sealed, digest, verification_address(digest))


def verification_address(digest: str) -> str:
    """Return the whole address at which anybody verifies a digest, if the site has one."""
    if not settings.PUBLIC_ADDRESS:
        return ""
    return f"{settings.PUBLIC_ADDRESS}{reverse('public:seal', args=[digest])}"


def sealed(edition: Edition, *, stream: str, seq: int, head: str) -> bytes:
    """Return the edition under its seal; the same edition and head give the same bytes."""
    seal = Seal(digest_of(edition), stream, seq, head)
    signature = _key().sign(_signed(seal)).hex()
    body = {
        "format": FORMAT,
        "edition": as_json(edition),
        "seal": asdict(seal),
        "key": public_key(),
        "signature": signature,
    }
    return json.dumps(body, sort_keys=True, ensure_ascii=False).encode()


def verify_seal(document: bytes, *, key: str = "") -> Seal:
    """Return the seal of what `sealed` made; raise BrokenSeal, in French, otherwise.

    `key` is the public key that is trusted: this installation's own unless given. The one
    that the document names is never believed.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        body = json.loads(document)
        seal = Seal(**body["seal"])
        trusted = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key or public_key()))
        trusted.verify(bytes.fromhex(body["signature"]), _signed(seal))
        edition = from_json(body["edition"])
    except InvalidSignature as error:
        raise BrokenSeal("Ce sceau n'est pas celui de cette installation.") from error
    except (ValueError, TypeError, KeyError) as error:
        raise BrokenSeal("Ce fichier n'est pas une édition scellée.") from error
    if seal.edition != digest_of(edition):
        raise BrokenSeal("Le texte n'est pas celui qui a été scellé.")
    return seal


def public_key() -> str:
    """Return this installation's public key, in hexadecimal: it may be told to anybody."""
    return _key().public_key().public_bytes_raw().hex()


def _signed(seal: Seal) -> bytes:
    body: dict[str, Any] = {"format": FORMAT, **asdict(seal)}
    return json.dumps(body, sort_keys=True, separators=(",", ":")).encode()


def _key() -> "Ed25519PrivateKey":
    """Return the installation's key: made once, readable by its account alone."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    folder = Path(settings.DATA) / "keys"
    folder.mkdir(mode=0o700, exist_ok=True)
    text = kept(
        folder,
        "seal.key",
        lambda: Ed25519PrivateKey.generate().private_bytes_raw().hex(),
    )
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text))
