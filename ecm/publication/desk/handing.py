"""Handing a published version to the country: the public copy, its documents, the press."""

from ecm.domain.communique.edition import from_json
from ecm.public import copy
from ecm.publication.models import CommuniqueVersion


def hand_over(version: CommuniqueVersion) -> None:
    """Put a version on the public site; the same one again changes nothing."""
    copy.put(from_json(version.edition))
