"""The communiqué in hand, what was published of it, its languages, and the press."""

from ecm.publication.models.communique import (
    Approval,
    Communique,
    CommuniqueText,
    CommuniqueVersion,
    VersionIsFinal,
)
from ecm.publication.models.press import Delivery, DeliveryState, Recipient
from ecm.publication.models.translation import TranslatedText, Translation, Translator

__all__ = [
    "Approval",
    "Communique",
    "CommuniqueText",
    "CommuniqueVersion",
    "Delivery",
    "DeliveryState",
    "Recipient",
    "TranslatedText",
    "Translation",
    "Translator",
    "VersionIsFinal",
]
