"""The sign beside the word of a dossier's state; without one here, it waits."""

from ecm.domain.circuit import DossierState

_S = DossierState
SIGNS = {
    _S.DRAFT: "planned",
    _S.RETURNED: "referred_back",
    _S.IN_REVIEW: "examined",
    _S.SIGNED: "signed",
    _S.ON_AGENDA: "current",
    _S.SETTLED: "done",
    _S.WITHDRAWN: "withdrawn",
}
