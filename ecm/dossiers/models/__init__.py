"""Kinds and pieces as data, dossiers, their documents, and what happens to them."""

from ecm.dossiers.models.acts import BulkAct, Withdrawal
from ecm.dossiers.models.circuit import (
    LateRequest,
    Note,
    Observation,
    Opinion,
    Return,
    Review,
    ReviewLevel,
    Verdict,
)
from ecm.dossiers.models.dossiers import (
    Dossier,
    DraftText,
    ProposedAppointment,
    Register,
)
from ecm.dossiers.models.kinds import (
    DossierKind,
    Nature,
    Need,
    Part,
    PieceKind,
    Requirement,
    ReturnReason,
    Supplier,
)
from ecm.dossiers.models.pieces import Document, Rendition, Version, Waiver
from ecm.dossiers.models.search import Indexed

__all__ = [
    "BulkAct",
    "Document",
    "Dossier",
    "DossierKind",
    "DraftText",
    "Indexed",
    "LateRequest",
    "Nature",
    "Need",
    "Note",
    "Observation",
    "Opinion",
    "Part",
    "PieceKind",
    "ProposedAppointment",
    "Register",
    "Rendition",
    "Requirement",
    "Return",
    "ReturnReason",
    "Review",
    "ReviewLevel",
    "Supplier",
    "Verdict",
    "Version",
    "Waiver",
    "Withdrawal",
]
