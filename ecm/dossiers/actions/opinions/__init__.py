"""Opinions: asked for, given or left in silence, asked again when the text was replaced."""

from ecm.dossiers.actions.opinions.answering import confirm, give_opinion
from ecm.dossiers.actions.opinions.asking import (
    cancel,
    consult,
    renew,
    request_opinion,
)
from ecm.dossiers.actions.opinions.lapsing import invalidate_stale, lapse_overdue

__all__ = [
    "cancel",
    "confirm",
    "consult",
    "give_opinion",
    "invalidate_stale",
    "lapse_overdue",
    "renew",
    "request_opinion",
]
