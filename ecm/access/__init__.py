"""The only way a view gets a row: fetch and authorise in one call; 404 hides, 403 refuses."""

from ecm.access.appointments import (
    appointment,
    appointments,
    list_of,
    posts_held,
    writable_list_of,
)
from ecm.access.desk import Desk, desk
from ecm.access.dossiers import (
    File,
    actor,
    dossier,
    dossiers_of,
    prepares,
    standing,
)
from ecm.access.meetings import Presence, meetings_of, paper, presence

__all__ = [
    "Desk",
    "File",
    "Presence",
    "actor",
    "appointment",
    "appointments",
    "desk",
    "dossier",
    "dossiers_of",
    "list_of",
    "meetings_of",
    "paper",
    "posts_held",
    "prepares",
    "presence",
    "standing",
    "writable_list_of",
]
