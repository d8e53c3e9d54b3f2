"""The only way a view gets a row: fetch and authorise in one call; 404 hides, 403 refuses."""

from ecm.access.desk import Desk, desk
from ecm.access.dossiers import File, dossier, dossiers_of, standing
from ecm.access.meetings import Presence, meetings_of, paper, presence

__all__ = [
    "Desk",
    "File",
    "Presence",
    "desk",
    "dossier",
    "dossiers_of",
    "meetings_of",
    "paper",
    "presence",
    "standing",
]
