"""The signed word by which a recipient leaves the press list, without an account."""

from django.conf import settings
from django.core import signing
from django.urls import reverse

SALT = "ecm.publication.press"


def word_for(recipient_id: int) -> str:
    """Return what proves that a link was sent to this recipient; it does not expire."""
    return signing.Signer(salt=SALT).sign(str(recipient_id))


def recipient_of(word: str) -> int | None:
    """Return whose word it is; None for one that we did not give."""
    try:
        return int(signing.Signer(salt=SALT).unsign(word))
    except (signing.BadSignature, ValueError):
        return None


def link_for(recipient_id: int) -> str:
    """Return the whole address to leave by; nothing where the site has none."""
    if not settings.ORIGINS:
        return ""
    path = reverse("publication:unsubscribe", args=[word_for(recipient_id)])
    return str(settings.ORIGINS[0]) + path
