"""The keys of backups: public ones encrypt on the server, the private one is kept elsewhere."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.conf import settings
from django.utils.crypto import salted_hmac
from pyrage import IdentityError, RecipientError, x25519

from ecm.backup.refusals import Refused

NONE_GIVEN = (
    "Pour qui chiffrer ? Donnez une clé publique par --pour age1… ou dans"
    " ECM_BACKUP_RECIPIENTS. « ecm backup --nouvelle-cle FICHIER » en fait une ;"
    " --en-clair ne chiffre rien."
)


def recipients_of(words: Iterable[str]) -> list[x25519.Recipient]:
    """Return the public keys; raises Refused for none, or for one that is no key."""
    found = [_recipient(word) for word in words]
    if not found:
        raise Refused(NONE_GIVEN)
    return found


def _recipient(word: str) -> x25519.Recipient:
    try:
        return x25519.Recipient.from_str(word.strip())
    except RecipientError as error:
        raise Refused(
            f"« {word[:80]} » n'est pas une clé publique age (age1…)."
        ) from error


def identities_in(path: Path) -> Sequence[x25519.Identity]:
    """Return the private keys of a file as age-keygen writes it. Raises Refused."""
    try:
        lines = path.read_text(encoding="utf-8").split()
    except (OSError, UnicodeDecodeError) as error:
        said = getattr(error, "strerror", None) or "ce n'est pas un fichier de clé"
        raise Refused(f"La clé {path} ne se lit pas : {said}.") from error
    try:
        found = [x25519.Identity.from_str(w) for w in lines if w.startswith("AGE-")]
    except IdentityError as error:
        raise Refused(f"{path} contient une clé age abîmée.") from error
    if not found:
        raise Refused(f"{path} ne contient aucune clé privée age (AGE-SECRET-KEY-1…).")
    return found


def make_identity(path: Path) -> str:
    """Write a new private key, readable by its owner alone; return its public key.

    Raises Refused rather than replace a file: a key that is lost loses its backups.
    """
    identity = x25519.Identity.generate()
    public = str(identity.to_public())
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(f"{path} : {error.strerror}.") from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"# clé publique : {public}\n{identity}\n")
        file.flush()
        os.fsync(file.fileno())
    return public


def fingerprint() -> str:
    """Return what tells whether two installations have the same SECRET_KEY, and no more."""
    made = salted_hmac("ecm.backup.key", settings.SECRET_KEY, algorithm="sha256")
    return made.hexdigest()[:32]
